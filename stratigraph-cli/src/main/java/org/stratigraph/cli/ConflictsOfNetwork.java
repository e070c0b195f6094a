package org.stratigraph.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;
import org.stratigraph.conflict.ConflictAnalysis;
import org.stratigraph.conflict.ConflictOptions;
import org.stratigraph.conflict.ConflictResult;
import org.stratigraph.conflict.LayerConflicts;
import org.stratigraph.conflict.MeasuredValue;
import org.stratigraph.conflict.MeasuredValues;
import org.stratigraph.conflict.NetworkActivations;
import org.stratigraph.conflict.WeightAmplitude;
import org.stratigraph.data.Images;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Shapes;
import org.stratigraph.network.Network;
import org.stratigraph.network.NetworkFile;
import org.stratigraph.onnxruntime.OnnxRuntimeEvaluator;

/** The conflicts in one or more states of a network, on training images. */
final class ConflictsOfNetwork {
  private final Terminal terminal;
  private final ConflictsInput input;
  private final PreprocessingOptions preprocessing;
  private final ConflictsOptions measuring;
  private final MachineOptions machine;
  private final Instant started = Instant.now();
  private final long start = System.nanoTime();
  private final List<String> notes = new ArrayList<>();

  ConflictsOfNetwork(
      Terminal terminal,
      ConflictsInput input,
      PreprocessingOptions preprocessing,
      ConflictsOptions measuring,
      MachineOptions machine) {
    this.terminal = terminal;
    this.input = input;
    this.preprocessing = preprocessing;
    this.measuring = measuring;
    this.machine = machine;
  }

  ConflictResult run() {
    ConflictOptions options = measuring.checked();
    int threads = machine.threadCount();
    if (measuring.isNumber()) {
      measuring.number();
    }
    if (input.data.isEmpty()) {
      throw new UnusableInputException(
          "Give the images that the network was trained with: --data PATH.");
    }
    Network first = open(input.files.get(0));
    notes.addAll(first.notes());
    List<ConflictResult.Checkpoint> checkpoints = new ArrayList<>();
    try (OpenedImages pictures =
            OpenedImages.of(
                input.dataOptions(),
                preprocessing,
                first,
                OptionalInt.of(measuring.samples),
                measuring.seed,
                threads);
        Evaluator evaluator = OnnxRuntimeEvaluator.create(threads);
        ProgressLine progress = new ProgressLine(terminal, System::nanoTime)) {
      notes.addAll(pictures.notes());
      Images images = pictures.images();
      requireLabels(pictures, first.graph());
      int[] labels =
          images.samples().stream().mapToInt(sample -> sample.label().orElse(-1)).toArray();
      for (Path file : input.files) {
        Network network = checkpoints.isEmpty() ? first : open(file);
        checkpoints.add(measure(file, network.graph(), images, labels, options, evaluator));
        requireSameLayers(checkpoints);
        if (input.files.size() > 1) {
          progress.show(checkpoints.size(), input.files.size(), file.toString());
        }
      }
      Map<String, Object> settings = ConflictsSettings.of(measuring, options, labels.length);
      settings.put("at", measuring.at);
      settings.put("data", images.source());
      settings.put("data_sha256", images.sha256());
      settings.put("preprocessing", images.preprocessing());
      settings.put("seed", measuring.seed);
      return new ConflictResult(
          settings,
          checkpoints,
          notes,
          Provenance.of(
              evaluator,
              first.initialiser().description(),
              threads,
              machine.memoryBudget(),
              started,
              Duration.ofNanos(System.nanoTime() - start)));
    }
  }

  private Network open(Path file) {
    return NetworkFile.open(file, input.architecture).forOutput(input.output);
  }

  private static void requireLabels(OpenedImages pictures, Graph graph) {
    if (!pictures.images().labelled()) {
      throw new UnusableInputException(
          pictures.images().source()
              + " says no classes, and conflicts are between classes. Give class folders, or a class"
              + " index for each image with --list FILE.");
    }
    Shapes.ofOneImage(graph)
        .of(graph.outputs().get(0).name())
        .filter(shape -> shape.rank() > 0)
        .ifPresent(
            shape -> pictures.requireClasses(Math.toIntExact(shape.extent(shape.rank() - 1))));
  }

  private ConflictResult.Checkpoint measure(
      Path file,
      Graph graph,
      Images images,
      int[] labels,
      ConflictOptions options,
      Evaluator evaluator) {
    List<MeasuredValue> values = values(graph);
    List<Double> amplitudes =
        measuring.isNumber()
            ? Collections.nCopies(values.size(), measuring.number())
            : WeightAmplitude.named(measuring.weightAmplitude).of(graph, values);
    if (amplitudes.stream().anyMatch(amplitude -> !Double.isFinite(amplitude))) {
      throw new UnusableInputException(
          file + " has weights that are NaN or infinite; measure an earlier checkpoint.");
    }
    NetworkActivations activations =
        NetworkActivations.of(evaluator, graph, values, images, machine.memoryBudget().bytes() / 4);
    List<LayerConflicts> layers =
        ConflictAnalysis.measure(activations, labels, amplitudes, options);
    return new ConflictResult.Checkpoint(file.toString(), amplitudes, layers);
  }

  private List<MeasuredValue> values(Graph graph) {
    boolean blocks = measuring.at.equals("blocks");
    List<MeasuredValue> all =
        blocks ? MeasuredValues.ofBlocks(graph) : MeasuredValues.ofLayers(graph);
    if (all.isEmpty()) {
      throw new UnusableInputException(
          blocks
              ? "The names of the network's layers show no blocks; measure --at layers."
              : "The network has no layer before its logits, and those are not measured.");
    }
    LayerSelection selection = new LayerSelection(measuring.layers);
    selection.requireMatches(all.stream().map(MeasuredValue::name).toList());
    List<MeasuredValue> chosen =
        all.stream().filter(value -> selection.includes(value.name())).toList();
    if (chosen.isEmpty()) {
      throw new UnusableInputException("--layers leaves no layer to measure.");
    }
    return chosen;
  }

  private static void requireSameLayers(List<ConflictResult.Checkpoint> checkpoints) {
    List<String> first = names(checkpoints.get(0));
    ConflictResult.Checkpoint last = checkpoints.get(checkpoints.size() - 1);
    if (!names(last).equals(first)) {
      throw new UnusableInputException(
          last.name()
              + " has other layers than "
              + checkpoints.get(0).name()
              + "; give checkpoints of one training.");
    }
  }

  private static List<String> names(ConflictResult.Checkpoint checkpoint) {
    return checkpoint.layers().stream().map(LayerConflicts::layer).toList();
  }
}
