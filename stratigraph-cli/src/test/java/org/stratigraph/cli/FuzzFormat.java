package org.stratigraph.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.UnusableInputException;
import org.stratigraph.checkpoint.CheckpointFile;
import org.stratigraph.checkpoint.HostileCheckpoints;
import org.stratigraph.data.HostileData;
import org.stratigraph.graph.HostileModels;
import org.stratigraph.network.NetworkFile;
import org.stratigraph.store.CommandFile;
import org.stratigraph.store.ConflictsJson;
import org.stratigraph.store.CriticalityJson;
import org.stratigraph.store.PublishedCsv;
import org.stratigraph.store.RunList;
import org.stratigraph.store.StoredRuns;
import org.stratigraph.store.StudyFile;
import org.stratigraph.store.WeightChangeJson;
import org.stratigraph.tensor.NumpyFile;

/**
 * A format that the program reads.
 *
 * @param sound a small file of it that is read
 * @param file where the reader looks for it
 * @param reader reads the file, or throws {@link UnusableInputException}
 */
record FuzzFormat(byte[] sound, Path file, Reader reader) {
  /** A reader of untrusted files. */
  @FunctionalInterface
  interface Reader {
    void read(Path file) throws IOException;
  }

  /**
   * All formats by name.
   *
   * @param folder to work in
   */
  static Map<String, FuzzFormat> all(Path folder) throws IOException {
    Map<String, FuzzFormat> formats = withoutResults(folder);
    results(formats, Files.createDirectories(folder.resolve("results")), folder);
    return formats;
  }

  /** The formats whose sound files need no measuring. */
  private static Map<String, FuzzFormat> withoutResults(Path folder) throws IOException {
    Map<String, FuzzFormat> formats = new LinkedHashMap<>();
    Path file = folder.resolve("file");
    HostileCheckpoints.sound(folder)
        .forEach((name, bytes) -> put(formats, name, bytes, file, CheckpointFile::read));
    put(
        formats,
        "onnx",
        HostileModels.sound(),
        folder.resolve("file.onnx"),
        HostileModels::readAll);
    HostileData.sound()
        .forEach(
            (name, bytes) -> {
              boolean image = name.equals("png") || name.startsWith("jpeg");
              Path place = folder.resolve(name.equals("cifar") ? "file.bin" : "file." + name);
              Path own = name.equals("idx") ? folder.resolve("file-images-idx3-ubyte") : place;
              Reader reader = image ? HostileData::decode : HostileData::readAll;
              put(formats, name, bytes, own, reader);
            });
    put(formats, "array", HostileData.sound().get("npy"), file, NumpyFile::read);
    text(formats, "list", "a/1.png 0\nb/2.png, 1\n# end\n", file, HostileData::readList);
    text(formats, "classes", "cat a friend\ndog\n", file, HostileData::readClasses);
    texts(formats, folder);
    runs(formats, folder);
    return formats;
  }

  private static void texts(Map<String, FuzzFormat> formats, Path folder) throws IOException {
    text(
        formats,
        "study",
        """
        name: two
        networks:
          - {id: a, file: a.onnx, category: "x"}
          - {id: b, train: {arch: resnet20-cifar, path: builtin:shapes, epochs: 2}}
        data: {path: builtin:shapes, preprocess: shapes, images: 20}
        protocol: {name: auto, target-error: 0.02, reset: random, seed: 3}
        """,
        folder.resolve("study.yaml"),
        file -> StudyFile.open(file.toString()));
    text(
        formats,
        "table",
        "model_id,layer,trial,pred_cos_sim\nplain,\"model.conv1\",0,0.25\nplain,fc,0,1.0\n",
        folder.resolve("table.csv"),
        file -> PublishedCsv.read(file, Optional.empty(), OptionalInt.empty()));
    Path model = Files.createDirectories(folder.resolve("model"));
    Files.write(
        model.resolve("model.safetensors"), HostileCheckpoints.sound(folder).get("safetensors"));
    text(
        formats,
        "config",
        """
        {"architecture": "resnet18", "num_classes": 10, "pretrained_cfg":
         {"mean": [0.5, 0.5, 0.5], "std": [0.2, 0.2, 0.2], "input_size": [3, 32, 32],
          "crop_pct": 0.9, "interpolation": "bicubic"}}
        """,
        model.resolve("config.json"),
        file -> NetworkFile.open(model, Optional.empty()));
  }

  /**
   * One format by name.
   *
   * @param folder to work in
   */
  static FuzzFormat of(String name, Path folder) throws IOException {
    FuzzFormat format = withoutResults(folder).get(name);
    return format == null ? all(folder).get(name) : format;
  }

  /** What the program writes itself, for others to send around. */
  private static void results(Map<String, FuzzFormat> formats, Path made, Path folder)
      throws IOException {
    String network = SmallNetwork.in(made).toString();
    Path criticality = made.resolve("criticality.json");
    String[] little = {"--images", "4", "--trials", "1", "--layers", "conv1", "--threads", "1"};
    Path run = made.resolve("run");
    run(
        "criticality",
        network,
        "--data",
        "builtin:shapes",
        "--preprocess",
        "shapes",
        little[0],
        little[1],
        little[2],
        little[3],
        little[4],
        little[5],
        little[6],
        little[7],
        "--accept-baseline",
        "--json",
        criticality.toString(),
        "--run",
        run.toString());
    put(formats, "criticality.json", criticality, folder, CriticalityJson::read);
    Path changes = made.resolve("changes.json");
    run("weight-change", network, network, "--json", changes.toString());
    put(formats, "weight-change.json", changes, folder, WeightChangeJson::read);
    Path conflicts = made.resolve("conflicts.json");
    run(
        "conflicts",
        network,
        "--data",
        "builtin:shapes-train",
        "--preprocess",
        "shapes",
        "--samples",
        "8",
        "--learning-rate",
        "0.1",
        "--batch",
        "8",
        "--json",
        conflicts.toString());
    put(formats, "conflicts.json", conflicts, folder, ConflictsJson::checkpoints);
  }

  /** Files of run directories. */
  private static void runs(Map<String, FuzzFormat> formats, Path folder) throws IOException {
    Path runs = Files.createDirectories(folder.resolve("runs"));
    Path tuning = Files.createDirectories(runs.resolve("tuning"));
    text(
        formats,
        "history.jsonl",
        """
        {"event": "tuning", "format": "stratigraph.autotune-history/1", "fixed": {"a": "b"}}
        {"event": "started", "attempt": 1, "blocks": [3, 12, 41, 3]}
        {"event": "trained", "attempt": 1, "epoch": 1, "loss": 0.5, "accuracy": 0.5,\
         "learning_rate": 0.1, "images": 10, "seconds": 1.5}
        {"event": "finished", "attempt": 1, "blocks": [3]}
        """,
        tuning.resolve("history.jsonl"),
        file -> {
          RunList.of(runs).look();
          StoredRuns.tuning(tuning);
        });
    text(
        formats,
        "training.json",
        """
        {"format": "stratigraph.training/1", "epochs": [{"epoch": 0, "phase": "main", "loss": 0.5,
         "accuracy": 0.5, "test_loss": null, "test_accuracy": null, "learning_rate": 0.1,
         "images": 10, "seconds": 1.5}]}
        """,
        folder.resolve("training.json"),
        StoredRuns::training);
    Path told = Files.createDirectories(runs.resolve("told"));
    Path command = told.resolve("command.json");
    text(
        formats,
        "command.json",
        """
        {"format": "stratigraph.command/1", "arguments": ["criticality", "net.onnx"],
         "folder": "/tmp", "pid": 1, "started": "2026-01-01T00:00:00Z", "proof": "00"}
        """,
        command,
        file -> CommandFile.read(told, Optional.empty()));
  }

  private static void run(String... command) {
    CliRun.of(command).assertDone();
  }

  private static void put(
      Map<String, FuzzFormat> formats, String name, Path made, Path folder, Reader reader)
      throws IOException {
    put(formats, name, Files.readAllBytes(made), folder.resolve(name), reader);
  }

  private static void text(
      Map<String, FuzzFormat> formats, String name, String text, Path file, Reader reader) {
    put(formats, name, text.getBytes(StandardCharsets.UTF_8), file, reader);
  }

  private static void put(
      Map<String, FuzzFormat> formats, String name, byte[] bytes, Path file, Reader reader) {
    formats.put(name, new FuzzFormat(bytes, file, reader));
  }

  /**
   * Reads bytes as this format.
   *
   * @return whether they were read; false if they were refused with a sentence
   */
  boolean read(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    try {
      reader.read(file);
      return true;
    } catch (UnusableInputException e) {
      String message = String.valueOf(e.getMessage());
      if (message.isBlank() || message.length() > 20_000) {
        throw new IllegalStateException("a refusal without a good reason", e);
      }
      return false;
    }
  }

  /** Whether the sound file is read; of a model's folder, all but its weights. */
  boolean isRead() throws IOException {
    try {
      Files.write(file, sound);
      reader.read(file);
      return true;
    } catch (UnusableInputException e) {
      return String.valueOf(e.getMessage()).contains("do not fit");
    }
  }

  /** The names of all formats, without making their files. */
  static List<String> names() {
    return List.of(
        "pytorch-zip",
        "pytorch-legacy",
        "safetensors",
        "keras",
        "onnx",
        "png",
        "jpeg",
        "jpeg-progressive",
        "tar",
        "tar.gz",
        "idx",
        "cifar",
        "npy",
        "array",
        "list",
        "classes",
        "study",
        "table",
        "config",
        "history.jsonl",
        "training.json",
        "command.json",
        "criticality.json",
        "weight-change.json",
        "conflicts.json");
  }
}
