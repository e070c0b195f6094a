package org.stratigraph.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command line with Spark at its disposal; what {@code spark-submit} starts. */
public final class Main {
  private Main() {}

  /** Runs the program and ends the process with its status. */
  public static void main(String[] arguments) {
    org.stratigraph.cli.Main.main(
        SparkCluster::connect,
        withMaster(List.of(arguments), Optional.ofNullable(System.getProperty("spark.master")))
            .toArray(String[]::new));
  }

  /**
   * Whoever submits a study to Spark means it to be measured there.
   *
   * @param submitted the master that {@code spark-submit} was given, if any
   */
  static List<String> withMaster(List<String> arguments, Optional<String> submitted) {
    boolean said =
        arguments.stream()
            .anyMatch(argument -> argument.matches("(?s)--(spark|master)(=.*)?|--help|-h"));
    List<String> all = new ArrayList<>(arguments);
    if (!said && submitted.isPresent() && arguments.contains("study")) {
      all.add("--spark=" + submitted.get());
    }
    return all;
  }
}
