package org.stratigraph.checkpoint;

/** Names of Keras tensors without what the file format adds to them. */
final class KerasNames {
  private KerasNames() {}

  /**
   * The name of the layer and of the tensor. Keras writes each tensor below its layer under the
   * tensor's full name: {@code conv1/conv1/kernel:0}, or {@code conv1/conv1_1/kernel:0} if the
   * layer was made twice; both give {@code conv1/kernel}. A tensor of a network inside the network
   * ({@code resnet/conv1/kernel:0}) keeps its own layer: {@code conv1/kernel}. The number behind
   * the colon is left out.
   */
  static String normalise(String path) {
    int colon = path.lastIndexOf(':');
    String plain =
        colon > 0 && path.substring(colon + 1).matches("\\d{1,4}")
            ? path.substring(0, colon)
            : path;
    String[] parts = plain.split("/", -1);
    if (parts.length != 3) {
      return plain;
    }
    String numbered = parts[1].replaceFirst("_\\d{1,4}$", "");
    boolean repeated = parts[1].equals(parts[0]) || numbered.equals(parts[0]);
    return (repeated ? parts[0] : parts[1]) + "/" + parts[2];
  }
}
