package org.stratigraph.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stratigraph.UnusableInputException;

/** A list of chosen images: on each line a path in the data set and its class index. */
final class ImageList {
  private static final Pattern LINE = Pattern.compile("(.*[^\\s,])[\\s,]+(\\d{1,9})\\s*");
  private static final int SHOWN = 5;

  private final Path file;
  private final List<Sample> samples;

  private ImageList(Path file, List<Sample> samples) {
    this.file = file;
    this.samples = samples;
  }

  /**
   * The list of a file. Blanks or a comma part path and index; empty lines and lines that start
   * with # are passed over.
   *
   * @throws UnusableInputException if a line is not such a pair, or a path is absolute, leaves its
   *     folder or is there twice
   */
  static ImageList read(Path file) {
    List<Sample> samples = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    int number = 0;
    for (String line : TextLines.read(file, "list of images")) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw wrong(file, number, "needs a path and a class index, not", line);
      }
      String id = matcher.group(1).strip();
      id = id.startsWith("./") ? id.substring(2) : id;
      if (!ImageNames.isSafe(id)) {
        throw wrong(file, number, "needs a path relative to the data, without \"..\", not", id);
      }
      if (!seen.add(id)) {
        throw wrong(file, number, "repeats", id);
      }
      samples.add(new Sample(id, OptionalInt.of(Integer.parseInt(matcher.group(2)))));
    }
    if (samples.isEmpty()) {
      throw new UnusableInputException(file + ": the list names no image.");
    }
    return new ImageList(file, samples);
  }

  private static UnusableInputException wrong(Path file, int line, String what, String value) {
    String shown = value.length() > 200 ? value.substring(0, 200) + "..." : value;
    return new UnusableInputException(
        String.format(Locale.ROOT, "%s: line %d %s \"%s\".", file, line, what, shown));
  }

  /**
   * The listed images of a data set, in the order and with the labels of the list. The number of
   * classes stays known if the data set gives every listed image the same label.
   *
   * @throws UnusableInputException if the data set lacks a listed image; the message counts them
   *     and names the first
   */
  DataSet restrict(DataSet data) {
    Map<String, Sample> known = new HashMap<>();
    data.samples().forEach(sample -> known.put(sample.id(), sample));
    List<String> missing =
        samples.stream().map(Sample::id).filter(id -> !known.containsKey(id)).toList();
    if (!missing.isEmpty()) {
      throw new UnusableInputException(
          String.format(
              Locale.ROOT,
              "%s: %d of its %d images are not in %s: %s%s.",
              file,
              missing.size(),
              samples.size(),
              data.source(),
              String.join(", ", missing.subList(0, Math.min(SHOWN, missing.size()))),
              missing.size() > SHOWN ? ", ..." : ""));
    }
    long differing =
        samples.stream().filter(sample -> !sample.equals(known.get(sample.id()))).count();
    OptionalInt classes = differing == 0 ? data.classCount() : OptionalInt.empty();
    List<String> notes = new ArrayList<>();
    notes.add(samples.size() + " of " + known.size() + " images are listed in " + file + ".");
    if (differing > 0 && data.labelled()) {
      notes.add(
          differing + " labels of the list differ from those of the folders; the list holds.");
    }
    return data.restrictedTo(samples, classes, notes);
  }
}
