package org.stratigraph.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.architecture.Fit;
import org.stratigraph.architecture.Initialiser;
import org.stratigraph.checkpoint.Checkpoint;
import org.stratigraph.checkpoint.CheckpointFit;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * A checkpoint in the graph of its architecture.
 *
 * <p>A tensor that is missing, has another shape, or is left over without {@linkplain Fit#unused()
 * a known reason} is refused; all of them are listed at once.
 */
record FittedCheckpoint(
    String name,
    Graph graph,
    Initialiser initialiser,
    Fit fit,
    Optional<Preprocessing> preprocessing,
    List<String> notes) {
  private static final int MOST_NAMES = 10;

  /**
   * Fits a checkpoint.
   *
   * @throws UnusableInputException if no architecture is given or the tensors do not fit it
   */
  static FittedCheckpoint of(
      Checkpoint original, Optional<Architecture> architecture, Optional<Shape> images) {
    if (architecture.isEmpty()) {
      throw architectureNeeded(original);
    }
    Architecture known = architecture.get();
    boolean isKeras = original.format().equals(KerasConversion.FORMAT);
    Checkpoint checkpoint = isKeras ? KerasConversion.of(original, known) : original;
    Fit fit = known.fit(shapes(checkpoint), images.orElse(known.input()));
    if (!fit.isExact()) {
      throw doesNotFit(checkpoint, fit);
    }
    List<String> notes = new ArrayList<>(checkpoint.notes());
    if (known.variants().size() > 1) {
      notes.add(
          "The tensors are those of the variant \"%s\" of %s."
              .formatted(fit.variant().description(), known.name()));
    }
    if (!fit.unused().isEmpty()) {
      notes.add(
          "Left out tensors that the network never uses (%d): %s."
              .formatted(fit.unused().size(), listed(fit.unused())));
    }
    Map<String, Tensor> tensors = tensors(checkpoint, fit, notes);
    Graph graph =
        fit.variant().build(fit.input(), fit.classes(), (name, shape) -> required(tensors, name));
    return new FittedCheckpoint(
        known.name(),
        graph,
        fit.variant().initialiser(),
        fit,
        isKeras ? KerasConversion.preprocessing(known) : Optional.empty(),
        notes);
  }

  private static Map<String, Shape> shapes(Checkpoint checkpoint) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    checkpoint.tensors().forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return shapes;
  }

  /** The needed tensors in float32. */
  private static Map<String, Tensor> tensors(Checkpoint checkpoint, Fit fit, List<String> notes) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    List<String> converted = new ArrayList<>();
    for (String name : fit.needed().keySet()) {
      Tensor tensor = required(checkpoint.tensors(), name);
      if (!tensor.type().isFloatingPoint()) {
        throw new UnusableInputException(
            "%s: the tensor %s holds %s values; the weights of this architecture are real numbers. Quantised weights cannot be used."
                .formatted(checkpoint.source(), name, tensor.type()));
      }
      if (tensor.type() != ElementType.FLOAT32) {
        converted.add(name);
      }
      tensors.put(
          name,
          tensor.type() == ElementType.FLOAT32
              ? tensor
              : Tensor.of(tensor.shape(), tensor.toFloats()));
    }
    if (!converted.isEmpty()) {
      notes.add(
          "Converted tensors to 32-bit floating point (%d): %s."
              .formatted(converted.size(), listed(converted)));
    }
    List<String> broken =
        new Checkpoint(checkpoint.source(), checkpoint.format(), tensors, List.of())
            .nonFiniteTensors();
    if (!broken.isEmpty()) {
      throw new UnusableInputException(
          "%s: tensors hold NaN or infinite values (%d: %s), so the network has no usable output. The training probably diverged; take an earlier checkpoint."
              .formatted(checkpoint.source(), broken.size(), listed(broken)));
    }
    return tensors;
  }

  private static Tensor required(Map<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalStateException("'" + name + "' was found to be there, and is not");
    }
    return tensor;
  }

  private static UnusableInputException architectureNeeded(Checkpoint checkpoint) {
    String advice =
        Recognition.of(shapes(checkpoint))
            .map(name -> "Its tensors fit exactly one known architecture: --arch " + name + ".")
            .orElse("Its tensors fit none exactly, or several.");
    return new UnusableInputException(
        "%s: a checkpoint holds tensors only, so its architecture must be given with --arch. %s Known architectures: %s. Any other network can be used as an ONNX file."
            .formatted(checkpoint.source(), advice, String.join(", ", Architectures.names())));
  }

  private static UnusableInputException doesNotFit(Checkpoint checkpoint, Fit fit) {
    CheckpointFit comparison = CheckpointFit.of(fit.needed(), checkpoint);
    String differences =
        new CheckpointFit(comparison.missing(), fit.unexpected(), comparison.misshaped())
            .differences();
    String advice =
        Recognition.of(shapes(checkpoint))
            .map(name -> "They fit --arch " + name + ".")
            .orElse(
                "Choose the architecture that was trained, or use the network as an ONNX file.");
    return new UnusableInputException(
        "%s: its tensors do not fit %s (%s): %s. %s"
            .formatted(
                checkpoint.source(),
                fit.architecture().name(),
                fit.variant().description(),
                differences,
                advice));
  }

  /** The first names, without what a terminal would act on, and how many more there are. */
  private static String listed(List<String> names) {
    String first =
        names.stream()
            .limit(MOST_NAMES)
            .map(name -> name.replaceAll("\\p{Cntrl}", "?"))
            .collect(Collectors.joining(", "));
    int more = names.size() - MOST_NAMES;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
