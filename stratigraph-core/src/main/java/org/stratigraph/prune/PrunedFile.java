package org.stratigraph.prune;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.stratigraph.data.Images;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.file.AtomicFile;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Logits;
import org.stratigraph.graph.OnnxFile;
import org.stratigraph.graph.Removals;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.ElementType;

/** A pruned network as an ONNX file that has been read back and verified. */
public final class PrunedFile {
  private static final int IMAGES = 8;
  private static final double ROUNDING = 1e-3;

  private PrunedFile() {}

  /** Opens a model file as any user of the engine does. */
  @FunctionalInterface
  public interface ModelOpener {
    Evaluation open(Path file);
  }

  /**
   * Writes the network without what was removed. The file gets its name only after it has been read
   * back, scores on all images as measured, and gives the same outputs when the engine loads it
   * itself.
   *
   * @param network the whole network, with all its outputs, as it was opened
   * @param output the output that was measured
   * @return the network that was written
   * @throws VerificationException if the file does not hold what was measured; then no file is
   *     there, and an older one of that name is untouched
   * @throws java.io.UncheckedIOException if it cannot be written; likewise
   */
  public static Graph write(
      Graph network,
      String output,
      PruneAnalysis analysis,
      PruneResult result,
      Evaluator evaluator,
      ModelOpener opener,
      Path file) {
    Graph rest = Removals.without(network, result.removed());
    byte[] bytes = OnnxFile.toBytes(rest);
    AtomicFile.write(
        file,
        aside -> {
          Files.write(aside, bytes);
          analysis.verify(Logits.of(OnnxFile.read(aside), Optional.of(output)).graph(), result);
          try (Evaluation loaded = opener.open(aside);
              Evaluation prepared = evaluator.prepare(rest)) {
            compare(loaded, prepared, inputs(rest, analysis.verificationImages()), output);
          }
        });
    return rest;
  }

  private static void compare(
      Evaluation loaded, Evaluation prepared, Map<String, Activation> inputs, String output) {
    Activation expected = prepared.run(inputs).get(output);
    Activation actual = loaded.run(inputs).get(output);
    if (expected == null || actual == null || expected.type() != ElementType.FLOAT32) {
      throw new VerificationException("the file does not give the output '" + output + "'");
    }
    FloatBuffer these = expected.bytes().duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
    FloatBuffer those = actual.bytes().duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
    boolean same = these.remaining() == those.remaining();
    for (int i = 0; same && i < these.remaining(); i++) {
      same = Math.abs(these.get(i) - those.get(i)) <= ROUNDING;
    }
    if (!same) {
      throw new VerificationException(
          "the engine gets other outputs from the file than from the network that was measured");
    }
  }

  private static Map<String, Activation> inputs(Graph graph, Images images) {
    Value input = graph.inputs().get(0);
    OptionalLong fixed = input.shape().get(0);
    int batch = fixed.isPresent() ? Math.toIntExact(fixed.getAsLong()) : IMAGES;
    int width = Math.toIntExact(images.shape().elementCount());
    ByteBuffer pixels =
        ByteBuffer.allocateDirect(Math.multiplyExact(4 * batch, width))
            .order(ByteOrder.nativeOrder());
    images.load(0, Math.min(batch, images.count()), pixels.asFloatBuffer());
    return Map.of(
        input.name(), new Activation(ElementType.FLOAT32, images.shape().batch(batch), pixels));
  }
}
