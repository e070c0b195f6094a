package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.augmentation.Augmentation;
import org.stratigraph.augmentation.AugmentedBatches;
import org.stratigraph.augmentation.DecodedImages;
import org.stratigraph.checkpoint.SafetensorsFile;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.LoaderOptions;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.Sample;
import org.stratigraph.graph.Graph;
import org.stratigraph.pytorch.PytorchTrainer;
import org.stratigraph.recipe.OptimiserChoice;
import org.stratigraph.store.TuningDirectory;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;
import org.stratigraph.training.Optimiser;
import org.stratigraph.training.Trainer;
import org.stratigraph.training.TrainingBatches;

/** What a tuning is done with. */
interface TuningTools {
  /** The engine. */
  Trainer trainer(int threads);

  /** An optimiser by name, with options after a colon. */
  Optimiser optimiser(String text);

  /**
   * The batches of a training.
   *
   * @param samples of the data set
   * @param augmentation in words, such as {@code crop=4,flip}; {@code none} for none
   */
  TrainingBatches batches(
      DataSet data,
      List<Sample> samples,
      Preprocessing preprocessing,
      String augmentation,
      int batchSize,
      long seed,
      int threads);

  /**
   * An untrained network.
   *
   * @param architecture such as {@code fnn:width=10,depth=50}
   */
  Graph initial(String architecture, Shape image, int classes, long seed);

  /** How states are written and read. */
  TuningDirectory.States states();

  /** Those of the program. */
  static TuningTools ofProgram() {
    return new TuningTools() {
      @Override
      public Trainer trainer(int threads) {
        return PytorchTrainer.create(threads);
      }

      @Override
      public Optimiser optimiser(String text) {
        return OptimiserChoice.parse(text).optimiser();
      }

      @Override
      public TrainingBatches batches(
          DataSet data,
          List<Sample> samples,
          Preprocessing preprocessing,
          String augmentation,
          int batchSize,
          long seed,
          int threads) {
        LoaderOptions loading = LoaderOptions.defaults().withThreads(threads);
        return AugmentedBatches.of(
            DecodedImages.load(data, samples, preprocessing, loading, DecodedImages.DEFAULT_MEMORY),
            Augmentation.parse(augmentation),
            batchSize,
            false,
            seed,
            threads);
      }

      @Override
      public Graph initial(String architecture, Shape image, int classes, long seed) {
        return Architectures.named(architecture).initial(image, classes, seed);
      }

      @Override
      public TuningDirectory.States states() {
        return new TuningDirectory.States() {
          @Override
          public void write(Path file, Map<String, Tensor> tensors) {
            SafetensorsFile.write(file, tensors);
          }

          @Override
          public Map<String, Tensor> read(Path file) {
            return SafetensorsFile.read(file);
          }
        };
      }
    };
  }
}
