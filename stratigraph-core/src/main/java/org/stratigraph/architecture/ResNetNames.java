package org.stratigraph.architecture;

/** The module names of a residual network in the libraries that define it. */
enum ResNetNames {
  TORCHVISION("conv1", "bn1", "fc", "downsample.0", "downsample.1"),
  /** {@code github.com/kuangliu/pytorch-cifar}. */
  KUANGLIU("conv1", "bn1", "linear", "shortcut.0", "shortcut.1"),
  /** {@code ResNetForImageClassification} of the transformers library. */
  HUGGING_FACE(
      "resnet.embedder.embedder.convolution",
      "resnet.embedder.embedder.normalization",
      "classifier.1",
      "shortcut.convolution",
      "shortcut.normalization") {
    @Override
    String block(int stage, int block) {
      return "resnet.encoder.stages." + stage + ".layers." + block;
    }

    @Override
    String convolution(String block, int number) {
      return block + ".layer." + (number - 1) + ".convolution";
    }

    @Override
    String norm(String block, int number) {
      return block + ".layer." + (number - 1) + ".normalization";
    }
  };

  private final String stem;
  private final String stemNorm;
  private final String head;
  private final String shortcut;
  private final String shortcutNorm;

  ResNetNames(String stem, String stemNorm, String head, String shortcut, String shortcutNorm) {
    this.stem = stem;
    this.stemNorm = stemNorm;
    this.head = head;
    this.shortcut = shortcut;
    this.shortcutNorm = shortcutNorm;
  }

  String stem() {
    return stem;
  }

  String stemNorm() {
    return stemNorm;
  }

  String head() {
    return head;
  }

  /** A block; stages and blocks count from 0. */
  String block(int stage, int block) {
    return "layer" + (stage + 1) + "." + block;
  }

  /** A convolution of a block; they count from 1. */
  String convolution(String block, int number) {
    return block + ".conv" + number;
  }

  String norm(String block, int number) {
    return block + ".bn" + number;
  }

  String shortcut(String block) {
    return block + "." + shortcut;
  }

  String shortcutNorm(String block) {
    return block + "." + shortcutNorm;
  }
}
