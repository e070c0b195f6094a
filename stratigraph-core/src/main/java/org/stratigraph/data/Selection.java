package org.stratigraph.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.Sha256;

/**
 * The images that a run uses, in their final order.
 *
 * <p>Each image has a rank: the first 64 bits of SHA-256 over the seed and the image's id. The
 * images of lowest rank are chosen, and they are used in the order of rank, so that the choice does
 * not depend on the order of files and every prefix of it is a random sample too. Images from a
 * list keep the order of the list; a number below the list's length then chooses by rank as well.
 *
 * @param samples the chosen images
 * @param notes sentences for the user, such as that there are fewer images than were asked for
 */
public record Selection(List<Sample> samples, List<String> notes) {
  /** Of 64 random bits, the 53 that a double in [0, 1) holds remain. */
  private static final int FRACTION_SHIFT = 11;

  /** Copies the lists. */
  public Selection {
    samples = List.copyOf(samples);
    notes = List.copyOf(notes);
  }

  /**
   * Chooses images.
   *
   * @param count how many, at least 1; all if empty
   * @throws UnusableInputException if the count is below 1
   */
  public static Selection of(DataSet data, OptionalInt count, long seed) {
    List<Sample> all = data.samples();
    if (count.isPresent() && count.getAsInt() < 1) {
      throw new UnusableInputException(
          "At least one image is needed, not " + count.getAsInt() + ".");
    }
    List<String> notes = new ArrayList<>();
    int wanted = count.orElse(all.size());
    if (wanted > all.size()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%d images were asked for; the data have %d, and all are used.",
              wanted,
              all.size()));
    }
    List<Ranked> ranked = rank(all, seed);
    List<Ranked> chosen = ranked.subList(0, Math.min(wanted, ranked.size()));
    Comparator<Ranked> order =
        data.ordered() ? Comparator.comparingInt(Ranked::position) : Comparator.comparing(r -> 0);
    List<Sample> samples = chosen.stream().sorted(order).map(Ranked::sample).toList();
    if (samples.size() > 1
        && data.labelled()
        && samples.stream().map(Sample::label).distinct().count() == 1) {
      notes.add("All chosen images are of one class, " + samples.get(0).label().getAsInt() + ".");
    }
    return new Selection(samples, notes);
  }

  /**
   * The same images in an order in which the first n have of each class its share of all, to within
   * one image, for every n: a stratified sample. Images of one class keep their order; those
   * without a label count as a class.
   *
   * <p>The k-th of the m images of a class, counted from 0, comes at (k + u) / m, where u is drawn
   * for the class by the seed, from [0, 1). So no class is early by its number, and a mean over the
   * first n is not biased.
   */
  public Selection balanced(long seed) {
    Map<OptionalInt, List<Sample>> classes = new HashMap<>();
    samples.forEach(s -> classes.computeIfAbsent(s.label(), label -> new ArrayList<>()).add(s));
    MessageDigest digest = Sha256.digest();
    List<Placed> placed = new ArrayList<>();
    classes.forEach(
        (label, members) -> {
          digest.update(HashNumbers.bytes(seed));
          byte[] hash = digest.digest(HashNumbers.bytes(label.orElse(-1)));
          double start = (HashNumbers.first(hash) >>> FRACTION_SHIFT) * 0x1p-53;
          for (int k = 0; k < members.size(); k++) {
            placed.add(new Placed((k + start) / members.size(), label.orElse(-1), members.get(k)));
          }
        });
    placed.sort(Comparator.comparingDouble(Placed::place).thenComparingInt(Placed::label));
    return new Selection(placed.stream().map(Placed::sample).toList(), notes);
  }

  private record Placed(double place, int label, Sample sample) {}

  private record Ranked(long rank, int position, Sample sample) {}

  private static List<Ranked> rank(List<Sample> samples, long seed) {
    MessageDigest digest = Sha256.digest();
    return IntStream.range(0, samples.size())
        .mapToObj(
            position -> {
              Sample sample = samples.get(position);
              digest.update(HashNumbers.bytes(seed));
              byte[] hash = digest.digest(sample.id().getBytes(StandardCharsets.UTF_8));
              return new Ranked(HashNumbers.first(hash), position, sample);
            })
        .sorted(
            Comparator.comparingLong(Ranked::rank)
                .thenComparing((Ranked ranked) -> ranked.sample().id()))
        .toList();
  }
}
