package org.stratigraph.checkpoint;

import java.util.List;
import java.util.Locale;

/**
 * Which weights to take from a training checkpoint that may hold several sets: those that were
 * trained, and their exponential moving average. {@link StateDictRules} lists the names.
 */
public final class Selection {
  private enum Choice {
    AUTOMATIC,
    TRAINED,
    AVERAGED,
    ENTRY
  }

  private static final Selection AUTOMATIC = new Selection(Choice.AUTOMATIC, List.of());
  private static final Selection TRAINED = new Selection(Choice.TRAINED, List.of());
  private static final Selection AVERAGED = new Selection(Choice.AVERAGED, List.of());

  private final Choice choice;
  private final List<String> path;

  private Selection(Choice choice, List<String> path) {
    this.choice = choice;
    this.path = path;
  }

  /** The trained weights; the averaged ones if the file holds no others. */
  public static Selection automatic() {
    return AUTOMATIC;
  }

  /** The trained weights only. */
  public static Selection trained() {
    return TRAINED;
  }

  /** The averaged weights only. */
  public static Selection averaged() {
    return AVERAGED;
  }

  /**
   * The dictionary at a given place of the file.
   *
   * @param keys keys from the outermost dictionary inwards, at least one
   */
  public static Selection entry(String... keys) {
    if (keys.length == 0) {
      throw new IllegalArgumentException("an entry needs at least one key");
    }
    return new Selection(Choice.ENTRY, List.of(keys));
  }

  boolean allowsTrained() {
    return choice == Choice.AUTOMATIC || choice == Choice.TRAINED;
  }

  boolean allowsAveraged() {
    return choice == Choice.AUTOMATIC || choice == Choice.AVERAGED;
  }

  boolean isEntry() {
    return choice == Choice.ENTRY;
  }

  List<String> path() {
    return path;
  }

  @Override
  public String toString() {
    return isEntry() ? String.join("/", path) : choice.name().toLowerCase(Locale.ROOT);
  }
}
