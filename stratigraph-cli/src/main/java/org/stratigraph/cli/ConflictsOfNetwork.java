package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
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
import org.stratigraph.evaluation.Device;
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
  private final Start start = Start.now();
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
    Optional<ConflictsRun> training = ConflictsRun.of(input.files, input.epochs);
    ConflictOptions options = measuring.checked(training);
    long seed = measuring.seed.or(() -> training.map(ConflictsRun::seed)).orElse(0L);
    int threads = machine.threadCount();
    Device device = machine.device();
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
    try (Evaluator evaluator = OnnxRuntimeEvaluator.create(threads, device);
        OpenedImages pictures =
            OpenedImages.readable(
                input.dataOptions(),
                preprocessing,
                first,
                OptionalInt.of(measuring.samples),
                seed,
                threads);
        ProgressLine progress = new ProgressLine(terminal, System::nanoTime)) {
      notes.addAll(pictures.notes());
      Images images = pictures.images();
      requireLabels(pictures, first.graph());
      int[] labels =
          images.samples().stream().mapToInt(sample -> sample.label().orElse(-1)).toArray();
      List<State> states = training.map(run -> states(run, first)).orElseGet(() -> states(first));
      for (State state : states) {
        checkpoints.add(
            measure(state.name(), state.graph().get(), images, labels, options, evaluator));
        requireSameLayers(checkpoints);
        if (states.size() > 1) {
          progress.show(checkpoints.size(), states.size(), state.name());
        }
      }
      Map<String, Object> settings =
          ConflictsSettings.of(measuring.weightAmplitude, options, labels.length);
      ConflictsSettings.add(settings, measuring.at, images, seed);
      return new ConflictResult(
          settings,
          checkpoints,
          notes,
          Provenance.of(
              evaluator,
              first.initialiser().description(),
              threads,
              machine.memoryBudget(),
              start));
    }
  }

  /**
   * A network of the training.
   *
   * @param name what the result calls it
   * @param graph read when it is asked for
   */
  private record State(String name, Supplier<Graph> graph) {}

  private List<State> states(Network first) {
    List<State> states = new ArrayList<>();
    for (Path file : input.files) {
      boolean opened = states.isEmpty();
      states.add(new State(file.toString(), () -> opened ? first.graph() : open(file).graph()));
    }
    return states;
  }

  private static List<State> states(ConflictsRun run, Network newest) {
    List<State> states = new ArrayList<>();
    for (int epoch : run.epochs()) {
      states.add(
          new State(
              run.folder().checkpointName(epoch), () -> run.folder().after(epoch, newest.graph())));
    }
    return states;
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
      String name,
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
          name + " has weights that are NaN or infinite; measure an earlier checkpoint.");
    }
    NetworkActivations activations =
        NetworkActivations.of(evaluator, graph, values, images, machine.memoryBudget().bytes() / 4);
    List<LayerConflicts> layers =
        ConflictAnalysis.measure(activations, labels, amplitudes, options);
    return new ConflictResult.Checkpoint(name, amplitudes, layers);
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
