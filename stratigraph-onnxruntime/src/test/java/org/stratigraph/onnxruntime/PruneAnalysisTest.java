package org.stratigraph.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.criticality.Agreement;
import org.stratigraph.criticality.Predictions;
import org.stratigraph.criticality.ProgressListener;
import org.stratigraph.data.Images;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.OnnxFile;
import org.stratigraph.graph.Removals;
import org.stratigraph.prune.Criterion;
import org.stratigraph.prune.PruneAnalysis;
import org.stratigraph.prune.PruneOptions;
import org.stratigraph.prune.PruneResult;
import org.stratigraph.prune.PrunedFile;
import org.stratigraph.prune.VerificationException;
import org.stratigraph.tensor.ElementType;

/** Pruning random residual networks, labelled with what they predict themselves. */
class PruneAnalysisTest {
  private static final int IMAGES = 60;

  @TempDir private Path folder;

  private record Run(Graph graph, Images images, PruneAnalysis analysis, PruneResult result) {}

  private static Run run(
      OnnxRuntimeEvaluator evaluator, long seed, double maxDrop, Criterion criterion) {
    Graph graph = RandomResidualNetwork.of(seed).graph();
    Images images = NoiseImages.of(predicted(evaluator, graph));
    PruneAnalysis analysis =
        PruneAnalysis.of(
            evaluator,
            graph,
            images,
            images,
            block -> false,
            node -> 1,
            new PruneOptions(maxDrop, criterion, 4L << 30, true));
    return new Run(graph, images, analysis, analysis.run(ProgressListener.none()));
  }

  /** The drop that is stated is that of the network without the parts, evaluated plainly. */
  @Test
  void keepsToTheDropAndStatesIt() {
    try (OnnxRuntimeEvaluator evaluator = OnnxRuntimeEvaluator.create(2)) {
      int removed = 0;
      for (long seed = 0; seed < 12; seed++) {
        for (Criterion criterion : List.of(Criterion.ACCURACY, Criterion.CRITICALITY)) {
          Run run = run(evaluator, seed, 0.3, criterion);
          PruneResult result = run.result();
          removed += result.steps().size();
          Graph rest = Removals.without(run.graph(), result.removed());
          Agreement plain =
              new Predictions(
                      logits(evaluator, run.graph()), RandomNetwork.CLASSES, run.images().samples())
                  .agreement(logits(evaluator, rest));
          assertThat(result.after().verification().right()).isEqualTo(plain.top1());
          assertThat(result.before().verification().right()).isEqualTo(IMAGES);
          assertThat(IMAGES - plain.top1()).isLessThanOrEqualTo((int) (0.3 * IMAGES));
          assertThat(result.steps().size() + result.kept().size())
              .isLessThanOrEqualTo(run.analysis().parts().size());
        }
      }
      assertThat(removed).isGreaterThan(10);
    }
  }

  @Test
  void moreMayGoWhereMoreMayBeLost() {
    try (OnnxRuntimeEvaluator evaluator = OnnxRuntimeEvaluator.create(2)) {
      Run all = run(evaluator, 3, 1.0, Criterion.ACCURACY);
      // Everything may be lost, so nothing is a reason to stay.
      assertThat(all.result().kept()).isEmpty();
      assertThat(Removals.without(all.graph(), all.analysis().parts()).nodes())
          .hasSameSizeAs(Removals.without(all.graph(), all.result().removed()).nodes());
    }
  }

  @Test
  void theFileHoldsWhatWasMeasured() {
    try (OnnxRuntimeEvaluator evaluator = OnnxRuntimeEvaluator.create(2)) {
      Run run = run(evaluator, 3, 0.5, Criterion.ACCURACY);
      Path file = folder.resolve("small.onnx");
      Graph rest = write(evaluator, run, file);
      assertThat(logits(evaluator, OnnxFile.read(file))).isEqualTo(logits(evaluator, rest));
      assertThat(OnnxFile.read(file).initialisers().keySet())
          .isEqualTo(rest.initialisers().keySet());
    }
  }

  @Test
  void aFileThatHoldsSomethingElseIsNotGivenOut() throws Exception {
    try (OnnxRuntimeEvaluator evaluator = OnnxRuntimeEvaluator.create(2)) {
      Run run = run(evaluator, 3, 0.5, Criterion.ACCURACY);
      Path other = folder.resolve("other.onnx");
      OnnxFile.write(run.graph(), other);
      Path file = folder.resolve("small.onnx");
      Files.writeString(file, "what was there before");
      assertThatThrownBy(
              () ->
                  PrunedFile.write(
                      run.graph(),
                      "fc",
                      run.analysis(),
                      run.result(),
                      evaluator,
                      aside -> evaluator.open(other),
                      file))
          .isInstanceOf(VerificationException.class);
      assertThat(file).hasContent("what was there before");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).hasSize(2);
      }
    }
  }

  private static Graph write(OnnxRuntimeEvaluator evaluator, Run run, Path file) {
    return PrunedFile.write(
        run.graph(), "fc", run.analysis(), run.result(), evaluator, evaluator::open, file);
  }

  private static List<Integer> predicted(OnnxRuntimeEvaluator evaluator, Graph graph) {
    float[] logits = logits(evaluator, graph);
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      int best = 0;
      for (int c = 1; c < RandomNetwork.CLASSES; c++) {
        int row = i * RandomNetwork.CLASSES;
        best = logits[row + c] > logits[row + best] ? c : best;
      }
      labels.add(best);
    }
    return labels;
  }

  private static float[] logits(OnnxRuntimeEvaluator evaluator, Graph graph) {
    int width = (int) RandomNetwork.IMAGE.elementCount();
    ByteBuffer bytes = ByteBuffer.allocateDirect(4 * IMAGES * width).order(ByteOrder.nativeOrder());
    NoiseImages.of(Collections.nCopies(IMAGES, 0)).load(0, IMAGES, bytes.asFloatBuffer());
    try (Evaluation evaluation = evaluator.prepare(graph)) {
      Activation images = new Activation(ElementType.FLOAT32, new long[] {IMAGES, 3, 8, 8}, bytes);
      float[] values = new float[IMAGES * RandomNetwork.CLASSES];
      evaluation.run(Map.of("images", images)).get("fc").bytes().asFloatBuffer().get(values);
      return values;
    }
  }
}
