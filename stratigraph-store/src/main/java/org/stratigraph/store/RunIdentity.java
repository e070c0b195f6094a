package org.stratigraph.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.Sha256;

/**
 * What makes a run the run that it is: the hash of the network, of the images, the preprocessing,
 * the options. Two runs with the same fixed parts measure the same numbers, so one may continue the
 * other.
 *
 * @param fixed name to value, in the order in which messages list them; must be equal to resume
 * @param information name to value of what may differ between a run and its continuation, such as
 *     the number of trials or threads; kept for the reader, never compared
 */
public record RunIdentity(Map<String, String> fixed, Map<String, String> information) {
  private static final int SHOWN = 100;

  /** Keeps the maps' orders of iteration; a part cannot be in both. */
  public RunIdentity {
    fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
    information = Collections.unmodifiableMap(new LinkedHashMap<>(information));
    for (String part : information.keySet()) {
      if (fixed.containsKey(part)) {
        throw new IllegalArgumentException("both fixed and information: " + part);
      }
    }
  }

  /** An identity of fixed parts only. */
  public static RunIdentity of(Map<String, String> fixed) {
    return new RunIdentity(fixed, Map.of());
  }

  /** The same fixed parts with other information. */
  public RunIdentity withInformation(Map<String, String> information) {
    return new RunIdentity(fixed, information);
  }

  /** The same with one more piece of information. */
  public RunIdentity withMore(String part, String value) {
    Map<String, String> more = new LinkedHashMap<>(information);
    more.put(part, value);
    return new RunIdentity(fixed, more);
  }

  /** The value of a part, fixed or not. */
  public Optional<String> value(String part) {
    return Optional.ofNullable(fixed.get(part))
        .or(() -> Optional.ofNullable(information.get(part)));
  }

  /**
   * SHA-256 in hex over the names and values of the fixed parts, whatever their order. Its first
   * digits make a good name for a run directory.
   */
  public String sha256() {
    MessageDigest digest = Sha256.digest();
    new TreeMap<>(fixed)
        .forEach(
            (part, value) -> {
              add(digest, part);
              add(digest, value);
            });
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The length first, so that no two lists of strings give the same bytes. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int shift = 24; shift >= 0; shift -= 8) {
      digest.update((byte) (bytes.length >> shift));
    }
    digest.update(bytes);
  }

  /**
   * Checks that this run may go on where a stored one stopped.
   *
   * @param path the run directory, for the message
   * @throws UnusableInputException if a fixed part differs; the message says which
   */
  void requireSame(Path path, RunIdentity stored) {
    List<String> differences = differences(stored);
    if (!differences.isEmpty()) {
      throw new UnusableInputException(
          ("The run directory %s was made with %s. Choose another --run, or the options that "
                  + "it was made with.")
              .formatted(path, String.join("; with ", differences)));
    }
  }

  /**
   * The fixed parts in which a stored identity differs from this one, in words: {@code seed 0, not
   * 1}. Empty if there is none.
   */
  public List<String> differences(RunIdentity stored) {
    List<String> differences = new ArrayList<>();
    fixed.forEach(
        (part, now) -> {
          String then = stored.fixed.get(part);
          if (then == null) {
            differences.add("no " + part + ", not " + shown(now));
          } else if (!then.equals(now)) {
            differences.add(part + " " + shown(then) + ", not " + shown(now));
          }
        });
    stored.fixed.forEach(
        (part, then) -> {
          if (!fixed.containsKey(part)) {
            differences.add(part + " " + shown(then) + ", not without");
          }
        });
    return differences;
  }

  private static String shown(String value) {
    if (value.isEmpty()) {
      return "(empty)";
    }
    String line = value.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
