package org.stratigraph.prune;

import java.util.List;
import java.util.Map;
import org.stratigraph.criticality.CriticalityResult;

/**
 * All that is known after a network was pruned.
 *
 * @param model the untouched network
 * @param data all images, those of the selection and of the verification
 * @param maxDrop the drop that was allowed, as a share of the images
 * @param criterion which part went next
 * @param seed of the choice of the images
 * @param result what was taken out, and what that costs
 * @param before the untouched network's size
 * @param after the pruned network's size
 * @param file where it was written
 * @param notes what a reader must know; whole sentences
 * @param provenance name to value
 */
public record PruneReport(
    CriticalityResult.Model model,
    CriticalityResult.Data data,
    double maxDrop,
    Criterion criterion,
    long seed,
    PruneResult result,
    Size before,
    Size after,
    String file,
    List<String> notes,
    Map<String, String> provenance) {
  public PruneReport {
    notes = List.copyOf(notes);
  }

  /**
   * What a network takes.
   *
   * @param parameters trained values
   * @param multiplyAdds for one image, of the nodes that can be counted
   * @param bytes of its ONNX file
   * @param secondsPerImage measured on this machine, median of several runs
   */
  public record Size(long parameters, long multiplyAdds, long bytes, double secondsPerImage) {}
}
