package org.stratigraph.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stratigraph.UnusableInputException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The arguments of {@code criticality} that make a run the run that it is, read off its options, so
 * that it can be done again from anywhere: with full paths, and with the threads and the memory
 * that it had. Where results went is not among them.
 */
final class CommandArguments {
  /** The part of a run's identity that holds them, as a JSON array. */
  static final String INFORMATION = "arguments";

  private static final JsonMapper MAPPER = new JsonMapper();

  /** What fits into a count of bytes without a unit. */
  private static final long MOST_BYTES = 999_999_999_999L;

  private CommandArguments() {}

  /** The arguments as a JSON array. */
  static String of(
      NetworkOptions network,
      DataOptions data,
      PreprocessingOptions preprocessing,
      MeasuringOptions measuring,
      EffortOptions machine,
      ResetChoice reset,
      int threads) {
    long memory = machine.memoryBudget().bytes();
    Map<String, String> known = new TreeMap<>();
    known.put("--data", place(data.data));
    known.put("--threads", Integer.toString(threads));
    known.put("--memory", memory <= MOST_BYTES ? Long.toString(memory) : (memory >> 20) + "m");
    if (reset.kind().equals("from")) {
      List<String> files = reset.files().stream().map(CommandArguments::full).toList();
      known.put("--reset", "from:" + String.join(",", files));
    } else if (reset.kind().equals("initial")) {
      known.put("--initial", full(reset.files().get(0)));
    }
    List<String> arguments = new ArrayList<>(List.of(full(network.file)));
    for (Object options : List.of(network, data, preprocessing, measuring, machine)) {
      for (OptionSpec option : CommandSpec.forAnnotatedObject(options).options()) {
        String name = option.longestName();
        if (known.containsKey(name)) {
          arguments.addAll(List.of(name, known.get(name)));
        } else {
          add(arguments, name, option.getValue());
        }
      }
    }
    try {
      return MAPPER.writeValueAsString(arguments);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings can always be written", e);
    }
  }

  private static void add(
      List<String> arguments, String name, @org.jspecify.annotations.Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(given -> add(arguments, name, given));
    } else if (value instanceof List<?> list) {
      list.forEach(each -> add(arguments, name, each));
    } else if (value instanceof Boolean flag) {
      if (flag) {
        arguments.add(name);
      }
    } else if (value != null) {
      arguments.add(name);
      arguments.add(value instanceof Path path ? full(path) : value.toString());
    }
  }

  private static String full(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  /** Images are a path, or the name of a data set that is built in. */
  private static String place(String data) {
    return data.startsWith("builtin:") ? data : full(Path.of(data));
  }

  /**
   * Reads them.
   *
   * @throws UnusableInputException if they are not a JSON array of strings
   */
  static String[] parse(String json, Path run) {
    try {
      return MAPPER.readValue(json, String[].class);
    } catch (JsonProcessingException e) {
      throw new UnusableInputException(
          "The run in %s does not say how it was made: its arguments are damaged.".formatted(run),
          e);
    }
  }
}
