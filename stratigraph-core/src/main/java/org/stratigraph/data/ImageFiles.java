package org.stratigraph.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.stratigraph.UnusableInputException;

/** Makes a data set of image files, wherever they lie. */
final class ImageFiles {
  private ImageFiles() {}

  /**
   * The data set of these files.
   *
   * @throws UnusableInputException if there are none, or as {@link ClassFolders#of}
   */
  static DataSet dataSet(
      String source,
      ImageNames names,
      Collection<String> ids,
      Optional<ClassList> classes,
      Storage storage) {
    List<String> notes = new ArrayList<>(names.notes());
    if (ids.isEmpty()) {
      notes.add(0, source + ": there are no images (.jpg, .jpeg or .png) in it.");
      throw new UnusableInputException(String.join(" ", notes));
    }
    ClassFolders labelled = ClassFolders.of(source, ids, classes);
    notes.addAll(labelled.notes());
    return DataSet.of(source, labelled.samples(), labelled.classCount(), notes, storage);
  }
}
