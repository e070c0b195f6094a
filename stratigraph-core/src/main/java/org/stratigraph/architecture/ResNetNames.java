package org.stratigraph.architecture;

/** The module names of a residual network in the libraries that define it. */
enum ResNetNames {
  TORCHVISION {
    @Override
    String stem() {
      return "conv1";
    }

    @Override
    String stemNorm() {
      return "bn1";
    }

    @Override
    String head() {
      return "fc";
    }

    @Override
    String block(int stage, int block) {
      return "layer" + (stage + 1) + "." + block;
    }

    @Override
    String convolution(String block, int number) {
      return block + ".conv" + number;
    }

    @Override
    String norm(String block, int number) {
      return block + ".bn" + number;
    }

    @Override
    String shortcut(String block) {
      return block + ".downsample.0";
    }

    @Override
    String shortcutNorm(String block) {
      return block + ".downsample.1";
    }
  },
  /** {@code github.com/kuangliu/pytorch-cifar}. */
  KUANGLIU {
    @Override
    String stem() {
      return "conv1";
    }

    @Override
    String stemNorm() {
      return "bn1";
    }

    @Override
    String head() {
      return "linear";
    }

    @Override
    String block(int stage, int block) {
      return "layer" + (stage + 1) + "." + block;
    }

    @Override
    String convolution(String block, int number) {
      return block + ".conv" + number;
    }

    @Override
    String norm(String block, int number) {
      return block + ".bn" + number;
    }

    @Override
    String shortcut(String block) {
      return block + ".shortcut.0";
    }

    @Override
    String shortcutNorm(String block) {
      return block + ".shortcut.1";
    }
  },
  /** {@code ResNetForImageClassification} of the transformers library. */
  HUGGING_FACE {
    @Override
    String stem() {
      return "resnet.embedder.embedder.convolution";
    }

    @Override
    String stemNorm() {
      return "resnet.embedder.embedder.normalization";
    }

    @Override
    String head() {
      return "classifier.1";
    }

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

    @Override
    String shortcut(String block) {
      return block + ".shortcut.convolution";
    }

    @Override
    String shortcutNorm(String block) {
      return block + ".shortcut.normalization";
    }
  };

  abstract String stem();

  abstract String stemNorm();

  abstract String head();

  /** A block; stages and blocks count from 0. */
  abstract String block(int stage, int block);

  /** A convolution of a block; they count from 1. */
  abstract String convolution(String block, int number);

  abstract String norm(String block, int number);

  abstract String shortcut(String block);

  abstract String shortcutNorm(String block);
}
