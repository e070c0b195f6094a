package org.stratigraph.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.stratigraph.UnusableInputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program. Only the command line is looked at here; commands load what they need. */
@Command(
    name = "stratigraph",
    versionProvider = Version.class,
    header = "Measures how a trained neural network uses its layers.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:the work failed",
      "2:wrong usage, unusable input, or a place that cannot be written",
      "130:interrupted; run again with the same --run to go on",
    },
    footerHeading = "%nFirst steps:%n",
    footer = {
      "  stratigraph demo                      a whole study in three minutes, no files needed",
      "  stratigraph inspect net.onnx          the layers that a network has",
      "  stratigraph criticality net.onnx --data images/ --preprocess imagenet --dry-run",
      "                                        what measuring them would cost",
      "",
      "'stratigraph COMMAND --help' explains a command with examples.",
    })
@SuppressWarnings("UnusedVariable") // picocli acts on these options itself.
public final class Main implements Runnable {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the versions of this build, its engines, the Java and the system.")
  private boolean version;

  @Option(
      names = "--stacktrace",
      hidden = true,
      scope = ScopeType.INHERIT,
      description = "Show where a failure came from.")
  private boolean stacktrace;

  private Main() {}

  /** Runs the program and ends the process with its status. */
  public static void main(String[] arguments) {
    LiveRun.ofProcess(arguments);
    Isolated.follow();
    Terminal terminal = Terminal.ofProcess();
    IExecutionStrategy isolation = new Isolation(terminal, List.of(arguments));
    System.exit(
        execute(terminal, TrainingTools.ofProgram(), Main::withoutSpark, isolation, arguments));
  }

  /**
   * The same with a cluster for the commands that can use one.
   *
   * @param clusters connects to it
   */
  public static void main(Cluster.Connection clusters, String... arguments) {
    LiveRun.ofProcess(arguments);
    System.exit(
        execute(
            Terminal.ofProcess(),
            TrainingTools.ofProgram(),
            clusters,
            new CommandLine.RunLast(),
            arguments));
  }

  /**
   * Runs the program within this process.
   *
   * @param out where results go
   * @param err where progress, notes and errors go
   * @return the exit status: 0 done, 1 failed, 2 wrong usage or unusable input, 130 interrupted
   */
  public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    return execute(Terminal.plain(out, err), arguments);
  }

  /** The same with a cluster for the commands that can use one. */
  public static int execute(
      PrintWriter out, PrintWriter err, Cluster.Connection clusters, String... arguments) {
    return execute(
        Terminal.plain(out, err),
        TrainingTools.ofProgram(),
        clusters,
        new CommandLine.RunLast(),
        arguments);
  }

  static int execute(Terminal terminal, String... arguments) {
    return execute(terminal, TrainingTools.ofProgram(), arguments);
  }

  /** The same with other engines for training, as tests have them. */
  static int execute(Terminal terminal, TrainingTools training, String... arguments) {
    return execute(terminal, training, Main::withoutSpark, new CommandLine.RunLast(), arguments);
  }

  private static int execute(
      Terminal terminal,
      TrainingTools training,
      Cluster.Connection clusters,
      IExecutionStrategy strategy,
      String... arguments) {
    Failures failures = new Failures(terminal);
    try {
      return commandLine(terminal, training, clusters, failures, List.of(arguments))
          .setExecutionStrategy(strategy)
          .execute(arguments);
    } catch (Error failure) {
      // picocli hands on exceptions only; running out of memory deserves its one line too.
      return failures.report(failure, Failures.traceInEnvironment());
    } finally {
      terminal.out().flush();
      terminal.err().flush();
    }
  }

  /**
   * What a command line says, without doing it: of the command, not of the program.
   *
   * @throws CommandLine.ParameterException if it is wrong
   */
  static CommandLine.ParseResult parse(List<String> arguments) {
    Terminal nobody = Quiet.terminal();
    CommandLine.ParseResult given =
        commandLine(
                nobody,
                TrainingTools.ofProgram(),
                Main::withoutSpark,
                new Failures(nobody),
                arguments)
            .parseArgs(arguments.toArray(String[]::new));
    return given.hasSubcommand() ? given.subcommand() : given;
  }

  private static Cluster withoutSpark(String master) {
    throw new UnusableInputException(
        "Spark is not loaded, so --spark %s cannot be used. Start ./stratigraph with SPARK_HOME set to an installation of Spark 4, or submit stratigraph-spark.jar with its spark-submit; docs/spark.md tells how."
            .formatted(master));
  }

  /** A command that the first argument may name; making all of them ready takes a while. */
  private record Subcommand(Class<?> type, Supplier<CommandLine> made) {
    static Subcommand of(Class<?> type, Supplier<Object> command) {
      return new Subcommand(type, () -> new CommandLine(command.get()));
    }

    static Subcommand isolated(Class<?> type, Supplier<Isolatable> command) {
      return new Subcommand(type, () -> IsolationOptions.with(command.get()));
    }

    String name() {
      return annotation().name();
    }

    private Command annotation() {
      return Objects.requireNonNull(type.getAnnotation(Command.class));
    }

    /** Its line in the list of commands, and nothing else. */
    CommandLine line() {
      CommandSpec spec = CommandSpec.create().name(name());
      spec.usageMessage().header(annotation().header()).description(annotation().description());
      return new CommandLine(spec);
    }
  }

  private static List<Subcommand> subcommands(
      Terminal terminal, TrainingTools training, Cluster.Connection clusters) {
    return List.of(
        Subcommand.of(DemoCommand.class, () -> new DemoCommand(terminal)),
        Subcommand.isolated(CriticalityCommand.class, () -> new CriticalityCommand(terminal)),
        Subcommand.isolated(TrainCommand.class, () -> new TrainCommand(terminal, training)),
        Subcommand.isolated(ConflictsCommand.class, () -> new ConflictsCommand(terminal)),
        Subcommand.of(AutotuneCommand.class, () -> new AutotuneCommand(terminal, training)),
        Subcommand.of(InspectCommand.class, () -> new InspectCommand(terminal)),
        Subcommand.of(GraphCommand.class, () -> new GraphCommand(terminal)),
        Subcommand.of(WeightChangeCommand.class, () -> new WeightChangeCommand(terminal)),
        Subcommand.of(FigureCommand.class, () -> new FigureCommand(terminal)),
        Subcommand.isolated(LesionCommand.class, () -> new LesionCommand(terminal)),
        Subcommand.isolated(PruneCommand.class, () -> new PruneCommand(terminal)),
        Subcommand.isolated(
            StudyCommand.class, () -> new StudyCommand(terminal, training, clusters)),
        Subcommand.of(ZooCommand.class, () -> new ZooCommand(terminal)),
        Subcommand.of(ImportCommand.class, () -> new ImportCommand(terminal)),
        Subcommand.of(SummaryCommand.class, () -> new SummaryCommand(terminal)),
        Subcommand.of(ServeCommand.class, () -> new ServeCommand(terminal)),
        Subcommand.of(ReportCommand.class, () -> new ReportCommand(terminal)),
        Subcommand.of(ReproduceCommand.class, () -> new ReproduceCommand(terminal)),
        Subcommand.of(ShapesCommand.class, () -> new ShapesCommand(terminal)),
        Subcommand.of(CompletionCommand.class, () -> new CompletionCommand(terminal)));
  }

  /** With the command that the arguments name, or with the list of all where they name none. */
  private static CommandLine commandLine(
      Terminal terminal,
      TrainingTools training,
      Cluster.Connection clusters,
      Failures failures,
      List<String> arguments) {
    List<Subcommand> all = subcommands(terminal, training, clusters);
    boolean completes =
        all.stream()
            .filter(command -> command.type() == CompletionCommand.class)
            .anyMatch(command -> arguments.contains(command.name()));
    CommandLine program = new CommandLine(new Main());
    List<Subcommand> named =
        all.stream().filter(command -> completes || arguments.contains(command.name())).toList();
    named.forEach(command -> program.addSubcommand(command.made().get()));
    if (named.isEmpty()) {
      all.forEach(command -> program.addSubcommand(command.line()));
    }
    return program
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setUsageHelpWidth(100)
        .setAbbreviatedOptionsAllowed(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(terminal)));
  }

  private static CommandLine.Help.Ansi ansi(Terminal terminal) {
    boolean colour = terminal.outIsTerminal() && System.getenv("NO_COLOR") == null;
    return colour ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
  }

  /** Without a command: the help, as for {@code --help}, but it is wrong usage. */
  @Override
  public void run() {
    throw new UnusableInputException(
        "No command given. Try 'stratigraph demo', or 'stratigraph --help' for all commands.");
  }
}
