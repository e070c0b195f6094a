package org.stratigraph.spark;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stratigraph.UnusableInputException;

/**
 * A portion could not be measured on an executor; the message is a sentence that names the host.
 */
final class TaskFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 600;
  private static final String DISK = "No space left on device";
  private static final Pattern OWN =
      Pattern.compile(Pattern.quote(TaskFailure.class.getName()) + ": (.+)");

  private TaskFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** Describes a failure where it happens. */
  static TaskFailure of(String host, Throwable failure) {
    return new TaskFailure("On %s: %s".formatted(host, reason(failure)), failure);
  }

  private static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains(DISK)) {
        return "the disk is full (%s). Make room there, or take that machine out of the cluster."
            .formatted(oneLine(String.valueOf(cause.getMessage())));
      }
    }
    if (failure instanceof UnusableInputException) {
      return oneLine(String.valueOf(failure.getMessage()));
    }
    if (failure instanceof OutOfMemoryError) {
      return "memory ran out (%s). Give a smaller --memory, or executors with more."
          .formatted(oneLine(String.valueOf(failure.getMessage())));
    }
    return "unexpected failure: " + oneLine(failure.toString());
  }

  /**
   * The sentence of a job's failure: that of the task which failed last, where it is one of ours.
   */
  static Optional<String> sentence(Throwable job) {
    for (Throwable cause = job; cause != null; cause = cause.getCause()) {
      if (cause instanceof TaskFailure) {
        return Optional.of(String.valueOf(cause.getMessage()));
      }
      String text = String.valueOf(cause.getMessage());
      Matcher own = OWN.matcher(text);
      if (own.find()) {
        return Optional.of(own.group(1).strip());
      }
      if (text.contains(DISK)) {
        return Optional.of(
            "The disk of an executor is full. Make room there, or take that machine out of the cluster.");
      }
      if (text.contains("InvalidClassException") || text.contains("NoSuchMethodError")) {
        return Optional.of(
            "Driver and executors run different versions of Spark or Stratigraph; install one version everywhere.");
      }
    }
    return Optional.empty();
  }

  /** The lines of a text as one, without those of a stack trace, and not too long to be read. */
  static String oneLine(String text) {
    String line =
        text.replaceAll("(?m)^\\s+at .*$", "").replaceAll("\\s*[\\r\\n]+\\s*", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
