package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which network. */
final class NetworkOptions {
  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description =
          "The trained network: an ONNX model, or a PyTorch (.pth, .pt, .th, .bin), safetensors or"
              + " Keras (.h5) checkpoint, a timm or Hugging Face folder, or the run directory of"
              + " 'stratigraph train'.")
  Path file = Path.of("");

  @Option(
      names = "--arch",
      paramLabel = "NAME",
      description =
          "The checkpoint's architecture, such as resnet50 or resnet20-cifar. An ONNX model does"
              + " not need it; there it says how random weights are drawn. A wrong NAME lists those that there are.")
  Optional<String> architecture = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description =
          "Which output of the network to measure, where it has several. Default: the first.")
  Optional<String> output = Optional.empty();
}
