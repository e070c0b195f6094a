package org.stratigraph.criticality;

/**
 * Into how many portions a chunk is cut. Whole chunks at first, because each portion costs one
 * evaluation of the untouched network and the decoding of its images, and smaller ones towards the
 * end, so that nobody waits long for the last. (Guided self-scheduling, Polychronopoulos and Kuck
 * 1987: a piece is a share of what is left.)
 *
 * @param slots how many portions are worked on at a time
 * @param untouched work of the untouched network on one image
 * @param longest the work of a portion that should not be exceeded; all work in one unit
 */
public record Cutting(int slots, double untouched, double longest) {
  /** Seconds that a portion should take at most: what its loss costs. */
  public static final double LONGEST_SECONDS = 120;

  /** Pieces that each worker still finds, on average, when a portion is cut. */
  private static final int SHARE = 2;

  /** A portion's cells cost at least so many evaluations of the untouched network. */
  private static final double LEAST = 4;

  /** The same for portions that are cut only because they would take long. */
  private static final double LEAST_IF_LONG = 20;

  /**
   * The number of portions of a chunk.
   *
   * @param images how many it has
   * @param cost work of its cells on one image; 0 if only the untouched network is missing
   * @param left work of the cells of this chunk and all that follow, on all their images
   * @return at least 1
   */
  public int parts(int images, double cost, double left) {
    if (!(cost > 0)) {
      return 1;
    }
    double work = images * cost;
    double fair = Math.min(SHARE * slots * work / left, cost / (LEAST * untouched));
    double quick = Math.min(work / longest, cost / (LEAST_IF_LONG * untouched));
    return (int) Math.max(1, Math.floor(Math.max(fair, quick)));
  }
}
