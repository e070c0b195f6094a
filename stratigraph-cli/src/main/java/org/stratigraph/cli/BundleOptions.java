package org.stratigraph.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;
import org.stratigraph.conflict.ConflictOptions;
import org.stratigraph.data.DataSetOptions;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.ResidualBlock;
import org.stratigraph.lesion.BranchConflicts;
import org.stratigraph.network.Network;
import picocli.CommandLine.Option;

/** How conflicting residual blocks are found; the defaults are those of the paper's code. */
final class BundleOptions {
  @Option(
      names = "--training-data",
      paramLabel = "PATH",
      description =
          "Training images, in a form that --data takes, to find conflicting blocks with. Default: the"
              + " images of --data.")
  Optional<String> trainingData = Optional.empty();

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "64",
      description = "How many of them, drawn by --seed. Default: ${DEFAULT-VALUE}.")
  int samples;

  @Option(
      names = "--learning-rate",
      paramLabel = "LR",
      defaultValue = "0.001",
      description = "The learning rate of the training. Default: ${DEFAULT-VALUE}.")
  double learningRate;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "64",
      description = "The batch size of the training. Default: ${DEFAULT-VALUE}.")
  int batch;

  /**
   * What the images say of the blocks.
   *
   * @param entropies bundle entropy of each block's branch, by name; empty if the images have no
   *     labels
   * @param how in words; part of the result
   */
  record Found(Optional<Map<String, Double>> entropies, String how) {}

  /**
   * Checks the numbers.
   *
   * @throws UnusableInputException if one is out of its range
   */
  ConflictOptions checked() {
    if (samples < 1) {
      throw new UnusableInputException("--samples " + samples + " must be at least 1.");
    }
    return ConflictOptions.of(learningRate, batch);
  }

  /**
   * Looks for conflicts.
   *
   * @throws UnusableInputException if training images were named and have no labels, or the images
   *     cannot be used
   */
  Found find(
      DataOptions data,
      PreprocessingOptions preprocessing,
      Network network,
      List<ResidualBlock> blocks,
      Evaluator evaluator,
      long seed,
      int threads,
      long memory) {
    ConflictOptions options = checked();
    DataOptions training = new DataOptions();
    training.data = trainingData.orElse(data.data);
    training.classes = data.classes;
    training.part = trainingData.isPresent() ? DataSetOptions.Part.TRAINING : data.part;
    training.skipBadImages = data.skipBadImages;
    training.list = trainingData.isPresent() ? Optional.empty() : data.list;
    try (OpenedImages pictures =
        OpenedImages.readable(
            training, preprocessing, network, OptionalInt.of(samples), seed, threads)) {
      if (!pictures.images().labelled()) {
        if (trainingData.isPresent()) {
          throw new UnusableInputException(
              training.data
                  + " says no classes, and conflicts are between classes; name labelled images, or"
                  + " leave --training-data out.");
        }
        return new Found(Optional.empty(), "none: the images have no labels");
      }
      Map<String, Double> entropies =
          BranchConflicts.entropies(
              evaluator, network.graph(), blocks, pictures.images(), options, memory / 4);
      return new Found(
          Optional.of(entropies),
          String.format(
              Locale.ROOT,
              "bundles of the branches on %d images of %s, learning rate %s, batch size %d",
              pictures.images().count(),
              training.data,
              learningRate,
              batch));
    }
  }
}
