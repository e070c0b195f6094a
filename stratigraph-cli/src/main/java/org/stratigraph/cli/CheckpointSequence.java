package org.stratigraph.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stratigraph.UnusableInputException;

/**
 * The checkpoints of a training in order.
 *
 * @param files each a checkpoint, or a folder that is one
 * @param names what results call them: their file names, or their paths where two files have one
 *     name
 * @param reordered whether the order is another than that of the command line
 */
record CheckpointSequence(List<Path> files, List<String> names, boolean reordered) {
  private static final List<String> ENDINGS =
      List.of(".safetensors", ".pth", ".pt", ".th", ".ckpt", ".bin", ".h5", ".onnx");
  private static final List<String> MODEL_FILES =
      List.of("model.safetensors.index.json", "model.safetensors", "pytorch_model.bin");
  private static final Pattern EPOCH = Pattern.compile("epoch-[0-9]+\\.safetensors");

  /**
   * Finds the checkpoints. A folder with model files is one checkpoint; any other stands for the
   * checkpoints in its folder {@code checkpoints}, as a training run has it, or in itself. Where
   * the names differ in nothing but numbers they are put in the order of the numbers, because a
   * shell expands {@code *} to epoch_1, epoch_10, epoch_2.
   *
   * @param asGiven whether the order of the command line counts in any case
   * @throws UnusableInputException if something is missing, or a folder holds no checkpoint
   */
  static CheckpointSequence of(List<Path> given, boolean asGiven) {
    List<Path> files = new ArrayList<>();
    for (Path path : given) {
      files.addAll(Files.isDirectory(path) ? inFolder(path) : List.of(path));
    }
    List<Path> ordered = new ArrayList<>(files);
    if (!asGiven && NaturalOrder.isSeries(files.stream().map(Path::toString).toList())) {
      ordered.sort((a, b) -> NaturalOrder.INSTANCE.compare(a.toString(), b.toString()));
    }
    return new CheckpointSequence(ordered, names(ordered), !ordered.equals(files));
  }

  private static List<Path> inFolder(Path folder) {
    if (MODEL_FILES.stream().anyMatch(name -> Files.exists(folder.resolve(name)))) {
      return List.of(folder);
    }
    Path inner = folder.resolve("checkpoints");
    List<Path> found = listed(Files.isDirectory(inner) ? inner : folder);
    if (found.isEmpty()) {
      throw new UnusableInputException(
          folder
              + ": a folder without checkpoints; files that end with "
              + String.join(", ", ENDINGS)
              + " were expected in it, or in a folder \"checkpoints\" in it.");
    }
    return found;
  }

  private static List<Path> listed(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> found =
          entries
              .filter(file -> Files.isRegularFile(file) && isCheckpoint(name(file)))
              .sorted((a, b) -> NaturalOrder.INSTANCE.compare(name(a), name(b)))
              .toList();
      List<Path> epochs = found.stream().filter(f -> EPOCH.matcher(name(f)).matches()).toList();
      return epochs.isEmpty() ? found : epochs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isCheckpoint(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ENDINGS.stream().anyMatch(lower::endsWith);
  }

  private static List<String> names(List<Path> files) {
    List<String> names = files.stream().map(CheckpointSequence::name).toList();
    boolean distinct = names.stream().distinct().count() == names.size();
    return distinct ? names : files.stream().map(Path::toString).toList();
  }

  private static String name(Path file) {
    Path last = file.getFileName();
    return last == null ? file.toString() : last.toString();
  }
}
