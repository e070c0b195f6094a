package org.stratigraph.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.tensor.Tensor;

/**
 * The trained tensors of one network, as read from a file. Immutable.
 *
 * @param source the file or folder that was read
 * @param format {@code pytorch-zip}, {@code pytorch-legacy}, {@code safetensors}, {@code
 *     safetensors-sharded} or {@code keras-h5}
 * @param tensors the tensors by name, in the order of the file; names are those of the network,
 *     without the wrappers that {@link StateDictRules} lists; tensors that share a storage in the
 *     file share memory here
 * @param notes what was unwrapped, renamed or left out, each a whole sentence; empty if the file
 *     was taken as it is
 */
public record Checkpoint(
    Path source, String format, Map<String, Tensor> tensors, List<String> notes) {

  public Checkpoint {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    notes = List.copyOf(notes);
  }

  /**
   * Names of the tensors that hold a NaN or an infinity, in the order of the file; empty for a
   * sound network. Reads every value.
   */
  public List<String> nonFiniteTensors() {
    List<String> names = new ArrayList<>();
    tensors.forEach(
        (name, tensor) -> {
          if (tensor.type().isFloatingPoint() && !isFinite(tensor)) {
            names.add(name);
          }
        });
    return List.copyOf(names);
  }

  private static boolean isFinite(Tensor tensor) {
    for (int i = 0; i < tensor.elementCount(); i++) {
      if (!Double.isFinite(tensor.get(i))) {
        return false;
      }
    }
    return true;
  }
}
