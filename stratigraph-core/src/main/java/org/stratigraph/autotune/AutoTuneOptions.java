package org.stratigraph.autotune;

import java.util.List;
import org.stratigraph.UnusableInputException;
import org.stratigraph.conflict.ConflictOptions;
import org.stratigraph.conflict.WeightAmplitude;
import org.stratigraph.training.TrainingPlan;

/**
 * How a depth is found.
 *
 * @param blocks the numbers of blocks to start from, by type; at least one block in all
 * @param rule which blocks go
 * @param plan how each network is trained
 * @param checkEpochs after how many of the first epochs conflicts are looked for, from 1
 * @param conflicts what a conflict is
 * @param amplitude of which weights
 */
public record AutoTuneOptions(
    List<Integer> blocks,
    RemovalRule rule,
    TrainingPlan plan,
    int checkEpochs,
    ConflictOptions conflicts,
    WeightAmplitude amplitude) {
  /** The published code checks after each of the first ten epochs. */
  public static final int CHECK_EPOCHS = 10;

  /**
   * Checks the numbers.
   *
   * @throws UnusableInputException if one is out of its range; the message names it
   */
  public AutoTuneOptions {
    blocks = List.copyOf(blocks);
    if (blocks.stream().anyMatch(n -> n < 0) || blocks.stream().mapToInt(n -> n).sum() < 1) {
      throw new UnusableInputException(
          "The numbers of blocks must be from 0, and at least one block is needed, not %s."
              .formatted(blocks));
    }
    if (checkEpochs < 1) {
      throw new UnusableInputException(
          "Conflicts must be looked for after at least 1 epoch, not %d.".formatted(checkEpochs));
    }
  }
}
