package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Options of {@code stratigraph criticality} as arguments again, with absolute paths. */
final class CriticalityArguments {
  private final List<String> arguments = new ArrayList<>();

  private CriticalityArguments() {}

  /** The arguments by which another process measures the same; where results go is left out. */
  static List<String> of(
      NetworkOptions network,
      DataOptions data,
      PreprocessingOptions preprocessing,
      MeasuringOptions measuring,
      EffortOptions machine) {
    CriticalityArguments all = new CriticalityArguments();
    all.arguments.add(absolute(network.file));
    all.add("--arch", network.architecture);
    all.add("--output", network.output);
    all.add(data);
    all.add(preprocessing);
    all.add(measuring);
    all.add("--memory", machine.memory.map(memory -> Long.toString(memory.bytes())));
    all.flag("--plain", machine.plain);
    return all.arguments;
  }

  private void add(DataOptions data) {
    add("--data", Optional.of(absolute(data.data)));
    add("--list", data.list.map(CriticalityArguments::absolute));
    add("--classes", data.classes.map(CriticalityArguments::absolute));
    add("--images", data.images);
    flag("--skip-bad-images", data.skipBadImages);
  }

  private void add(PreprocessingOptions preprocessing) {
    add("--preprocess", preprocessing.name);
    add("--resize", preprocessing.resize);
    add("--crop", preprocessing.crop);
    add("--interpolation", preprocessing.interpolation);
    add("--mean", joined(preprocessing.mean));
    add("--std", joined(preprocessing.std));
  }

  private void add(MeasuringOptions measuring) {
    measuring.layers.forEach(glob -> add("--layers", Optional.of(glob)));
    add("--kinds", joined(measuring.kinds));
    add("--reset", Optional.of(reset(measuring.reset)));
    add("--initial", measuring.initial.map(CriticalityArguments::absolute));
    add("--protocol", measuring.protocol);
    add("--trials", measuring.trials);
    add("--target-error", measuring.targetError);
    add("--seed", Optional.of(measuring.seed));
    flag("--accept-baseline", measuring.acceptBaseline);
  }

  private void add(String option, Optional<?> value) {
    value.ifPresent(text -> arguments.add(option + "=" + text));
  }

  private void flag(String option, boolean given) {
    if (given) {
      arguments.add(option);
    }
  }

  private static Optional<String> joined(List<?> values) {
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(values.stream().map(Object::toString).collect(Collectors.joining(",")));
  }

  private static String reset(String text) {
    if (!text.startsWith("from:")) {
      return text;
    }
    List<String> files = List.of(text.substring("from:".length()).split(",", -1));
    return "from:"
        + files.stream().map(CriticalityArguments::absolute).collect(Collectors.joining(","));
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  /** Of data as {@code --data} takes them: a path, two of NumPy arrays, or a built-in set. */
  private static String absolute(String data) {
    if (data.startsWith("builtin:")) {
      return data;
    }
    int comma = data.indexOf(".npy,") + ".npy".length();
    return comma < ".npy".length()
        ? absolute(Path.of(data))
        : absolute(Path.of(data.substring(0, comma)))
            + ","
            + absolute(Path.of(data.substring(comma + 1)));
  }
}
