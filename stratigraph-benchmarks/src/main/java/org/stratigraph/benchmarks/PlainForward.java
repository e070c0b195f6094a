package org.stratigraph.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.DataSetOptions;
import org.stratigraph.data.DataSets;
import org.stratigraph.data.ImageLoader;
import org.stratigraph.data.Images;
import org.stratigraph.data.LoaderOptions;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.Selection;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.OnnxFile;
import org.stratigraph.onnxruntime.OnnxRuntimeEvaluator;
import org.stratigraph.tensor.ElementType;

/**
 * What ONNX Runtime needs for one plain forward pass, images in memory and session ready: {@code
 * PlainForward NET.onnx DATA PREPROCESSING IMAGES THREADS}. Prints the seconds of the fastest of
 * several batch sizes, each the middle of three passes: the best would be luck that a long sweep
 * cannot have.
 */
public final class PlainForward {
  private static final int[] BATCHES = {1, 4, 8, 16, 32};
  private static final int PASSES = 3;

  private PlainForward() {}

  public static void main(String[] arguments) {
    Graph graph = OnnxFile.read(Path.of(arguments[0]));
    int count = Integer.parseInt(arguments[3]);
    DataSet data = DataSets.open(arguments[1], DataSetOptions.defaults());
    Selection selection = Selection.of(data, OptionalInt.of(count), 0);
    Preprocessing preprocessing = Preprocessing.named(arguments[2]);
    try (Images images =
            ImageLoader.of(data, selection.samples(), preprocessing, LoaderOptions.defaults());
        OnnxRuntimeEvaluator evaluator =
            OnnxRuntimeEvaluator.create(Integer.parseInt(arguments[4]));
        Evaluation evaluation = evaluator.prepare(graph)) {
      ByteBuffer pixels =
          ByteBuffer.allocateDirect(
                  Math.toIntExact(4L * images.count() * images.shape().elementCount()))
              .order(ByteOrder.nativeOrder());
      images.load(0, images.count(), pixels.asFloatBuffer());
      double best = Double.POSITIVE_INFINITY;
      for (int batch : BATCHES) {
        double[] seconds = new double[PASSES];
        for (int pass = 0; pass < PASSES; pass++) {
          seconds[pass] = pass(evaluation, graph, images, pixels, batch);
        }
        Arrays.sort(seconds);
        System.err.printf(Locale.ROOT, "batch %d: %s s%n", batch, Arrays.toString(seconds));
        best = Math.min(best, seconds[PASSES / 2]);
      }
      System.out.printf(Locale.ROOT, "%.3f%n", best);
    }
  }

  private static double pass(
      Evaluation evaluation, Graph graph, Images images, ByteBuffer pixels, int batch) {
    int width = Math.toIntExact(4 * images.shape().elementCount());
    long start = System.nanoTime();
    for (int from = 0; from < images.count(); from += batch) {
      int fed = Math.min(batch, images.count() - from);
      long[] shape = images.shape().batch(fed);
      ByteBuffer bytes = pixels.slice(from * width, fed * width).order(ByteOrder.nativeOrder());
      evaluation.run(
          Map.of(graph.inputs().get(0).name(), new Activation(ElementType.FLOAT32, shape, bytes)));
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
