package org.stratigraph.evaluation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Value;
import org.stratigraph.tensor.Shape;

/**
 * Times a network that is held ready, always on the same batch. Not thread-safe; close it to give
 * its memory back.
 */
public final class Stopwatch implements AutoCloseable {
  private final Evaluation evaluation;
  private final Map<String, Activation> inputs;
  private final int batch;

  private Stopwatch(Evaluation evaluation, Map<String, Activation> inputs, int batch) {
    this.evaluation = evaluation;
    this.inputs = inputs;
    this.batch = batch;
  }

  /** Readies a network for black images. See {@link #of}. */
  public static Stopwatch ofBlack(Evaluator evaluator, Graph graph, Shape image, int batch) {
    int bytes = Math.toIntExact(Math.multiplyExact(4L * batch, image.elementCount()));
    ByteBuffer pixels = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    return of(evaluator, graph, image, batch, pixels);
  }

  /**
   * Readies a network and runs it once, which readies memory and does not count.
   *
   * @param image the shape of one image
   * @param batch images at a time
   * @param pixels of the batch, float32 in a direct buffer in native order
   */
  public static Stopwatch of(
      Evaluator evaluator, Graph graph, Shape image, int batch, ByteBuffer pixels) {
    Value input = graph.inputs().get(0);
    Map<String, Activation> inputs =
        Map.of(input.name(), new Activation(input.type(), image.batch(batch), pixels));
    Stopwatch stopwatch = new Stopwatch(evaluator.prepare(graph), inputs, batch);
    try {
      stopwatch.secondsPerImage();
      return stopwatch;
    } catch (RuntimeException e) {
      stopwatch.close();
      throw e;
    }
  }

  /** Runs the network once; seconds for one image. */
  public double secondsPerImage() {
    long start = System.nanoTime();
    evaluation.run(inputs);
    return (System.nanoTime() - start) / 1e9 / batch;
  }

  /**
   * Times networks in turns, so that whatever else the machine does hits all of them.
   *
   * @param rounds runs of each; at least 1
   * @return for each network the median of its runs, in seconds for one image
   */
  public static List<Double> medians(List<Stopwatch> networks, int rounds) {
    double[][] times = new double[networks.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < networks.size(); i++) {
        times[i][round] = networks.get(i).secondsPerImage();
      }
    }
    return Arrays.stream(times).map(t -> Arrays.stream(t).sorted().toArray()[rounds / 2]).toList();
  }

  @Override
  public void close() {
    evaluation.close();
  }
}
