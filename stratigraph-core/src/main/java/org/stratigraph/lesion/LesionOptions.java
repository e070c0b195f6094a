package org.stratigraph.lesion;

import java.util.OptionalInt;

/**
 * What a lesion study measures.
 *
 * @param draws how many choices of blocks are drawn for each group and number of blocks; as
 *     published, 15
 * @param most the most blocks that are removed at once; empty for all of a group
 * @param seed fixes every draw
 * @param memory bytes that the study may take
 * @param plain evaluate the whole network for every choice
 * @param acceptBaseline go on although the untouched network predicts near chance
 * @param chunk images in memory at a time; empty to choose by the memory
 */
public record LesionOptions(
    int draws,
    OptionalInt most,
    long seed,
    long memory,
    boolean plain,
    boolean acceptBaseline,
    OptionalInt chunk) {
  /** The published number of draws for each number of blocks. */
  public static final int PUBLISHED_DRAWS = 15;

  public LesionOptions {
    if (draws < 1 || most.orElse(1) < 1) {
      throw new IllegalArgumentException("draws and most must be positive: " + draws + ", " + most);
    }
  }

  /** The published draws, everything else as by default. */
  public static LesionOptions of(long seed, long memory) {
    return new LesionOptions(
        PUBLISHED_DRAWS, OptionalInt.empty(), seed, memory, false, false, OptionalInt.empty());
  }
}
