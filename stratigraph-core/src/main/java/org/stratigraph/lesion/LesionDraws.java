package org.stratigraph.lesion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stratigraph.statistics.Draws;

/**
 * Draws the blocks that are removed together: for each group of blocks and each number k = 1, 2,
 * ... so many different choices of k blocks, each as likely as any other. Where there are no more
 * choices than draws, every choice is taken once, so that their mean has no error of drawing.
 *
 * <p>Source: {@code lesion.py} of "Auto-tuning of Deep Neural Networks by Conflicting Layer
 * Removal" (2021), which draws with repetition.
 */
final class LesionDraws {
  private LesionDraws() {}

  /**
   * All draws: by group, by number of blocks, by draw. The same seed gives the same draws, and with
   * more draws the first ones stay, as long as not every choice is taken.
   *
   * @param groups for each group the names of its blocks, in the order of the network
   */
  static List<LesionDraw> of(Map<LesionGroup, List<String>> groups, LesionOptions options) {
    List<LesionDraw> draws = new ArrayList<>();
    groups.forEach(
        (group, blocks) -> {
          int most = Math.min(options.most().orElse(blocks.size()), blocks.size());
          for (int removed = 1; removed <= most; removed++) {
            int draw = 0;
            for (int[] choice : choices(group, blocks.size(), removed, options)) {
              draws.add(
                  new LesionDraw(
                      group, draw++, Arrays.stream(choice).mapToObj(blocks::get).toList()));
            }
          }
        });
    return draws;
  }

  private static List<int[]> choices(
      LesionGroup group, int blocks, int removed, LesionOptions options) {
    if (combinations(blocks, removed, options.draws()) <= options.draws()) {
      return all(blocks, removed);
    }
    Draws random = Draws.of(options.seed(), "lesion", group.label(), removed);
    Set<List<Integer>> seen = new LinkedHashSet<>();
    while (seen.size() < options.draws()) {
      seen.add(choice(random, blocks, removed));
    }
    return seen.stream().map(c -> c.stream().mapToInt(i -> i).toArray()).toList();
  }

  /** The first of a shuffle (Fisher and Yates), in order. */
  private static List<Integer> choice(Draws random, int blocks, int removed) {
    int[] order = new int[blocks];
    Arrays.setAll(order, i -> i);
    for (int i = 0; i < removed; i++) {
      int other = i + random.nextInt(blocks - i);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return Arrays.stream(order, 0, removed).sorted().boxed().toList();
  }

  /** How many choices there are; any number above the limit once it is exceeded. */
  private static long combinations(int blocks, int removed, long limit) {
    long count = 1;
    int fewer = Math.min(removed, blocks - removed);
    for (int i = 1; i <= fewer; i++) {
      // Exact in every step: a product of i consecutive integers is a multiple of i!.
      count = count * (blocks - fewer + i) / i;
      if (count > limit) {
        return count;
      }
    }
    return count;
  }

  /** Every choice, in lexicographic order. */
  private static List<int[]> all(int blocks, int removed) {
    List<int[]> all = new ArrayList<>();
    int[] choice = new int[removed];
    Arrays.setAll(choice, i -> i);
    while (true) {
      all.add(choice.clone());
      int i = removed - 1;
      while (i >= 0 && choice[i] == blocks - removed + i) {
        i--;
      }
      if (i < 0) {
        return all;
      }
      choice[i]++;
      for (int j = i + 1; j < removed; j++) {
        choice[j] = choice[j - 1] + 1;
      }
    }
  }
}
