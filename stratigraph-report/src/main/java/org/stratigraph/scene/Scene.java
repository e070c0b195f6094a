package org.stratigraph.scene;

import java.util.List;

/**
 * A figure: marks on a sheet, painted in order. The one description that all formats are written
 * from. Immutable.
 *
 * @param width of the sheet in points (1/72 inch)
 * @param height likewise
 * @param title what it shows, in a few words; not drawn, but told by screen readers and PDF viewers
 * @param description the same in a few sentences
 * @param marks from the lowest to the topmost
 */
public record Scene(
    double width, double height, String title, String description, List<Mark> marks) {
  /** PDF viewers open nothing larger: 200 inches. */
  public static final double LARGEST = 14_400;

  /**
   * @throws IllegalArgumentException if a side is not in (0, {@link #LARGEST}]
   */
  public Scene {
    if (!(width > 0 && width <= LARGEST && height > 0 && height <= LARGEST)) {
      throw new IllegalArgumentException("no such sheet: " + width + " x " + height);
    }
    marks = List.copyOf(marks);
  }

  /** The texts, as they are drawn. */
  public List<String> texts() {
    return marks.stream()
        .filter(Mark.Text.class::isInstance)
        .map(mark -> ((Mark.Text) mark).text())
        .toList();
  }

  /** The marks of a kind; see {@link Note#kind}. */
  public List<Mark> marks(String kind) {
    return marks.stream().filter(mark -> mark.note().kind().equals(kind)).toList();
  }
}
