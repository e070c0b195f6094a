package org.stratigraph.cli;

import picocli.CommandLine.Option;

/** What is trained. */
final class TrainedNetworkOptions {
  @Option(
      names = "--arch",
      paramLabel = "NAME|FILE.onnx",
      required = true,
      description =
          "A known architecture, such as resnet20-cifar, with as many classes as the data have; or"
              + " an ONNX model, trained on from its own weights. A wrong NAME lists those that there"
              + " are.")
  String architecture = "";

  @Option(
      names = "--from-scratch",
      description =
          "Replace the weights of an ONNX model by random ones, as PyTorch's modules draw them. An"
              + " architecture always starts with random weights, drawn as it was published.")
  boolean fromScratch;
}
