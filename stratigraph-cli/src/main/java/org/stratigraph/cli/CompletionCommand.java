package org.stratigraph.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stratigraph generate-completion}. */
@Command(
    name = "generate-completion",
    header = "Print a script that completes commands and options in bash and zsh.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  In this shell:",
      "    source <(stratigraph generate-completion)",
      "  In every shell to come:",
      "    stratigraph generate-completion > ~/.stratigraph-completion",
      "    echo 'source ~/.stratigraph-completion' >> ~/.bashrc",
    })
final class CompletionCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.out().print(AutoComplete.bash("stratigraph", spec.root().commandLine()));
    terminal.out().print('\n');
    return ExitStatus.DONE;
  }
}
