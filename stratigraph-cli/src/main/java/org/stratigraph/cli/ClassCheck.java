package org.stratigraph.cli;

import org.stratigraph.UnusableInputException;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.Sample;

/** Whether the classes of the images can be those of the network. */
final class ClassCheck {
  private ClassCheck() {}

  /**
   * Compares the labels with the network's outputs.
   *
   * @throws UnusableInputException if the images have other classes than the network has outputs
   */
  static void check(DataSet data, int outputs) {
    int largest = data.samples().stream().mapToInt(s -> s.label().orElse(-1)).max().orElse(-1);
    if (largest >= outputs) {
      throw mismatch(data, "the class index " + largest, outputs);
    }
    if (data.classCount().isPresent() && data.classCount().getAsInt() != outputs) {
      throw mismatch(data, data.classCount().getAsInt() + " classes", outputs);
    }
  }

  private static UnusableInputException mismatch(DataSet data, String found, int outputs) {
    String example =
        data.samples().stream()
            .filter(sample -> sample.label().isPresent())
            .map(Sample::id)
            .findFirst()
            .orElse("");
    return new UnusableInputException(
        "%s has %s, but the network has %d outputs, so its labels (such as that of %s) cannot be compared with the predictions; give the class of each image with --list FILE, or the network's classes in order with --classes FILE."
            .formatted(data.source(), found, outputs, example));
  }
}
