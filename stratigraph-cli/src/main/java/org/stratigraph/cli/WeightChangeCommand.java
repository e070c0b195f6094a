package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.stratigraph.checkpoint.OpenCheckpoint;
import org.stratigraph.network.WeightFile;
import org.stratigraph.store.WeightChangeCsv;
import org.stratigraph.store.WeightChangeJson;
import org.stratigraph.store.WeightChangeParquet;
import org.stratigraph.weightchange.CurveClusters;
import org.stratigraph.weightchange.CurveForm;
import org.stratigraph.weightchange.Snapshot;
import org.stratigraph.weightchange.WeightChange;
import org.stratigraph.weightchange.WeightChangeOptions;
import org.stratigraph.weightchange.WeightChangeResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratigraph weight-change}. */
@Command(
    name = "weight-change",
    header = "Measure how far each layer's weights move between checkpoints.",
    description = {
      "",
      "Compares each checkpoint of a training with the one before it, for every tensor with more"
          + " than one dimension: the relative change in its two published forms, the rotation"
          + " since the first checkpoint, and norms.",
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  stratigraph weight-change epoch_*.pth --json change.json",
      "  stratigraph weight-change runs/standard --clusters",
      "  stratigraph weight-change before.safetensors after.safetensors --spectral",
    })
final class WeightChangeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "CHECKPOINT",
      arity = "1..*",
      description =
          "Two or more checkpoints of one training: PyTorch, safetensors, Keras or ONNX files, or"
              + " the folder of a training run. Names that differ in nothing but numbers are put in"
              + " the order of their numbers.")
  private List<Path> checkpoints = List.of();

  @Option(names = "--as-given", description = "Take the checkpoints in the order given.")
  private boolean asGiven;

  @Option(
      names = "--layers",
      paramLabel = "GLOB",
      description =
          "Only tensors whose names match, such as 'layer4.*'. Repeatable; !GLOB leaves out.")
  private List<String> layers = List.of();

  @Option(
      names = "--spectral",
      description = "Compute spectral norms too, which takes longer than all else.")
  private boolean spectral;

  @Option(
      names = "--form",
      paramLabel = "NAME",
      description =
          "The form that the table shows and --clusters groups: l1_ratio (the published formula) or"
              + " elementwise_mean (the published code). Default: l1_ratio in the table,"
              + " elementwise_mean for groups. Files hold both.")
  private Optional<String> form = Optional.empty();

  @Option(
      names = "--clusters",
      description = "Group the layers by their curves of change (k-means, k at the elbow).")
  private boolean clusters;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "The seed of --clusters. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private ThreadOptions cores = new ThreadOptions();

  @Option(names = "--json", paramLabel = "FILE", description = "Write everything as JSON.")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--csv", paramLabel = "FILE", description = "Write a row a step and layer.")
  private Optional<Path> csv = Optional.empty();

  @Option(names = "--parquet", paramLabel = "FILE", description = "The same rows as Parquet.")
  private Optional<Path> parquet = Optional.empty();

  WeightChangeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    OutputFile.check(outputs());
    Optional<CurveForm> chosen = form.map(FormOption::of);
    CheckpointSequence sequence = CheckpointSequence.of(checkpoints, asGiven);
    if (sequence.reordered()) {
      terminal.note(
          "Note: The checkpoints are taken in the order of their numbers, from "
              + sequence.names().get(0)
              + " to "
              + sequence.names().get(sequence.names().size() - 1)
              + "; --as-given keeps the order given.");
    }
    WeightChangeResult result = measure(sequence);
    Optional<CurveClusters> groups =
        clusters
            ? Optional.of(CurveClusters.of(result, chosen.orElse(CurveForm.ELEMENTWISE_MEAN), seed))
            : Optional.empty();
    WeightChangeText.print(result, chosen.orElse(CurveForm.L1_RATIO), terminal);
    groups.ifPresent(found -> WeightChangeText.print(found, terminal));
    json.ifPresent(file -> WeightChangeJson.write(result, groups, file));
    csv.ifPresent(file -> WeightChangeCsv.write(result, file));
    parquet.ifPresent(file -> WeightChangeParquet.write(result, file));
    outputs().values().forEach(file -> terminal.note("Wrote " + file));
    return ExitStatus.DONE;
  }

  private Map<String, Path> outputs() {
    Map<String, Path> outputs = new LinkedHashMap<>();
    json.ifPresent(file -> outputs.put("--json", file));
    csv.ifPresent(file -> outputs.put("--csv", file));
    parquet.ifPresent(file -> outputs.put("--parquet", file));
    return outputs;
  }

  private WeightChangeResult measure(CheckpointSequence sequence) {
    WeightChangeOptions options =
        WeightChangeOptions.defaults()
            .withThreads(cores.threadCount())
            .withLayers(new LayerSelection(layers)::includes);
    List<Snapshot> snapshots = new ArrayList<>();
    try {
      for (int i = 0; i < sequence.files().size(); i++) {
        snapshots.add(
            new Snapshot(sequence.names().get(i), WeightFile.open(sequence.files().get(i))));
      }
      noteOnce(snapshots);
      new LayerSelection(layers).requireMatches(snapshots.get(0).layers());
      return WeightChange.of(snapshots, spectral ? options.withSpectral() : options);
    } finally {
      snapshots.forEach(snapshot -> snapshot.tensors().close());
    }
  }

  /** What was unwrapped or left out is mostly the same for all files. */
  private void noteOnce(List<Snapshot> snapshots) {
    Set<String> notes = new LinkedHashSet<>();
    for (Snapshot snapshot : snapshots) {
      if (snapshot.tensors() instanceof OpenCheckpoint checkpoint) {
        notes.addAll(checkpoint.notes());
      }
    }
    notes.forEach(note -> terminal.note("Note: " + note));
  }
}
