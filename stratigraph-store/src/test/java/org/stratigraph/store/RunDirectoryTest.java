package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.criticality.Agreement;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.Measurement;
import org.stratigraph.criticality.Untouched;
import org.stratigraph.lesion.LesionDraw;
import org.stratigraph.lesion.LesionGroup;
import org.stratigraph.lesion.LesionResult;

class RunDirectoryTest {
  private static final RunIdentity IDENTITY =
      Samples.identity("network", "ab12", "seed", "0", "chunk", "32");

  @TempDir Path folder;

  @Test
  void givesBackEveryBitAfterReopening() {
    Path path = folder.resolve("new/run");
    Untouched untouched = Samples.untouched(3, 5);
    Measurement odd =
        new Measurement(
            "layer1.0 'x'; DROP TABLE run; \0 \u202e 層",
            Integer.MAX_VALUE,
            0,
            new Agreement(
                new float[] {
                  Float.MIN_VALUE, -0f, 1f, Math.nextDown(1f), Float.NaN, Float.POSITIVE_INFINITY
                },
                -0.0,
                Double.NaN,
                1,
                Long.MAX_VALUE,
                0,
                2,
                Double.POSITIVE_INFINITY));
    Measurement none = new Measurement("none", 0, 0, Agreement.none());
    Measurement later = Samples.measurement("fc", 1, 0, 700);
    Measurement earlier = Samples.measurement("fc", 0, 1, 700);
    Measurement earliest = Samples.measurement("fc", 0, 0, 700);
    try (RunDirectory run = RunDirectory.open(path, IDENTITY)) {
      run.record(untouched);
      List.of(odd, none, later, earlier, earliest).forEach(run::record);
    }
    for (int reopening = 0; reopening < 2; reopening++) {
      try (RunDirectory run = RunDirectory.open(path, IDENTITY)) {
        assertThat(run.untouched(3)).contains(untouched);
        assertThat(run.untouched(0)).isEmpty();
        assertThat(run.measurement(odd.layer(), Integer.MAX_VALUE, 0)).contains(odd);
        assertThat(run.measurement("none", 0, 0)).contains(none);
        assertThat(run.measurement("fc", 2, 0)).isEmpty();
        assertThat(run.measurements("fc")).containsExactly(earliest, earlier, later);
        assertThat(run.measurements("conv")).isEmpty();
        assertThat(run.recorded()).isEqualTo(5);
      }
    }
  }

  @Test
  void refusesToStoreACellTwice() {
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"), IDENTITY)) {
      Measurement cell = Samples.measurement("fc", 0, 0, 3);
      run.record(cell);
      run.record(Samples.untouched(0, 3));
      assertThatThrownBy(() -> run.record(cell)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> run.record(Samples.untouched(0, 3)))
          .isInstanceOf(IllegalStateException.class);
      assertThat(run.measurements("fc")).hasSize(1);
    }
  }

  @Test
  void refusesAnotherIdentityPartByPart() {
    Path path = folder.resolve("run");
    RunDirectory.open(path, Samples.identity("seed", "0", "reset", "random", "old", "x")).close();
    assertThatThrownBy(
            () ->
                RunDirectory.open(
                    path, Samples.identity("seed", "1", "reset", "random", "layers", "conv*")))
        .isInstanceOf(UnusableInputException.class)
        .hasMessage(
            ("The run directory %s was made with seed 0, not 1; with no layers, not conv*; "
                    + "with old x, not without. Choose another --run, or the options that it was "
                    + "made with.")
                .formatted(path));
  }

  @Test
  void informationMayDifferAndIsReplaced() {
    Path path = folder.resolve("run");
    RunDirectory.open(path, IDENTITY.withInformation(Map.of("trials", "3"))).close();
    assertThat(RunDirectory.peek(path).orElseThrow().value("trials")).contains("3");
    RunDirectory.open(path, IDENTITY.withInformation(Map.of("trials", "10"))).close();
    RunIdentity stored = RunDirectory.peek(path).orElseThrow();
    assertThat(stored.value("trials")).contains("10");
    assertThat(stored.value("chunk")).contains("32");
    assertThat(stored.value("nothing")).isEmpty();
    assertThat(stored.fixed().keySet()).containsExactly("network", "seed", "chunk");
  }

  @Test
  void peekingAtNothingGivesNothing() throws IOException {
    assertThat(RunDirectory.peek(folder.resolve("absent"))).isEmpty();
    assertThat(RunDirectory.peek(folder)).isEmpty();
    assertThat(Files.list(folder)).isEmpty();
  }

  @Test
  void leavesADirectoryOfSomethingElseAlone() throws IOException {
    Path photo = Files.writeString(folder.resolve("photo.jpg"), "x");
    for (var open : List.<Runnable>of(this::open, () -> RunDirectory.peek(folder))) {
      assertThatThrownBy(open::run)
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("is not a run directory: it holds photo.jpg");
    }
    assertThat(Files.list(folder)).containsExactly(photo);
  }

  @Test
  void refusesAFileInPlaceOfADirectory() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> RunDirectory.open(file, IDENTITY))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(file + " is not a directory");
    assertThatThrownBy(() -> RunDirectory.open(file.resolve("run"), IDENTITY))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("Cannot create the run directory");
    assertThat(file).hasContent("x");
  }

  @Test
  void followsALinkToADirectory() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    try (RunDirectory run = RunDirectory.open(link, IDENTITY)) {
      run.record(Samples.measurement("fc", 0, 0, 3));
      assertThatThrownBy(() -> RunDirectory.open(real, IDENTITY))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("in use");
    }
    try (RunDirectory run = RunDirectory.open(real, IDENTITY)) {
      assertThat(run.recorded()).isEqualTo(1);
    }
  }

  @Test
  void aPathMayHoldAnyCharacter() {
    Path path = folder.resolve("it's; a \"ru%n\" {x} größe 層=1");
    try (RunDirectory run = RunDirectory.open(path, IDENTITY)) {
      run.record(Samples.measurement("fc", 0, 0, 3));
    }
    assertThat(RunDirectory.peek(path)).contains(IDENTITY);
  }

  @Test
  void hasAResultOnlyWhenFinished() {
    Path path = folder.resolve("run");
    assertThatThrownBy(() -> RunDirectory.readResult(path))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> RunDirectory.readResult(folder))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("There is no run in");
    try (RunDirectory run = RunDirectory.open(path, IDENTITY)) {
      run.record(Samples.measurement("fc", 0, 0, 3));
      assertThat(run.finished()).isFalse();
    }
    assertThatThrownBy(() -> RunDirectory.readResult(path))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("is not finished");
    try (RunDirectory run = RunDirectory.open(path, IDENTITY)) {
      run.finish(Samples.result());
      run.finish(Samples.result());
      assertThat(run.finished()).isTrue();
    }
    assertThat(CriticalityJson.text(RunDirectory.readResult(path)))
        .isEqualTo(CriticalityJson.text(Samples.result()));
  }

  private static LesionResult lesion() {
    LesionResult.Score score = new LesionResult.Score(0.5, 1, 0.7, 0.75, Double.NaN);
    return new LesionResult(
        new CriticalityResult.Model("net", "net.onnx", "ab12", 10, 2),
        new CriticalityResult.Data("images", 4, "cd34", true, "none"),
        new LesionResult.Protocol(1, 1, 0, Optional.empty()),
        score,
        List.of(),
        List.of(),
        List.of(
            new LesionResult.DrawResult(
                new LesionDraw(LesionGroup.ALL, 0, List.of("layer1.0")), score)),
        List.of(),
        List.of(),
        Map.of());
  }

  @Test
  void aLesionStudyIsFinishedLikeAnyRun() {
    Path path = folder.resolve("run");
    try (RunDirectory run = RunDirectory.open(path, IDENTITY)) {
      run.finish(lesion());
      run.finish(lesion());
      assertThat(run.finished()).isTrue();
    }
    assertThatThrownBy(() -> RunDirectory.readResult(path))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("is not a criticality result")
        .hasMessageContaining("stratigraph.lesion/1");
    try (RunDirectory run = RunDirectory.open(path, IDENTITY)) {
      run.record(Samples.measurement("without layer1.1", 0, 0, 3));
      assertThat(run.finished()).isFalse();
      run.finish(lesion());
      assertThat(run.finished()).isTrue();
    }
  }

  @Test
  void measuringMoreMakesAFinishedRunUnfinished() {
    Path path = folder.resolve("run");
    try (RunDirectory run = RunDirectory.open(path, IDENTITY)) {
      run.record(Samples.measurement("fc", 0, 0, 3));
      run.finish(Samples.result());
    }
    try (RunDirectory run = RunDirectory.open(path, IDENTITY)) {
      assertThat(run.finished()).isTrue();
      run.record(Samples.measurement("fc", 1, 0, 3));
      run.record(Samples.measurement("fc", 2, 0, 3));
      assertThat(run.finished()).isFalse();
    }
    assertThatThrownBy(() -> RunDirectory.readResult(path)).hasMessageContaining("not finished");
    try (RunDirectory run = RunDirectory.open(path, IDENTITY)) {
      assertThat(run.measurements("fc")).hasSize(3);
    }
  }

  @Test
  void aClosedRunSaysSo() {
    RunDirectory run = RunDirectory.open(folder.resolve("run"), IDENTITY);
    run.close();
    run.close();
    assertThatThrownBy(() -> run.record(Samples.measurement("fc", 0, 0, 3)))
        .isInstanceOf(IllegalStateException.class);
  }

  private void open() {
    RunDirectory.open(folder, IDENTITY).close();
  }
}
