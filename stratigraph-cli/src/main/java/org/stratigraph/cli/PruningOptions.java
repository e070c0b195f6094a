package org.stratigraph.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import picocli.CommandLine.Option;

/** What may go, and where the rest goes. */
final class PruningOptions {
  @Option(
      names = "--max-drop",
      paramLabel = "POINTS",
      description =
          "Required. How many points of accuracy (or agreement) may be lost: 1 allows 82.7 % to become"
              + " 81.7 %. From 0 to 100.")
  Optional<Double> maxDrop = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE.onnx",
      description = "Required. Where the smaller network goes. An older file is replaced.")
  Optional<Path> out = Optional.empty();

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "accuracy",
      description =
          "What goes first: accuracy (whatever costs the fewest images), criticality (whatever"
              + " changes the class probabilities least) or conflicts (conflicting blocks, then by"
              + " accuracy). Default: ${DEFAULT-VALUE}.")
  String by = "";

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Fixes the choice of the images. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--accept-baseline",
      description =
          "Go on even if the untouched network predicts near chance or one class only, which"
              + " mostly means the wrong preprocessing or class order.")
  boolean acceptBaseline;

  @Option(names = "--json", paramLabel = "FILE", description = "Write everything as JSON.")
  Optional<Path> json = Optional.empty();

  /**
   * The share that may be lost.
   *
   * @throws UnusableInputException if it is not given or out of range
   */
  double checkedDrop() {
    double points =
        maxDrop.orElseThrow(
            () ->
                new UnusableInputException(
                    "Say how many points of accuracy may be lost: --max-drop POINTS, such as 1."));
    if (!(points >= 0 && points <= 100)) {
      throw new UnusableInputException(
          "--max-drop %s must be a number of points from 0 to 100, such as 1.".formatted(points));
    }
    return points / 100;
  }

  /**
   * Where the smaller network goes.
   *
   * @param network the file of the whole one, which stays
   * @throws UnusableInputException if that or the JSON cannot be written there
   */
  Path checkedPlace(Path network) {
    Path file =
        out.orElseThrow(
            () ->
                new UnusableInputException("Say where the smaller network goes: --out FILE.onnx."));
    OutputFile.check("--out", file);
    if (same(file, network)) {
      throw new UnusableInputException(
          "--out " + file + " is the network itself; name another file.");
    }
    json.ifPresent(
        other -> {
          OutputFile.check("--json", other);
          if (same(file, other)) {
            throw new UnusableInputException(
                "--json " + other + " is also where the network goes; name another file.");
          }
        });
    return file;
  }

  private static boolean same(Path one, Path other) {
    try {
      if (Files.exists(one) && Files.exists(other)) {
        return Files.isSameFile(one, other);
      }
    } catch (IOException e) {
      // Then their names have to tell.
    }
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }
}
