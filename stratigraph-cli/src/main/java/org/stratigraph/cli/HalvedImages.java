package org.stratigraph.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.Images;
import org.stratigraph.data.Sample;
import org.stratigraph.network.Network;
import org.stratigraph.prune.RememberedImages;

/**
 * The images of a run in two halves that have no image in common: every other image of the choice,
 * so that both are random, and both have all classes where the images are ordered by class.
 *
 * @param selection to choose with
 * @param verification to verify with
 * @param all every chosen image, for the record
 * @param remembered bytes that the decoded images take in memory; 0 if they are decoded each time
 */
record HalvedImages(Images selection, Images verification, OpenedImages all, long remembered)
    implements AutoCloseable {
  /** Less is not worth a half. */
  private static final int FEWEST = 20;

  /**
   * Opens, selects and halves images.
   *
   * @param count how many; empty for all
   * @param memory bytes that may be taken in all; decoded images stay there if they take a quarter
   *     at most
   * @throws UnusableInputException as {@link OpenedImages#of}, or if they are too few
   */
  static HalvedImages of(
      DataOptions options,
      PreprocessingOptions preprocessing,
      Network network,
      OptionalInt count,
      long seed,
      int threads,
      long memory) {
    ChosenImages chosen = ChosenImages.of(options, preprocessing, network, count, seed, threads);
    OpenedImages all = chosen.open();
    List<Images> halves = new ArrayList<>();
    boolean opened = false;
    try {
      if (all.images().count() < FEWEST) {
        throw new UnusableInputException(
            "%s: %d images are too few to choose with one half and verify with the other; at least %d are needed."
                .formatted(all.images().source(), all.images().count(), FEWEST));
      }
      List<Sample> samples = all.images().samples();
      for (int half = 0; half < 2; half++) {
        List<Sample> every = new ArrayList<>();
        for (int i = half; i < samples.size(); i += 2) {
          every.add(samples.get(i));
        }
        halves.add(chosen.open(every));
      }
      long bytes = RememberedImages.bytes(all.images());
      boolean fit = bytes <= memory / 4;
      opened = true;
      return new HalvedImages(
          fit ? RememberedImages.of(halves.get(0)) : halves.get(0),
          fit ? RememberedImages.of(halves.get(1)) : halves.get(1),
          all,
          fit ? bytes : 0);
    } finally {
      if (!opened) {
        halves.forEach(Images::close);
        all.close();
      }
    }
  }

  @Override
  public void close() {
    selection.close();
    verification.close();
    all.close();
  }
}
