package org.stratigraph.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.criticality.Reset;
import org.stratigraph.file.Sha256;
import org.stratigraph.network.Network;

/**
 * A reset as written on the command line.
 *
 * @param kind {@code random}, {@code zero}, {@code shuffle}, {@code gaussian}, {@code initial} or
 *     {@code from}
 * @param files for {@code initial} one, for {@code from} one a trial, otherwise none
 */
record ResetChoice(String kind, List<Path> files) {
  private static final String FROM = "from:";

  ResetChoice {
    files = List.copyOf(files);
  }

  /**
   * Reads {@code --reset} and {@code --initial}.
   *
   * @throws UnusableInputException if there is no such reset, or a file is missing or too many
   */
  static ResetChoice parse(String text, Optional<Path> initial) {
    if (text.startsWith(FROM)) {
      List<Path> files = new ArrayList<>();
      for (String name : text.substring(FROM.length()).split(",", -1)) {
        if (name.isBlank()) {
          throw new UnusableInputException(
              "--reset " + text + " lacks a file name; write --reset from:FILE[,FILE...].");
        }
        files.add(Path.of(name));
      }
      return new ResetChoice("from", files);
    }
    return switch (text) {
      case "random", "zero", "shuffle", "gaussian" -> new ResetChoice(text, List.of());
      case "initial" ->
          new ResetChoice(
              text,
              List.of(
                  initial.orElseThrow(
                      () ->
                          new UnusableInputException(
                              "--reset initial needs the checkpoint from before the first step of"
                                  + " training: --initial FILE, or the run directory of"
                                  + " 'stratigraph train' as the network."))));
      default ->
          throw new UnusableInputException(
              "--reset "
                  + text
                  + " is not known. There are random, initial, zero, shuffle, gaussian and"
                  + " from:FILE[,FILE...].");
    };
  }

  /**
   * The reset for a network. Reads the files, if any.
   *
   * @throws UnusableInputException if a file cannot be used
   */
  Reset forNetwork(Network network, Optional<String> architecture, long seed) {
    return switch (kind) {
      case "random" -> Reset.random(network.initialiser(), seed);
      case "zero" -> Reset.zero();
      case "shuffle" -> Reset.shuffle(seed);
      case "gaussian" -> Reset.gaussian(seed);
      default -> {
        List<StoredTensors> stored = new ArrayList<>();
        for (Path file : files) {
          stored.add(StoredTensors.read(file, architecture));
        }
        yield Reset.from(name(), stored.size(), stored::get);
      }
    };
  }

  /**
   * What fixes the numbers of this reset: its name and, of each file, the SHA-256.
   *
   * @throws UnusableInputException if a file cannot be read
   */
  String fingerprint() {
    StringBuilder text = new StringBuilder(kind);
    for (Path file : files) {
      text.append(' ').append(sha256(file));
    }
    return text.toString();
  }

  private static String sha256(Path file) {
    try {
      return Sha256.hex(file);
    } catch (IOException e) {
      throw new UnusableInputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** As on the command line, without folders, which say nothing about the numbers. */
  String name() {
    if (!kind.equals("from")) {
      return kind;
    }
    List<String> names = files.stream().map(f -> String.valueOf(f.getFileName())).toList();
    return String.format(Locale.ROOT, "from:%s", String.join(",", names));
  }
}
