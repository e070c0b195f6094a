package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.conflict.MeasuredValues;
import org.stratigraph.graph.OnnxFile;
import picocli.CommandLine;

/** The whole command but for the engine: history, network, table and JSON. */
class AutotuneRunTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final FakeTuningTools tools = new FakeTuningTools();

  private int run(String... more) {
    List<String> all = new ArrayList<>(List.of("--data", "builtin:shapes-train"));
    all.addAll(List.of("--images", "200", "--preprocess", "shapes", "--model", "fnn"));
    all.addAll(List.of("--width", "64", "--depth", "5", "--epochs", "3", "--threads", "1"));
    all.addAll(List.of("--run", folder.resolve("run").toString()));
    all.addAll(List.of(more));
    AutotuneCommand command =
        new AutotuneCommand(Terminal.plain(new PrintWriter(out), new PrintWriter(err)), tools);
    // A later option counts: tests override what stands above.
    new CommandLine(command)
        .setOverwrittenOptionsAllowed(true)
        .parseArgs(all.toArray(String[]::new));
    return command.call();
  }

  @ParameterizedTest
  @ValueSource(strings = {"augmented", "plain"})
  void leavesTheNetworkAndItsHistory(String images) throws IOException {
    Path json = folder.resolve("tuned.json");
    assertThat(run("--check-on", images, "--json", json.toString())).as(err.toString()).isZero();
    assertThat(out.toString()).contains("Blocks: 5 -> 2.", "after 2 epochs");
    assertThat(err.toString())
        .contains("Network 1 has blocks 5.", "of blocks 5, 2 stay", "fc4 is conflicting");
    assertThat(MeasuredValues.ofLayers(OnnxFile.read(folder.resolve("run/network.onnx"))))
        .hasSize(2);
    JsonNode result = new ObjectMapper().readTree(json.toFile());
    assertThat(result.get("format").asText()).isEqualTo("stratigraph.autotune/1");
    assertThat(result.at("/blocks/before/0").asInt()).isEqualTo(5);
    // Its directory and its JSON can be reported.
    Path page = folder.resolve("page.html");
    CliRun.of("report", folder.resolve("run").toString(), json.toString(), "--out", page.toString())
        .assertDone();
    assertThat(Files.readString(page))
        .contains("<p class=\"under\">2 auto-tunings</p>", "id=\"tunings\"", "run: each network")
        .contains("tuned: the networks one after the other", "conflicting: 5 to 2")
        .doesNotContain("No criticality");
    assertThat(result.at("/blocks/after/0").asInt()).isEqualTo(2);
    // By hand: 3072 inputs, layers of 64 units, 10 classes; a bias a unit.
    int second = 3072 * 64 + 64 * 64 + 640;
    assertThat(result.at("/after/multiply_adds").asInt()).isEqualTo(second);
    assertThat(result.at("/after/parameters").asInt()).isEqualTo(second + 2 * 64 + 10);
    assertThat(result.at("/before/parameters").asInt())
        .isEqualTo(second + 3 * 64 * 64 + 5 * 64 + 10);
    assertThat(result.at("/after/seconds_per_image").asDouble()).isPositive();
    assertThat(result.get("removals")).hasSize(1);
  }

  @Test
  void anImageThatCannotBeReadStopsOrIsLeftOut() throws IOException {
    Path images = folder.resolve("images");
    for (int label = 0; label < 10; label++) {
      Path file = Files.createDirectories(images.resolve("class" + label)).resolve("0.png");
      BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
      ImageIO.write(image, "png", file.toFile());
    }
    Files.writeString(images.resolve("class5/0.png"), "no image");
    assertThatThrownBy(() -> run("--data", images.toString()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll("class5/0.png cannot be read", "--skip-bad-images");
    assertThat(folder.resolve("run")).doesNotExist();
    Path json = folder.resolve("tuned.json");
    assertThat(run("--data", images.toString(), "--skip-bad-images", "--json", json.toString()))
        .isZero();
    assertThat(err.toString()).contains("Left out, because unreadable: class5/0.png (");
    assertThat(Files.readString(json)).contains("unreadable: class5/0.png");
  }

  @Test
  void goesOnWhereTheEngineFailed() throws IOException {
    tools.life = 3;
    assertThatThrownBy(this::run).hasMessage("the power is gone");
    assertThat(Files.readString(folder.resolve("run/history.jsonl"))).contains("\"pruned\"");
    tools.life = Integer.MAX_VALUE;
    assertThat(run()).isZero();
    // Two epochs of the first network and three of the second, none twice.
    assertThat(tools.epochs).isEqualTo(5);
    assertThat(out.toString()).contains("Blocks: 5 -> 2.");
    assertThat(run()).isZero();
    assertThat(tools.epochs).isEqualTo(5);
    assertThatThrownBy(() -> run("--seed", "1"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("seed 0, not 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 4000})
  void goesBackOneEpochFromADamagedStateAndEndsWithTheSame(int left) throws IOException {
    tools.life = 4;
    assertThatThrownBy(this::run).hasMessage("the power is gone");
    tools.life = Integer.MAX_VALUE;
    Path state = folder.resolve("run/state-2-2.safetensors");
    byte[] bytes = Files.readAllBytes(state);
    Files.write(state, java.util.Arrays.copyOf(bytes, Math.min(left, bytes.length - 1)));
    assertThatThrownBy(this::run)
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("state-2-2.safetensors")
        .hasMessageContaining("move that file out");
    Files.move(state, folder.resolve("aside"));
    assertThat(run()).isZero();
    byte[] network = Files.readAllBytes(folder.resolve("run/network.onnx"));
    assertThat(run("--run", folder.resolve("whole").toString())).isZero();
    assertThat(network).isEqualTo(Files.readAllBytes(folder.resolve("whole/network.onnx")));
  }
}
