package org.stratigraph.cli;

import java.util.List;
import java.util.Locale;
import org.stratigraph.UnusableInputException;
import org.stratigraph.cli.TextTable.Align;
import org.stratigraph.download.ZooCache;
import org.stratigraph.store.ZooJson;
import org.stratigraph.zoo.Zoo;
import org.stratigraph.zoo.ZooNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratigraph zoo}: networks that others have published. */
@Command(
    name = "zoo",
    header = "Published networks: list them, fetch them.",
    description = {
      "",
      "Knows where the 51 ResNet-50 of the criticality paper lie, how their files are laid out and"
          + " how their images are prepared. A fetched network is a checkpoint like any other, and a"
          + " study names it by its id.",
    },
    synopsisSubcommandLabel = "list|fetch",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  Which are there?",
      "    stratigraph zoo list",
      "  Fetch two, and measure one:",
      "    stratigraph zoo fetch tv_resnet50 resnet50_dino --cache networks",
      "    stratigraph criticality networks/resnet50_dino.safetensors --arch resnet50 \\",
      "      --data imagenet/val --preprocess imagenet",
    })
final class ZooCommand implements Runnable {
  private final Terminal terminal;

  ZooCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    throw new UnusableInputException(
        "Say what to do: 'stratigraph zoo list' or 'stratigraph zoo fetch ID'.");
  }

  @Command(
      name = "list",
      header = "List the networks that can be fetched.",
      description = {
        "",
        "Prints id, category, accuracy, where each network's file lies, and whether it is here.",
      },
      sortOptions = false)
  Integer list(
      @Option(names = "--json", description = "Print all that is known, as JSON.") boolean json,
      @Mixin ZooOptions options) {
    if (json) {
      terminal.out().print(ZooJson.text(Zoo.networks()));
      terminal.out().flush();
      return ExitStatus.DONE;
    }
    ZooCache cache = options.cache();
    TextTable table =
        new TextTable(Align.LEFT, Align.LEFT, Align.RIGHT, Align.LEFT, Align.LEFT, Align.LEFT);
    table.row("id", "category", "top-1", "from", "hash", "here");
    for (ZooNetwork network : Zoo.networks()) {
      table.row(
          network.id(),
          network.category(),
          network.accuracy().isPresent()
              ? String.format(Locale.ROOT, "%.2f %%", 100 * network.accuracy().getAsDouble())
              : "unknown",
          String.valueOf(network.files().get(0).address().getHost()),
          network.files().stream().allMatch(file -> file.sha256().isPresent())
              ? "known"
              : "unknown",
          cache.find(network).isPresent() ? "yes" : "no");
    }
    table.lines().forEach(terminal.out()::println);
    terminal.out().println();
    terminal
        .out()
        .println(
            Zoo.networks().size()
                + " networks, all resnet50 for ImageNet; kept in "
                + cache.folder());
    terminal.out().flush();
    return ExitStatus.DONE;
  }

  @Command(
      name = "fetch",
      header = "Download networks into the cache.",
      description = {
        "",
        "Downloads, checks, and writes each network as ID.safetensors with torchvision's names."
            + " What was cut off goes on where it was. A file that only a person can download is"
            + " named, with where it must be put.",
      },
      sortOptions = false)
  Integer fetch(
      @Parameters(
              arity = "1..*",
              paramLabel = "ID",
              description = "Networks, as 'stratigraph zoo list' names them.")
          List<String> ids,
      @Mixin ZooOptions options) {
    List<ZooNetwork> networks = ids.stream().distinct().map(Zoo::named).toList();
    return fetch(networks, ZooSource.online(options.cache(), terminal), terminal);
  }

  /** Gets all that can be had; returns the exit status. */
  static int fetch(List<ZooNetwork> networks, ZooSource source, Terminal terminal) {
    int failed = 0;
    try (Interruption interruption = Interruption.watch(terminal)) {
      for (ZooNetwork network : networks) {
        try {
          terminal.out().println(source.get(network, interruption));
          terminal.out().flush();
        } catch (Interrupted stop) {
          terminal.error("Interrupted. What was received is kept; give the same command again.");
          return interruption.status().orElse(ExitStatus.INTERRUPTED);
        } catch (RuntimeException e) {
          terminal.error(network.id() + ": " + Failures.describe(e).sentence());
          failed++;
        }
      }
    }
    return failed == 0 ? ExitStatus.DONE : ExitStatus.FAILED;
  }
}
