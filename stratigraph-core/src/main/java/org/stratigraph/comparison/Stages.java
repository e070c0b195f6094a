package org.stratigraph.comparison;

import java.util.ArrayList;
import java.util.List;

/**
 * Layers grouped into the stages of their network by the prefixes of their names: {@code
 * layer1.0.conv1} belongs to {@code layer1}. Layers without a prefix are the stem if they come
 * first and the head if they come last.
 */
public final class Stages {
  /**
   * A layer's place.
   *
   * @param stage the stage's label; empty where layers have no stage
   * @param rest the layer's name without the stage's prefix
   */
  public record Place(String stage, String rest) {}

  /** Neighbours in a list: from (inclusive) to (exclusive). */
  public record Run(int from, int to) {
    /** How many there are. */
    public int size() {
      return to - from;
    }
  }

  private static final int DEEPEST = 8;

  /** A stage that holds more of the network than this says little, so the next prefix is tried. */
  private static final double LARGEST_SHARE = 0.6;

  private Stages() {}

  /** The place of each layer, in the given order. */
  public static List<Place> of(List<String> layers) {
    List<Integer> ends = prefixEnds(layers);
    List<String> prefixes = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      prefixes.add(layers.get(i).substring(0, ends.get(i)));
    }
    List<Place> places = new ArrayList<>();
    List<Run> runs = runs(prefixes);
    for (Run run : runs) {
      String prefix = prefixes.get(run.from());
      String stage = lastParts(prefix);
      if (prefix.isEmpty() && runs.size() > 1) {
        stage = run.from() == 0 ? "stem" : run.to() == layers.size() ? "head" : "";
      }
      for (int i = run.from(); i < run.to(); i++) {
        String rest = layers.get(i).substring(ends.get(i)).replaceFirst("^[./]+", "");
        places.add(new Place(stage, rest));
      }
    }
    return places;
  }

  /** Runs of equal neighbours. */
  public static List<Run> runs(List<String> groups) {
    List<Run> runs = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= groups.size(); i++) {
      if (i == groups.size() || !groups.get(i).equals(groups.get(from))) {
        runs.add(new Run(from, i));
        from = i;
      }
    }
    return runs;
  }

  /**
   * Cuts a list into pieces of at most {@code most}, between groups where that is possible; a group
   * larger than that is cut into nearly equal parts.
   */
  public static List<Run> pieces(List<String> groups, int most) {
    List<Run> pieces = new ArrayList<>();
    int from = 0;
    int to = 0;
    for (Run run : runs(groups)) {
      int parts = (run.size() + most - 1) / most;
      for (int part = 1; part <= parts; part++) {
        int end = run.from() + (int) ((long) run.size() * part / parts);
        if (end - from > most) {
          pieces.add(new Run(from, to));
          from = to;
        }
        to = end;
      }
    }
    if (to > from) {
      pieces.add(new Run(from, to));
    }
    return pieces;
  }

  /** For each name where its stage's prefix ends, at the depth that divides the layers best. */
  private static List<Integer> prefixEnds(List<String> layers) {
    List<Integer> shallowest = prefixEnds(layers, 1);
    for (int depth = 1; depth <= DEEPEST; depth++) {
      List<Integer> ends = prefixEnds(layers, depth);
      List<String> prefixes = new ArrayList<>();
      for (int i = 0; i < layers.size(); i++) {
        prefixes.add(layers.get(i).substring(0, ends.get(i)));
      }
      int largest =
          runs(prefixes).stream()
              .filter(run -> !prefixes.get(run.from()).isEmpty())
              .mapToInt(Run::size)
              .max()
              .orElse(0);
      if (largest <= LARGEST_SHARE * layers.size()) {
        return ends;
      }
    }
    return shallowest;
  }

  private static List<Integer> prefixEnds(List<String> layers, int depth) {
    List<Integer> ends = new ArrayList<>();
    for (String layer : layers) {
      int end = 0;
      int parts = 0;
      for (int i = 1; i < layer.length() && parts < depth; i++) {
        boolean separator = layer.charAt(i) == '.' || layer.charAt(i) == '/';
        boolean again = layer.charAt(i - 1) == '.' || layer.charAt(i - 1) == '/';
        if (separator && !again) {
          end = i;
          parts++;
        }
      }
      ends.add(end);
    }
    return ends;
  }

  /** The end of a prefix: its last part, with the one before where the last is a number. */
  private static String lastParts(String prefix) {
    int cut = lastSeparator(prefix, prefix.length());
    String last = prefix.substring(cut + 1);
    if (!last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return prefix.substring(lastSeparator(prefix, Math.max(cut, 0)) + 1);
    }
    return last;
  }

  private static int lastSeparator(String text, int before) {
    return Math.max(text.lastIndexOf('.', before - 1), text.lastIndexOf('/', before - 1));
  }
}
