package org.stratigraph.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.checkpoint.HostileCheckpoints;
import org.stratigraph.data.HostileData;
import org.stratigraph.graph.HostileModels;
import org.stratigraph.hostile.HostileFile;

/** All hostile files, and the commands that read them. */
final class HostileCorpus {
  private HostileCorpus() {}

  /** In the order of their cases. */
  static List<HostileFile> files() {
    List<HostileFile> files = new ArrayList<>();
    files.addAll(HostileCheckpoints.all());
    files.addAll(HostileModels.all());
    files.addAll(HostileData.all());
    files.addAll(HostileTexts.all());
    return HostileFile.inOrder(files);
  }

  /** Writes a file, with what is to be beside it, into a folder of its own. */
  static Path write(HostileFile file, Path folder) throws IOException {
    String name = file.fileName();
    Path own = Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> other : file.beside().entrySet()) {
      Files.write(own.resolve(other.getKey()), other.getValue());
    }
    String inFolder = file.kind() == HostileFile.Kind.INDEX ? "model.safetensors.index.json" : name;
    return Files.write(own.resolve(inFolder), file.content());
  }

  /** The command that a kind of file is meant for. */
  static String command(HostileFile.Kind kind) {
    return switch (kind) {
      case CHECKPOINT, SAFETENSORS, INDEX -> "inspect --arch";
      case MODEL -> "criticality";
      case IMAGES, IDX, CIFAR, ARRAY -> "criticality --data";
      case LIST -> "criticality --list";
      case STUDY -> "study";
      case TABLE -> "import";
      case RESULT -> "report";
    };
  }

  /**
   * Every reader of the program, as a command line.
   *
   * @param file what is read
   * @param work a folder with net.onnx, labels.npy and sound.tar, for what is written too
   */
  static Map<String, List<String>> commands(String file, Path work) {
    String network = work.resolve("net.onnx").toString();
    List<String> little =
        List.of("--images", "10", "--trials", "1", "--threads", "1", "--accept-baseline");
    List<String> shapes = List.of("--preprocess", "shapes");
    Map<String, List<String>> commands = new LinkedHashMap<>();
    commands.put("inspect", List.of("inspect", file, "--json", out(work, "inspect.json")));
    commands.put("inspect --arch", List.of("inspect", file, "--arch", "resnet20-cifar"));
    commands.put("graph", List.of("graph", file, "--out", out(work, "graph.html")));
    commands.put("weight-change", List.of("weight-change", file, file));
    List<String> results =
        List.of(
            "--json",
            out(work, "result.json"),
            "--csv",
            out(work, "result.csv"),
            "--report",
            out(work, "result.html"));
    commands.put(
        "criticality",
        joined(List.of("criticality", file, "--data", "builtin:shapes"), shapes, little, results));
    commands.put(
        "criticality --data",
        joined(List.of("criticality", network, "--data", file), shapes, little));
    commands.put(
        "criticality --list",
        joined(
            List.of("criticality", network, "--list", file),
            List.of("--data", work.resolve("sound.tar").toString()),
            shapes,
            little));
    commands.put(
        "criticality --classes",
        joined(
            List.of("criticality", network, "--classes", file),
            List.of("--data", work.resolve("sound.tar").toString()),
            shapes,
            little));
    commands.put(
        "criticality --reset",
        joined(
            List.of("criticality", network, "--data", "builtin:shapes", "--reset", "from:" + file),
            shapes,
            little));
    commands.put(
        "conflicts --activations",
        List.of(
            "conflicts",
            "--activations",
            file,
            "--labels",
            work.resolve("labels.npy").toString(),
            "--weight-amplitude",
            "1",
            "--learning-rate",
            "0.1",
            "--batch",
            "8"));
    commands.put("study", List.of("study", file, "--dry-run", "--run", out(work, "study")));
    commands.put("import", List.of("import", file, "--run", out(work, "import")));
    commands.put("report", List.of("report", file, "--out", out(work, "report.html")));
    commands.put("figure", List.of("figure", "heatmap", file, "--out", out(work, "figure.svg")));
    commands.put(
        "figure weight-change",
        List.of("figure", "weight-change", file, "--out", out(work, "figure.svg")));
    commands.put(
        "figure conflicts", List.of("figure", "conflicts", file, "--out", out(work, "figure.svg")));
    return commands;
  }

  private static String out(Path work, String name) {
    return work.resolve("out").resolve(name).toString();
  }

  @SafeVarargs
  private static List<String> joined(List<String>... parts) {
    List<String> all = new ArrayList<>();
    for (List<String> part : parts) {
      all.addAll(part);
    }
    return List.copyOf(all);
  }
}
