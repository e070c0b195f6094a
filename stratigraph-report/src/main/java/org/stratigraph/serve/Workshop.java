package org.stratigraph.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.stratigraph.scene.Scene;
import org.stratigraph.store.ListedRun;
import org.stratigraph.store.RunCommand;

/**
 * What can be made of runs, and started. The server decides who may ask and for which runs; a
 * workshop knows the commands. Methods that read runs are called by one thread at a time.
 */
public interface Workshop {
  /**
   * A figure that fits a choice of runs.
   *
   * @param name as on the command line
   * @param title what it shows
   * @param options what it can be told
   */
  record Offer(String name, String title, List<Option> options) {
    public Offer {
      options = List.copyOf(options);
    }
  }

  /**
   * Something that a figure can be told.
   *
   * @param name as on the command line, without hyphens in front
   * @param label what it is
   * @param values those that there are; the first is taken where none is given
   */
  record Option(String name, String label, List<String> values) {
    public Option {
      values = List.copyOf(values);
    }
  }

  /**
   * A file.
   *
   * @param name without a folder
   * @param type of its content
   */
  record Download(String name, String type, byte[] content) {}

  /**
   * The figures of some runs, the most telling one first; none if they have no figure in common.
   *
   * @throws org.stratigraph.UnusableInputException if a run cannot be read
   */
  List<Offer> figures(List<ListedRun> runs);

  /**
   * Draws a figure.
   *
   * @param options by name; others than those offered are passed over
   * @throws org.stratigraph.UnusableInputException if it cannot be drawn of these runs
   */
  Scene figure(String name, List<ListedRun> runs, Map<String, String> options);

  /** The names of data files that there are of some runs, such as {@code layers.csv}. */
  List<String> data(List<ListedRun> runs);

  /**
   * Makes one of them.
   *
   * @throws org.stratigraph.UnusableInputException if there is none of this name, or a run cannot
   *     be read
   */
  Download data(String name, List<ListedRun> runs) throws IOException;

  /** Whether there is a report of some runs. */
  boolean hasReport(List<ListedRun> runs);

  /**
   * The report, one HTML document with a policy of its own.
   *
   * @throws org.stratigraph.UnusableInputException if a run cannot be read
   */
  String report(List<ListedRun> runs);

  /**
   * The network of a run drawn, one HTML document with a policy of its own.
   *
   * @param command the run's own command, where there is one that is proven
   * @throws org.stratigraph.UnusableInputException if the network is not to be had
   */
  String network(ListedRun run, java.util.Optional<RunCommand> command);

  /**
   * Starts the program once more, without a shell.
   *
   * @param command the user's own
   * @param log gets what it says, after what is there
   */
  Process start(RunCommand command, Path log) throws IOException;
}
