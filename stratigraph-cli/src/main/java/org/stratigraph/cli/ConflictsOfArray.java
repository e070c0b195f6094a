package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.stratigraph.UnusableInputException;
import org.stratigraph.conflict.ArrayActivations;
import org.stratigraph.conflict.ConflictAnalysis;
import org.stratigraph.conflict.ConflictOptions;
import org.stratigraph.conflict.ConflictResult;
import org.stratigraph.conflict.LayerConflicts;
import org.stratigraph.tensor.NumpyArray;
import org.stratigraph.tensor.NumpyFile;
import org.stratigraph.tensor.Tensor;

/** The conflicts in activations that another program computed. */
record ConflictsOfArray(ConflictsInput input, ConflictsOptions measuring) {
  ConflictResult run() {
    ConflictOptions options = measuring.checked(Optional.empty());
    if (!measuring.isNumber()) {
      throw new UnusableInputException(
          "--activations come without weights: give the largest absolute weight with"
              + " --weight-amplitude, such as 1.3.");
    }
    if (input.data.isPresent()) {
      throw new UnusableInputException("--data and --activations exclude each other.");
    }
    double amplitude = measuring.number();
    Path file = input.activations.orElseThrow();
    int[] labels =
        labels(
            input.labels.orElseThrow(
                () ->
                    new UnusableInputException(
                        "--activations need --labels, the class of each sample.")));
    try (NumpyArray array = NumpyArray.open(file)) {
      ArrayActivations activations =
          array.fortranOrder()
              ? ArrayActivations.of(file.toString(), NumpyFile.read(file))
              : ArrayActivations.of(file.toString(), array.shape(), array.type(), array::stored);
      List<Double> amplitudes = Collections.nCopies(activations.layers().size(), amplitude);
      List<LayerConflicts> layers =
          ConflictAnalysis.measure(
              activations, labels, amplitudes, options, wanted(activations.layers()));
      Map<String, Object> settings =
          ConflictsSettings.of(measuring.weightAmplitude, options, labels.length);
      settings.put("activations", file.toString());
      Map<String, String> provenance = new LinkedHashMap<>();
      provenance.put("stratigraph", Version.number());
      return new ConflictResult(
          settings,
          List.of(
              new ConflictResult.Checkpoint(
                  file.toString(), amplitudes.subList(0, layers.size()), layers)),
          List.of(),
          provenance);
    }
  }

  private Set<Integer> wanted(List<String> layers) {
    LayerSelection selection = new LayerSelection(measuring.layers);
    selection.requireMatches(layers);
    List<Integer> indices = new ArrayList<>();
    IntStream.range(0, layers.size())
        .filter(i -> selection.includes(layers.get(i)))
        .forEach(indices::add);
    return new LinkedHashSet<>(indices);
  }

  private static int[] labels(Path file) {
    Tensor tensor = NumpyFile.read(file);
    if (tensor.type().isFloatingPoint() || tensor.shape().rank() != 1) {
      throw new UnusableInputException(
          file + " holds " + tensor + "; labels are one integer a sample: a class index from 0.");
    }
    long[] all = tensor.toLongs();
    int[] labels = new int[all.length];
    for (int i = 0; i < all.length; i++) {
      if (all[i] < 0 || all[i] >= Integer.MAX_VALUE) {
        throw new UnusableInputException(
            file + ": the label of sample " + i + " is " + all[i] + "; a class index is from 0.");
      }
      labels[i] = (int) all[i];
    }
    return labels;
  }
}
