package org.stratigraph.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Objects;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.download.DownloadException;
import org.stratigraph.sweep.WeightsChangedException;
import org.stratigraph.training.DivergedException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into one line and an exit status. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Terminal terminal;

  Failures(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    boolean trace = arguments.hasMatchedOption("--stacktrace") || traceInEnvironment();
    return report(failure, trace);
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    String hint =
        " See '" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'.";
    String like =
        Optional.of(failure)
            .filter(UnmatchedArgumentException.class::isInstance)
            .map(f -> ((UnmatchedArgumentException) f).getSuggestions())
            .filter(s -> !s.isEmpty())
            .map(s -> " Did you mean " + String.join(" or ", s) + "?")
            .orElse("");
    terminal.error(sentence(String.valueOf(failure.getMessage())) + like + hint);
    return ExitStatus.UNUSABLE;
  }

  /** Reports a failure of the work itself. */
  int report(Throwable failure, boolean trace) {
    if (trace) {
      failure.printStackTrace(terminal.err());
      terminal.err().flush();
    }
    if (failure instanceof ParameterException wrong) {
      return handleParseException(wrong, new String[0]);
    }
    Described described = describe(failure, trace);
    terminal.error(described.sentence());
    return described.status();
  }

  /** An exit status and what to say. */
  record Described(int status, String sentence) {}

  /** A failure of the work in words for the user. */
  static Described describe(Throwable failure) {
    return describe(failure, false);
  }

  private static Described describe(Throwable failure, boolean trace) {
    if (failure instanceof UnusableInputException) {
      return new Described(ExitStatus.UNUSABLE, String.valueOf(failure.getMessage()));
    }
    if (failure instanceof UncheckedIOException wrapped) {
      return new Described(ExitStatus.UNUSABLE, explain(wrapped));
    }
    if (failure instanceof IOException refused) {
      return new Described(ExitStatus.UNUSABLE, explain(refused));
    }
    if (failure instanceof ReadOnlyFileSystemException) {
      return new Described(ExitStatus.UNUSABLE, "The file system is read-only.");
    }
    if (failure instanceof DivergedException
        || failure instanceof DownloadException
        || failure instanceof ClusterException
        || failure instanceof WeightsChangedException) {
      return new Described(ExitStatus.FAILED, sentence(String.valueOf(failure.getMessage())));
    }
    if (failure instanceof OutOfMemoryError) {
      return new Described(
          ExitStatus.FAILED,
          "Memory ran out ("
              + failure.getMessage()
              + "). Give a smaller --memory, or a larger heap with STRATIGRAPH_JAVA_OPTS=-Xmx4g.");
    }
    return new Described(
        ExitStatus.FAILED,
        "Unexpected failure: "
            + sentence(failure.toString())
            + (trace ? "" : " Run again with --stacktrace to see where."));
  }

  static boolean traceInEnvironment() {
    return "1".equals(System.getenv("STRATIGRAPH_DEBUG"));
  }

  /** Whoever wrapped it may have said more than the cause does. */
  private static String explain(UncheckedIOException wrapped) {
    IOException cause = Objects.requireNonNull(wrapped.getCause());
    String own = String.valueOf(wrapped.getMessage());
    return own.equals(cause.toString()) ? explain(cause) : sentence(own);
  }

  /** The JDK's exceptions on files often hold nothing but the name. */
  private static String explain(IOException refused) {
    if (refused instanceof FileSystemException file) {
      String name = String.valueOf(file.getFile());
      if (refused instanceof NoSuchFileException) {
        return name + " does not exist.";
      }
      if (refused instanceof AccessDeniedException) {
        return name + " cannot be read or written: permission denied.";
      }
      return sentence(
          name + ": " + Optional.ofNullable(file.getReason()).orElse(refused.toString()));
    }
    if (refused instanceof FileNotFoundException) {
      return sentence(String.valueOf(refused.getMessage()));
    }
    return sentence(Optional.ofNullable(refused.getMessage()).orElse(refused.toString()));
  }

  private static String sentence(String text) {
    String stripped = text.strip();
    return stripped.endsWith(".") || stripped.endsWith("?") ? stripped : stripped + ".";
  }
}
