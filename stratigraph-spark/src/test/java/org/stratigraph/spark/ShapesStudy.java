package org.stratigraph.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.stratigraph.cli.Cluster;
import org.stratigraph.cli.Main;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.store.RunDirectory;

/** A small study on the built-in images, in a folder of its own. */
record ShapesStudy(Path folder) {
  /** A protocol of little work. */
  static final String SHORT = "trials: 1, layers: [\"layer3*\"]";

  static final String NETWORK = "{id: a, file: demo-network.onnx}";

  /** How a run of the program ended. */
  record Ended(int status, String out, String err) {
    Ended assertDone() {
      assertThat(status).as(out + err).isZero();
      return this;
    }
  }

  /** Writes the study: one network, its last seven layers twice each, images in four chunks. */
  static ShapesStudy in(Path folder) {
    return in(folder, "trials: 2, layers: [\"layer3*\"]", NETWORK);
  }

  static ShapesStudy in(Path folder, String protocol, String... networks) {
    try (InputStream stream = Main.class.getResourceAsStream("demo-network.onnx")) {
      Files.copy(stream, folder.resolve("demo-network.onnx"), StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(
          folder.resolve("study.yaml"),
          "networks:\n  - "
              + String.join("\n  - ", networks)
              + "\ndata: {path: builtin:shapes, images: 400, preprocess: shapes}\n"
              + "protocol: {"
              + protocol
              + "}\n");
      return new ShapesStudy(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Measures on one machine, into a run directory of this name. */
  Ended alone(String run) {
    return measure(
        run,
        master -> {
          throw new AssertionError("no cluster is asked for");
        });
  }

  /** Measures on a cluster. */
  Ended on(Cluster.Connection cluster, String run, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.add("--spark=test");
    return measure(run, cluster, all.toArray(String[]::new));
  }

  private Ended measure(String run, Cluster.Connection cluster, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "study",
                folder.resolve("study.yaml").toString(),
                "--memory=676m",
                "--run",
                folder.resolve(run).toString()));
    arguments.addAll(List.of(more));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Main.execute(
            new PrintWriter(out), new PrintWriter(err), cluster, arguments.toArray(String[]::new));
    return new Ended(status, out.toString(), err.toString());
  }

  CriticalityResult result(String run) {
    return RunDirectory.readResult(folder.resolve(run).resolve("networks").resolve("a"));
  }

  /** Asserts that two runs hold the same measurement tables, to the bit. */
  void assertSame(String run, String other) {
    CriticalityResult one = result(run);
    CriticalityResult two = result(other);
    assertThat(two.measurements()).isNotEmpty().isEqualTo(one.measurements());
    assertThat(two.layers()).isEqualTo(one.layers());
    assertThat(two.original()).isEqualTo(one.original());
    assertThat(two.skipped()).isEqualTo(one.skipped());
    assertThat(two.data()).isEqualTo(one.data());
    assertThat(two.protocol()).isEqualTo(one.protocol());
  }
}
