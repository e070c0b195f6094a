package org.stratigraph.cli;

import org.stratigraph.augmentation.Augmentation;
import org.stratigraph.augmentation.AugmentedBatches;
import org.stratigraph.augmentation.DecodedImages;
import org.stratigraph.evaluation.Device;
import org.stratigraph.pytorch.PytorchTrainer;
import org.stratigraph.training.Phase;
import org.stratigraph.training.Trainer;
import org.stratigraph.training.TrainingBatches;

/** What training is done with. Made anew for each command, so that nothing is loaded before. */
interface TrainingTools {
  /** The engine. */
  Trainer trainer(int threads, Device device);

  /**
   * The batches of a part of a training.
   *
   * @param batchSize images a batch
   */
  TrainingBatches batches(DecodedImages images, Phase phase, int batchSize, int threads);

  /** Those of the program. */
  static TrainingTools ofProgram() {
    return new TrainingTools() {
      @Override
      public Trainer trainer(int threads, Device device) {
        return PytorchTrainer.create(threads, device);
      }

      @Override
      public TrainingBatches batches(
          DecodedImages images, Phase phase, int batchSize, int threads) {
        return AugmentedBatches.of(
            images,
            Augmentation.parse(phase.augmentation()),
            batchSize,
            phase.twoViews(),
            phase.plan().seed(),
            threads);
      }
    };
  }
}
