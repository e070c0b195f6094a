package org.stratigraph.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.architecture.Initialisers;
import org.stratigraph.architecture.Untrained;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.graph.Graph;
import org.stratigraph.network.Network;
import org.stratigraph.network.NetworkFile;
import org.stratigraph.tensor.Shape;

/** What {@code --arch} of a training names: a known architecture or an ONNX model. */
sealed interface SubjectChoice {
  /** In words, with all that fixes it but the seed. */
  String identity();

  /** The name of the architecture; empty for an ONNX model. */
  Optional<String> architecture();

  /** How its images are prepared, where that is known. */
  Optional<Preprocessing> preprocessing();

  /**
   * The network before the first step.
   *
   * @param image the shape of one image, [C, H, W]
   * @throws UnusableInputException if it does not fit these images or classes
   */
  Graph initial(Shape image, int classes, long seed);

  /**
   * Reads the options.
   *
   * @throws UnusableInputException if there is no such architecture or file
   */
  static SubjectChoice of(TrainedNetworkOptions options) {
    String text = options.architecture;
    if (isFile(text)) {
      Network network = NetworkFile.open(Path.of(text), Optional.empty());
      return new OnnxModel(network.forOutput(Optional.empty()), options.fromScratch);
    }
    return new Known(Architectures.named(text));
  }

  private static boolean isFile(String text) {
    try {
      return text.toLowerCase(Locale.ROOT).endsWith(".onnx") || Files.isRegularFile(Path.of(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** A known architecture, in its default variant. */
  record Known(Architecture known) implements SubjectChoice {
    @Override
    public String identity() {
      return known.name() + ", " + known.initialiser().description();
    }

    @Override
    public Optional<String> architecture() {
      return Optional.of(known.name());
    }

    @Override
    public Optional<Preprocessing> preprocessing() {
      return Optional.of(Preprocessing.named(known.preprocessing()));
    }

    @Override
    public Graph initial(Shape image, int classes, long seed) {
      try {
        return known.initial(image, classes, seed);
      } catch (UnusableInputException e) {
        throw new UnusableInputException(
            "--arch %s does not fit images of %s: %s"
                .formatted(known.name(), image, e.getMessage()),
            e);
      }
    }
  }

  /** An ONNX model, with its own weights or with new ones. */
  record OnnxModel(Network network, boolean fromScratch) implements SubjectChoice {
    @Override
    public String identity() {
      return "ONNX "
          + network.sha256()
          + (fromScratch
              ? ", " + Initialisers.pyTorchDefault().description()
              : ", its own weights");
    }

    @Override
    public Optional<String> architecture() {
      return Optional.empty();
    }

    @Override
    public Optional<Preprocessing> preprocessing() {
      return network.preprocessing();
    }

    @Override
    public Graph initial(Shape image, int classes, long seed) {
      Graph graph = network.graph();
      List<OptionalLong> in = graph.inputs().get(0).shape();
      for (int axis = 1; axis < in.size(); axis++) {
        if (in.get(axis).isPresent()
            && (in.size() != 4 || in.get(axis).getAsLong() != image.extent(axis - 1))) {
          throw new UnusableInputException(
              "%s takes images of %s, and these are %s; prepare them with --resize and --crop."
                  .formatted(network.source(), text(in), image));
        }
      }
      List<OptionalLong> out = graph.outputs().get(0).shape();
      OptionalLong outputs = out.isEmpty() ? OptionalLong.empty() : out.get(out.size() - 1);
      if (outputs.isPresent() && outputs.getAsLong() != classes) {
        throw new UnusableInputException(
            "%s tells %d classes apart, and the data have %d; give data of its classes, or a network for these."
                .formatted(network.source(), outputs.getAsLong(), classes));
      }
      return fromScratch ? Untrained.of(graph, Initialisers.pyTorchDefault(), seed) : graph;
    }

    private static String text(List<OptionalLong> shape) {
      return shape.stream()
          .skip(1)
          .map(extent -> extent.isPresent() ? Long.toString(extent.getAsLong()) : "any")
          .toList()
          .toString();
    }
  }
}
