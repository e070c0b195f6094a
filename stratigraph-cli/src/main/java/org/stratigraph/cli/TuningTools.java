package org.stratigraph.cli;

import java.util.List;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.Sample;
import org.stratigraph.graph.Graph;
import org.stratigraph.store.TuningDirectory;
import org.stratigraph.tensor.Shape;
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

  /** Those of the program. Each says so when it is asked for and this build does not have it. */
  static TuningTools ofProgram() {
    return new TuningTools() {
      private UnusableInputException missing() {
        return new UnusableInputException("This build of Stratigraph has no engine that trains.");
      }

      @Override
      public Trainer trainer(int threads) {
        throw missing();
      }

      @Override
      public Optimiser optimiser(String text) {
        throw missing();
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
        throw missing();
      }

      @Override
      public Graph initial(String architecture, Shape image, int classes, long seed) {
        throw missing();
      }

      @Override
      public TuningDirectory.States states() {
        throw missing();
      }
    };
  }
}
