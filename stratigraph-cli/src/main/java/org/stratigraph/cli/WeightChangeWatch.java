package org.stratigraph.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.checkpoint.SafetensorsFile;
import org.stratigraph.graph.Graph;
import org.stratigraph.network.RunFolder;
import org.stratigraph.network.WeightFile;
import org.stratigraph.store.WeightChangeJson;
import org.stratigraph.tensor.NamedTensors;
import org.stratigraph.tensor.Tensor;
import org.stratigraph.training.Weights;
import org.stratigraph.weightchange.LayerChange;
import org.stratigraph.weightchange.Snapshot;
import org.stratigraph.weightchange.WeightChange;
import org.stratigraph.weightchange.WeightChangeOptions;
import org.stratigraph.weightchange.WeightChangeRecorder;
import org.stratigraph.weightchange.WeightChangeResult;

/**
 * How far the weights move in each epoch, kept in the run directory: the table that {@code
 * weight-change} makes of all checkpoints, written anew after each epoch.
 *
 * <p>Holds the initial and the newest weights in memory, so that no older checkpoint need be kept.
 * A training that goes on takes the changes before from the file; where that does not have them,
 * from the checkpoints that there are.
 */
final class WeightChangeWatch implements Watch {
  private final RunFolder folder;
  private final WeightChangeOptions options;
  private final List<String> checkpoints = new ArrayList<>();
  private final List<LayerChange> changes = new ArrayList<>();
  private Optional<WeightChangeRecorder> recorder = Optional.empty();

  WeightChangeWatch(RunFolder folder, int threads) {
    this.folder = folder;
    this.options = WeightChangeOptions.defaults().withThreads(threads);
  }

  @Override
  public String name() {
    return "the weight change";
  }

  @Override
  public void epoch(int epoch, Graph network) {
    Map<String, Tensor> weights = Weights.of(network);
    String name = folder.checkpointName(epoch);
    if (recorder.isEmpty() && epoch > 0) {
      recorder = Optional.of(goOn(epoch, new Snapshot(name, NamedTensors.of(weights))));
    } else {
      WeightChangeRecorder watching =
          recorder.orElseGet(() -> WeightChangeRecorder.create(options));
      changes.addAll(watching.add(name, weights));
      checkpoints.add(name);
      recorder = Optional.of(watching);
    }
    WeightChangeJson.write(
        new WeightChangeResult(checkpoints, changes), Optional.empty(), folder.weightChange());
  }

  private WeightChangeRecorder goOn(int epoch, Snapshot latest) {
    Path start = folder.checkpoint(0);
    Snapshot first =
        new Snapshot(folder.checkpointName(0), NamedTensors.of(SafetensorsFile.read(start)));
    WeightChangeResult before =
        stored(first.name(), latest.name()).orElseGet(() -> ofCheckpoints(epoch));
    checkpoints.addAll(before.checkpoints());
    changes.addAll(before.changes());
    return WeightChangeRecorder.after(first, latest, checkpoints.size() - 1, options);
  }

  /** The changes from one checkpoint to another; a kill may have left the file an epoch ahead. */
  private Optional<WeightChangeResult> stored(String first, String latest) {
    if (!Files.exists(folder.weightChange())) {
      return Optional.empty();
    }
    try {
      WeightChangeResult all = WeightChangeJson.read(folder.weightChange());
      int last = all.checkpoints().indexOf(latest);
      return last < 1 || !all.checkpoints().get(0).equals(first)
          ? Optional.empty()
          : Optional.of(
              new WeightChangeResult(
                  all.checkpoints().subList(0, last + 1),
                  all.changes().stream().filter(change -> change.step() <= last).toList()));
    } catch (UnusableInputException damaged) {
      return Optional.empty();
    }
  }

  private WeightChangeResult ofCheckpoints(int epoch) {
    List<Snapshot> snapshots = new ArrayList<>();
    try {
      for (int kept : folder.epochs()) {
        if (kept <= epoch) {
          snapshots.add(
              new Snapshot(folder.checkpointName(kept), WeightFile.open(folder.checkpoint(kept))));
        }
      }
      return WeightChange.of(snapshots, options);
    } finally {
      snapshots.forEach(snapshot -> snapshot.tensors().close());
    }
  }

  /** The mean of the layers' relative changes in the last epoch. */
  @Override
  public Optional<String> inShort() {
    double mean =
        changes.stream()
            .filter(change -> change.step() == checkpoints.size() - 1)
            .mapToDouble(LayerChange::l1Ratio)
            .filter(Double::isFinite)
            .average()
            .orElse(Double.NaN);
    return Double.isNaN(mean)
        ? Optional.empty()
        : Optional.of(String.format(Locale.ROOT, "weights moved %.3g %%", 100 * mean));
  }
}
