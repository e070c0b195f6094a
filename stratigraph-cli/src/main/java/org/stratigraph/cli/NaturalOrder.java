package org.stratigraph.cli;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text in the order that people expect: numbers in it count as numbers, so {@code epoch_2} comes
 * before {@code epoch_10}. Texts that are equal as such are in the order of their characters.
 */
final class NaturalOrder implements Comparator<String> {
  static final NaturalOrder INSTANCE = new NaturalOrder();

  private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private NaturalOrder() {}

  /** Whether texts differ in nothing but numbers, as the names of a series do. */
  static boolean isSeries(List<String> texts) {
    return texts.stream().map(t -> NUMBER.matcher(t).replaceAll("0")).distinct().count() == 1
        && NUMBER.matcher(texts.get(0)).find();
  }

  @Override
  public int compare(String a, String b) {
    Matcher left = PART.matcher(a);
    Matcher right = PART.matcher(b);
    while (true) {
      boolean more = left.find();
      if (!right.find()) {
        return more ? 1 : a.compareTo(b);
      }
      if (!more) {
        return -1;
      }
      int order = compareParts(left.group(), right.group());
      if (order != 0) {
        return order;
      }
    }
  }

  private static int compareParts(String a, String b) {
    if (!NUMBER.matcher(a).matches() || !NUMBER.matcher(b).matches()) {
      return a.compareTo(b);
    }
    String left = a.replaceFirst("^0+(?=.)", "");
    String right = b.replaceFirst("^0+(?=.)", "");
    int byLength = Integer.compare(left.length(), right.length());
    return byLength != 0 ? byLength : left.compareTo(right);
  }
}
