package org.stratigraph.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The classes of images that a run goes through in order, so that its first images can be taken as
 * a stratified sample of all of them.
 *
 * <p>Source: Cochran, Sampling Techniques (1977), chapters 5 (stratified samples) and 12 (strata
 * whose sizes are themselves known from a larger sample only).
 */
public final class Strata {
  /** With fewer images a class, its own variance is not worth estimating. */
  private static final int FEWEST_IMAGES = 4;

  /** By how many images a class may be off its share. */
  private static final double MOST_OFF = 2;

  private final int[] classes;
  private final Map<Integer, Integer> sizes = new HashMap<>();

  private Strata(int[] classes) {
    this.classes = classes;
    for (int of : classes) {
      sizes.merge(of, 1, Integer::sum);
    }
  }

  /** No classes are known. */
  public static Strata none() {
    return new Strata(new int[0]);
  }

  /**
   * By class.
   *
   * @param classes the class of each image, in the order in which they are used
   */
  public static Strata of(int[] classes) {
    return new Strata(classes.clone());
  }

  /** The number of all images. */
  public int pool() {
    return classes.length;
  }

  /**
   * The classes of the first images, numbered from 0, in the order of the images; empty where they
   * are no stratified sample: where a class does not have its share of them to within two images,
   * or there are fewer than four images a class.
   */
  public int[] first(int images) {
    if (images > classes.length || (long) FEWEST_IMAGES * sizes.size() > images) {
      return new int[0];
    }
    Map<Integer, Integer> numbers = new HashMap<>();
    int[] counts = new int[sizes.size()];
    int[] first = new int[images];
    for (int i = 0; i < images; i++) {
      int number = numbers.computeIfAbsent(classes[i], of -> numbers.size());
      first[i] = number;
      counts[number]++;
    }
    boolean balanced =
        sizes.entrySet().stream()
            .allMatch(
                size -> {
                  double share = (double) size.getValue() * images / classes.length;
                  Integer number = numbers.get(size.getKey());
                  return Math.abs((number == null ? 0 : counts[number]) - share) <= MOST_OFF;
                });
    return balanced ? first : new int[0];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Strata s && Arrays.equals(classes, s.classes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(classes);
  }
}
