package org.stratigraph.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
import org.stratigraph.network.RunFolder;
import org.stratigraph.store.ConflictsJson;

/**
 * The conflicting layers after each epoch, kept in the run directory: what {@code conflicts} makes
 * of all checkpoints, on a few training images without augmentation, written anew after each epoch.
 *
 * <p>A training that goes on takes the epochs before from the file, measures those that it does not
 * have where their checkpoints are kept, and says which ones are missing.
 */
final class ConflictsWatch implements Watch {
  /** Images to measure on: as many as in the papers' code since December 2020. */
  static final int SAMPLES = 64;

  /** Bytes that activations may take; training has need of memory too. */
  private static final long MEMORY = 256L << 20;

  private final RunFolder folder;
  private final Evaluator evaluator;
  private final Images images;
  private final ConflictOptions options;
  private final Map<String, Object> settings;
  private final List<String> notes;
  private final Map<String, String> provenance;
  private final TreeMap<Integer, ConflictResult.Checkpoint> checkpoints = new TreeMap<>();

  /**
   * Readies the watch.
   *
   * @param images with a class each; closed with this
   * @param notes on the images
   */
  ConflictsWatch(
      RunFolder folder,
      Evaluator evaluator,
      Images images,
      ConflictOptions options,
      long seed,
      List<String> notes,
      Map<String, String> provenance) {
    this.folder = folder;
    this.evaluator = evaluator;
    this.images = images;
    this.options = options.withMemory(MEMORY);
    this.notes = List.copyOf(notes);
    this.provenance = new LinkedHashMap<>(provenance);
    this.settings = ConflictsSettings.of(WeightAmplitude.MODEL.label(), options, images.count());
    ConflictsSettings.add(settings, "layers", images, seed);
  }

  @Override
  public String name() {
    return "which layers are in conflict";
  }

  @Override
  public void epoch(int epoch, Graph network) {
    if (checkpoints.isEmpty()) {
      goOn(epoch, network);
    }
    checkpoints.put(epoch, measure(epoch, network));
    List<String> all = new ArrayList<>(notes);
    if (checkpoints.size() <= epoch) {
      all.add(
          "%d of the epochs up to %d were not watched; the integral is over the others."
              .formatted(epoch + 1 - checkpoints.size(), epoch));
    }
    ConflictsJson.write(
        new ConflictResult(settings, List.copyOf(checkpoints.values()), all, provenance),
        folder.conflicts());
  }

  private void goOn(int epoch, Graph network) {
    Map<String, ConflictResult.Checkpoint> stored = stored();
    for (int before = 0; before < epoch; before++) {
      Path file = folder.checkpoint(before);
      ConflictResult.Checkpoint known = stored.get(folder.checkpointName(before));
      if (known != null) {
        checkpoints.put(before, known);
      } else if (Files.isRegularFile(file)) {
        checkpoints.put(before, measure(before, folder.after(before, network)));
      }
    }
  }

  private Map<String, ConflictResult.Checkpoint> stored() {
    Map<String, ConflictResult.Checkpoint> stored = new LinkedHashMap<>();
    try {
      if (Files.exists(folder.conflicts())) {
        ConflictsJson.checkpoints(folder.conflicts()).forEach(one -> stored.put(one.name(), one));
      }
    } catch (UnusableInputException damaged) {
      stored.clear();
    }
    return stored;
  }

  private ConflictResult.Checkpoint measure(int epoch, Graph network) {
    List<MeasuredValue> values = MeasuredValues.ofLayers(network);
    if (values.isEmpty()) {
      throw new UnusableInputException(
          "The network has no layer before its logits, and those are not measured.");
    }
    List<Double> amplitudes = WeightAmplitude.MODEL.of(network, values);
    int[] labels =
        images.samples().stream().mapToInt(sample -> sample.label().orElseThrow()).toArray();
    NetworkActivations activations =
        NetworkActivations.of(evaluator, network, values, images, MEMORY);
    return new ConflictResult.Checkpoint(
        folder.checkpointName(epoch),
        amplitudes,
        ConflictAnalysis.measure(activations, labels, amplitudes, options));
  }

  @Override
  public Optional<String> inShort() {
    if (checkpoints.isEmpty()) {
      return Optional.empty();
    }
    List<LayerConflicts> layers = checkpoints.lastEntry().getValue().layers();
    long conflicting = layers.stream().filter(LayerConflicts::conflicting).count();
    return conflicting == 0
        ? Optional.empty()
        : Optional.of(conflicting + " of " + layers.size() + " layers in conflict");
  }

  @Override
  public void close() {
    images.close();
  }
}
