package org.stratigraph.cli;

import java.util.Optional;
import org.stratigraph.UnusableInputException;
import picocli.CommandLine.Option;

/** How many cores the work may take. */
class ThreadOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Use N processor cores. Default: all.")
  Optional<Integer> threads = Optional.empty();

  /**
   * The number of threads.
   *
   * @throws UnusableInputException if it is not positive, or beyond all machines
   */
  final int threadCount() {
    return threadCount(threads);
  }

  /**
   * The number of threads for a value of {@code --threads}.
   *
   * @throws UnusableInputException if it is not positive, or beyond all machines
   */
  static int threadCount(Optional<Integer> threads) {
    int count = threads.orElseGet(() -> Runtime.getRuntime().availableProcessors());
    if (count < 1 || count > 1024) {
      throw new UnusableInputException("--threads " + count + " must be from 1 to 1024.");
    }
    return count;
  }
}
