package org.stratigraph.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.stratigraph.UnusableInputException;

/**
 * Finds the class of each image from the folder that it lies in.
 *
 * <p>The class folder is the outermost one, after leaving away folders that hold everything. Its
 * index is its place in the class list given, else in the list of ImageNet's classes if that knows
 * all folders, else in the folder names in code-unit order. Images outside folders, or all in one
 * folder that no list knows, have no class.
 *
 * @param samples by id in code-unit order
 * @param classCount the number of classes, where there are labels
 * @param notes sentences for the user
 */
record ClassFolders(List<Sample> samples, OptionalInt classCount, List<String> notes) {
  private static final Set<String> SPLITS =
      Set.of("train", "training", "val", "valid", "validation", "test", "testing", "dev");

  /**
   * The samples of the image ids.
   *
   * @throws UnusableInputException if some images lie beside class folders, if the folders are
   *     splits of a data set, or if the class list does not know a folder
   */
  static ClassFolders of(String source, Collection<String> ids, Optional<ClassList> given) {
    TreeSet<String> sorted = new TreeSet<>(ids);
    int start = commonFolders(sorted, given);
    TreeMap<String, String> examples = new TreeMap<>();
    List<String> outside = new ArrayList<>();
    for (String id : sorted) {
      int end = id.indexOf('/', start);
      if (end < 0) {
        outside.add(id);
      } else {
        examples.putIfAbsent(id.substring(start, end), id);
      }
    }
    if (!outside.isEmpty() && !examples.isEmpty()) {
      throw new UnusableInputException(
          String.format(
              Locale.ROOT,
              "%s: some images lie in class folders (%s) and others beside them (%s);"
                  + " move them or choose with --list.",
              source,
              examples.firstEntry().getValue(),
              outside.get(0)));
    }
    if (examples.isEmpty()) {
      return new ClassFolders(unlabelled(sorted), OptionalInt.empty(), List.of());
    }
    Optional<ClassList> known = given.or(() -> imageNet(examples.keySet()));
    if (known.isEmpty() && examples.size() == 1) {
      return new ClassFolders(
          unlabelled(sorted),
          OptionalInt.empty(),
          List.of(
              "All images lie in one folder, \""
                  + examples.firstKey()
                  + "\", so they are taken as unlabelled; --classes or --list gives labels."));
    }
    if (known.isEmpty()) {
      refuseSplits(source, examples.keySet());
    } else {
      requireAll(source, known.get(), examples.keySet());
    }
    return labelled(sorted, start, known, examples.keySet());
  }

  private static ClassFolders labelled(
      Set<String> ids, int start, Optional<ClassList> known, Set<String> folders) {
    List<String> order = List.copyOf(folders);
    TreeMap<String, Integer> indices = new TreeMap<>();
    for (int i = 0; i < order.size(); i++) {
      String folder = order.get(i);
      indices.put(folder, known.isPresent() ? known.get().index(folder) : i);
    }
    List<Sample> samples = new ArrayList<>(ids.size());
    for (String id : ids) {
      Integer index = indices.get(id.substring(start, id.indexOf('/', start)));
      samples.add(new Sample(id, index == null ? OptionalInt.empty() : OptionalInt.of(index)));
    }
    int count = known.map(ClassList::size).orElse(order.size());
    List<String> notes =
        count > order.size()
            ? List.of(order.size() + " of " + count + " classes have images.")
            : List.of();
    return new ClassFolders(samples, OptionalInt.of(count), notes);
  }

  private static List<Sample> unlabelled(Collection<String> ids) {
    return ids.stream().map(id -> new Sample(id, OptionalInt.empty())).toList();
  }

  /** The length of the folders, with their '/', that hold all images and further folders. */
  private static int commonFolders(TreeSet<String> sorted, Optional<ClassList> given) {
    int start = 0;
    while (!sorted.isEmpty()) {
      int end = sorted.first().indexOf('/', start);
      if (end < 0) {
        return start;
      }
      String folder = sorted.first().substring(start, end);
      if (given.orElse(ClassList.imageNet()).contains(folder)) {
        return start;
      }
      String prefix = sorted.first().substring(0, end + 1);
      int next = end + 1;
      if (!sorted.stream().allMatch(id -> id.startsWith(prefix) && id.indexOf('/', next) > 0)) {
        return start;
      }
      start = next;
    }
    return start;
  }

  private static Optional<ClassList> imageNet(Set<String> folders) {
    return Optional.of(ClassList.imageNet()).filter(list -> list.containsAll(folders));
  }

  private static void refuseSplits(String source, Set<String> folders) {
    if (folders.stream().allMatch(folder -> SPLITS.contains(folder.toLowerCase(Locale.ROOT)))) {
      throw new UnusableInputException(
          source
              + ": its folders are parts of a data set ("
              + String.join(", ", folders)
              + "), not classes; give one of them, or choose images with --list.");
    }
  }

  private static void requireAll(String source, ClassList list, Set<String> folders) {
    List<String> unknown = folders.stream().filter(folder -> !list.contains(folder)).toList();
    if (!unknown.isEmpty()) {
      throw new UnusableInputException(
          String.format(
              Locale.ROOT,
              "%s: %d of its %d class folders are not in %s: %s%s.",
              source,
              unknown.size(),
              folders.size(),
              list.source(),
              String.join(", ", unknown.subList(0, Math.min(5, unknown.size()))),
              unknown.size() > 5 ? ", ..." : ""));
    }
  }
}
