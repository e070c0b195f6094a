package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.network.Network;
import org.stratigraph.network.NetworkFile;
import org.stratigraph.store.ListedRun;
import org.stratigraph.store.ListedRun.Kind;
import org.stratigraph.store.ListedRun.Status;
import org.stratigraph.store.RunCommand;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.view.Measure;
import org.stratigraph.view.Measures;
import org.stratigraph.view.NetworkView;
import picocli.CommandLine.ParseResult;

/**
 * The network of a run drawn, its layers coloured by what the run found. The network of a training
 * is in its directory. That of other runs is a file anywhere, which is opened only if the user's
 * own command named it: a directory from elsewhere could name any file.
 */
final class ServedNetwork {
  private ServedNetwork() {}

  static String page(ListedRun run, Optional<RunCommand> command) {
    if (run.kind() == Kind.TRAINING) {
      return page(NetworkFile.open(run.path(), Optional.empty()), List.of());
    }
    if (run.kind() != Kind.CRITICALITY && run.kind() != Kind.LESION) {
      throw new UnusableInputException("This run is not of one network.");
    }
    RunCommand own =
        command.orElseThrow(
            () ->
                new UnusableInputException(
                    "The network of this run is not opened from here: it is not proven that your own command named it. Draw it with 'stratigraph graph FILE --overlay RUN'."));
    Network network = open(own);
    if (run.kind() == Kind.LESION || run.status() != Status.FINISHED) {
      return page(network, List.of());
    }
    CriticalityResult result = RunDirectory.readResult(run.path());
    if (!result.model().sha256().equals(network.sha256())) {
      throw new UnusableInputException(
          "%s is not the network any more that was measured: its content has changed."
              .formatted(network.source()));
    }
    return page(network, Measures.of(result, ""));
  }

  private static Network open(RunCommand command) {
    ParseResult given = Main.parse(command.arguments());
    if (!List.of("criticality", "lesion").contains(given.commandSpec().name())) {
      throw new UnusableInputException(
          "This run was made by '%s', which has no single network to draw."
              .formatted(given.commandSpec().name()));
    }
    Path file = command.folder().resolve(given.<Path>matchedPositionalValue(0, Path.of("")));
    return NetworkFile.open(file, given.matchedOptionValue("--arch", Optional.<String>empty()))
        .forOutput(given.matchedOptionValue("--output", Optional.<String>empty()));
  }

  private static String page(Network network, List<Measure> found) {
    List<Measure> measures = new ArrayList<>(found);
    measures.addAll(Measures.of(network.graph()));
    return NetworkView.of(network.name(), network.graph(), measures, network.notes()).page();
  }
}
