package org.stratigraph.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** The commands that a page of the documentation shows. */
final class PageCommands {
  private static final Path DOCS = Path.of(System.getProperty("user.dir")).resolveSibling("docs");
  private static final String START = "    ./stratigraph ";

  private PageCommands() {}

  /** Those of a page from the checkout, in their order, without the program's name. */
  static List<String> of(String page) throws IOException {
    return Files.readAllLines(DOCS.resolve(page)).stream()
        .filter(line -> line.startsWith(START))
        .map(line -> line.substring(START.length()).strip())
        .toList();
  }

  /** Its words. */
  static List<String> words(String command) {
    return List.of(command.split(" +"));
  }

  /**
   * Runs one.
   *
   * @param placed gives a word as it is where the test has its files
   */
  static CliRun run(String command, UnaryOperator<String> placed) {
    return CliRun.of(words(command).stream().map(placed).toList());
  }
}
