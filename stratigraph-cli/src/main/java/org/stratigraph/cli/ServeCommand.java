package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.stratigraph.UnusableInputException;
import org.stratigraph.serve.RunServer;
import org.stratigraph.store.RunList;
import org.stratigraph.store.UserKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sun.misc.Signal;

/** {@code stratigraph serve}. */
@Command(
    name = "serve",
    header = "Show a folder of runs in the browser, while they go on.",
    description = {
      "",
      "Serves a page on this machine only (127.0.0.1) and prints its link, which holds a random"
          + " token: whoever has the link sees the runs, nobody else does. The page lists all runs"
          + " below the folder, follows those that are running, draws and downloads every figure of"
          + " any of them, and cancels and resumes your own. It loads nothing from anywhere.",
      "",
      "Ctrl-C ends the server. Runs that were started elsewhere go on.",
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  stratigraph serve runs/",
      "  stratigraph serve runs/ --port 0         any port that is free",
      "  On another machine, over SSH: ssh -L 8710:127.0.0.1:8710 there, then 'stratigraph serve' there,",
      "  and open the link here.",
    })
final class ServeCommand implements Callable<Integer> {
  private static final String DEFAULT = "runs";

  private final Terminal terminal;

  @Parameters(
      paramLabel = "RUNS",
      arity = "0..1",
      description = "The folder that holds run directories, at any depth. Default: runs.")
  private Optional<Path> runs = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Where to listen; 0 for any port that is free. Default: ${DEFAULT-VALUE}.")
  private int port = 8710;

  @Option(names = "--open", description = "Also open the page in the browser.")
  private boolean open;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (port < 0 || port > 65_535) {
      throw new UnusableInputException(
          "--port %d is not a port; give one from 1024 to 65535, or 0 for any that is free."
              .formatted(port));
    }
    RunList list = RunList.of(runs.orElse(Path.of(DEFAULT)));
    CountDownLatch end = new CountDownLatch(1);
    handle("INT", end);
    handle("TERM", end);
    try (RunServer server =
        RunServer.start(port, list, new ServedRuns(), UserKey.ofUser(), this::failed)) {
      terminal.out().println(server.link());
      terminal.out().flush();
      terminal.note(
          "Serving %s on this machine only. Open the link; Ctrl-C ends.".formatted(list.root()));
      if (open) {
        Browser.open(server.link(), terminal);
      }
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitStatus.DONE;
  }

  private static void handle(String name, CountDownLatch end) {
    try {
      Signal.handle(new Signal(name), signal -> end.countDown());
    } catch (IllegalArgumentException taken) {
      // The virtual machine keeps this signal for itself (-Xrs): it then ends the process as usual.
      return;
    }
  }

  private void failed(Exception failure) {
    terminal.error("An answer failed: " + failure);
    if (Failures.traceInEnvironment()) {
      failure.printStackTrace(terminal.err());
      terminal.err().flush();
    }
  }
}
