package org.stratigraph.data;

import java.util.ArrayList;
import java.util.List;
import org.stratigraph.UnusableInputException;

/** The images of a data set that can be read, for work that has no place for a missing one. */
public final class ReadableImages {
  private ReadableImages() {}

  /**
   * Reads every image once and leaves out those that cannot be; each is a note, with its reason.
   * The order of the others and the classes stay. A data set without such images is returned
   * itself.
   *
   * @param threads that read
   * @throws UnusableInputException if no image can be read, or images differ in size
   */
  public static DataSet of(DataSet data, Preprocessing preprocessing, int threads) {
    LoaderOptions options = LoaderOptions.defaults().withThreads(threads).withSkipBadImages(true);
    List<Sample> read = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    try (Images images = ImageLoader.of(data, data.samples(), preprocessing, options)) {
      images.loadAll(
          (chunk, values) -> {
            read.addAll(chunk.samples());
            chunk.skipped().forEach(skipped -> notes.add(note(skipped)));
          });
    }
    if (read.isEmpty()) {
      throw new UnusableInputException(data.source() + ": none of the images can be read.");
    }
    return notes.isEmpty() ? data : data.selected(new Selection(read, notes));
  }

  private static String note(Images.Skipped skipped) {
    return "Left out, because unreadable: " + skipped.id() + " (" + skipped.reason() + ").";
  }
}
