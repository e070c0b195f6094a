package org.stratigraph.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sorts the files of a folder or archive into images and others, by name alone, and counts. */
final class ImageNames {
  private int hidden;
  private int otherKinds;
  private final List<String> links = new ArrayList<>();
  private final List<String> unsafe = new ArrayList<>();

  /**
   * The id of an image file: its path with '/', without "./" at the start. Empty, and counted, if
   * the file is hidden, is no JPEG or PNG by its extension, or has a path that leaves the folder.
   */
  Optional<String> accept(String path) {
    String id = path;
    while (id.startsWith("./")) {
      id = id.substring(2);
    }
    if (!isSafe(id)) {
      unsafe.add(path);
      return Optional.empty();
    }
    for (String part : id.split("/", -1)) {
      if (part.startsWith(".") || part.equals("__MACOSX")) {
        hidden++;
        return Optional.empty();
      }
    }
    String name = id.toLowerCase(Locale.ROOT);
    if (!name.endsWith(".jpg") && !name.endsWith(".jpeg") && !name.endsWith(".png")) {
      otherKinds++;
      return Optional.empty();
    }
    return Optional.of(id);
  }

  /** Whether a path stays below the folder that it is relative to, on any system. */
  static boolean isSafe(String path) {
    if (path.isEmpty() || path.indexOf('\\') >= 0 || path.chars().anyMatch(c -> c < ' ')) {
      return false;
    }
    if (path.length() > 1 && path.charAt(1) == ':') {
      return false;
    }
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals("..") || part.equals(".")) {
        return false;
      }
    }
    return true;
  }

  /** Counts a link that is not followed, or another entry that is no file. */
  void link(String path) {
    links.add(path);
  }

  /** What was left out, a sentence for each reason. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (otherKinds > 0) {
      notes.add(files(otherKinds) + " not named .jpg, .jpeg or .png left out.");
    }
    if (hidden > 0) {
      notes.add(files(hidden) + " with a hidden name left out.");
    }
    if (!links.isEmpty()) {
      notes.add(
          files(links.size())
              + " left out since they are links out of the data or no plain files, such as "
              + links.get(0)
              + ".");
    }
    if (!unsafe.isEmpty()) {
      notes.add(
          files(unsafe.size())
              + " left out for a path that is absolute or leads elsewhere, such as \""
              + printable(unsafe.get(0))
              + "\".");
    }
    return notes;
  }

  private static String files(int count) {
    return count == 1 ? "1 file" : count + " files";
  }

  private static String printable(String name) {
    String shown = name.length() > 200 ? name.substring(0, 200) + "..." : name;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }
}
