package org.stratigraph.onnxruntime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.ElementType;

/** What a random network itself answers to noise, so that with these labels it is always right. */
final class OwnLabels {
  private OwnLabels() {}

  static List<Integer> of(Evaluator evaluator, Graph graph, int count) {
    NoiseImages images = new NoiseImages(count, Collections.nCopies(count, 0), false);
    ByteBuffer pixels =
        ByteBuffer.allocateDirect(count * 4 * (int) RandomNetwork.IMAGE.elementCount())
            .order(ByteOrder.nativeOrder());
    images.load(0, count, pixels.asFloatBuffer());
    List<Integer> labels = new ArrayList<>();
    try (Evaluation evaluation = evaluator.prepare(graph)) {
      Activation logits =
          evaluation
              .run(
                  Map.of(
                      "images",
                      new Activation(ElementType.FLOAT32, new long[] {count, 3, 8, 8}, pixels)))
              .get("fc");
      for (int i = 0; i < count; i++) {
        int best = 0;
        for (int c = 1; c < RandomNetwork.CLASSES; c++) {
          int at = 4 * (i * RandomNetwork.CLASSES + c);
          int largest = 4 * (i * RandomNetwork.CLASSES + best);
          best = logits.bytes().getFloat(at) > logits.bytes().getFloat(largest) ? c : best;
        }
        labels.add(best);
      }
    }
    return labels;
  }
}
