package org.stratigraph.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.stratigraph.criticality.CriticalityAnalysis;
import org.stratigraph.criticality.CriticalityOptions;
import org.stratigraph.criticality.MemoryLog;
import org.stratigraph.criticality.ProgressListener;
import org.stratigraph.criticality.Reset;
import org.stratigraph.criticality.Sampling;
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
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Costs;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layers;
import org.stratigraph.graph.Node;
import org.stratigraph.graph.Shapes;
import org.stratigraph.graph.Value;
import org.stratigraph.network.Network;
import org.stratigraph.network.NetworkFile;
import org.stratigraph.onnxruntime.OnnxRuntimeEvaluator;
import org.stratigraph.sweep.SweepPlan;
import org.stratigraph.tensor.ElementType;

/**
 * What the sweep costs beyond what ONNX Runtime needs for the same sub-graphs, with sessions ready
 * and values in memory: {@code SweepOverhead FILE ARCH DATA PREPROCESSING IMAGES TRIALS THREADS}.
 * Both in one process, one after the other; the sub-graphs are those of the plan, in batches of the
 * plan's size.
 */
public final class SweepOverhead {
  private SweepOverhead() {}

  public static void main(String[] arguments) {
    int count = Integer.parseInt(arguments[4]);
    int trials = Integer.parseInt(arguments[5]);
    Network network = NetworkFile.open(Path.of(arguments[0]), Optional.of(arguments[1]));
    DataSet data = DataSets.open(arguments[2], DataSetOptions.defaults());
    Selection selection = Selection.of(data, OptionalInt.of(count), 0);
    Preprocessing preprocessing = Preprocessing.named(arguments[3]);
    Costs costs = Costs.of(network.graph(), Shapes.ofOneImage(network.graph()));
    CriticalityOptions options =
        new CriticalityOptions(
            "fixed",
            Sampling.fixed(trials),
            List.of("conv", "linear"),
            0,
            8L << 30,
            false,
            true,
            OptionalInt.empty(),
            OptionalInt.empty());
    try (Images images =
            ImageLoader.of(data, selection.samples(), preprocessing, LoaderOptions.defaults());
        Evaluator evaluator = OnnxRuntimeEvaluator.create(Integer.parseInt(arguments[6]));
        CriticalityAnalysis analysis =
            CriticalityAnalysis.plan(
                evaluator,
                network.graph(),
                Layers.of(network.graph()).layers().stream()
                    .filter(layer -> options.kinds().contains(layer.kind().label()))
                    .toList(),
                List.of(),
                Reset.random(network.initialiser(), 0),
                images,
                costs::work,
                options)) {
      long start = System.nanoTime();
      analysis.run(new MemoryLog(), ProgressListener.none());
      double sweep = (System.nanoTime() - start) / 1e9;
      SweepPlan plan = analysis.plan().sweep();
      double bare = 0;
      for (String target : plan.targets()) {
        bare += trials * seconds(evaluator, network.graph(), plan, target, images);
      }
      System.out.printf(
          Locale.ROOT,
          "sweep %.2f s, its sub-graphs alone %.2f s, ratio %.3f%n",
          sweep,
          bare,
          sweep / bare);
    }
  }

  /** Seconds of one sub-graph on all images. */
  private static double seconds(
      Evaluator evaluator, Graph graph, SweepPlan plan, String target, Images images) {
    List<Node> part = plan.part(target);
    List<String> boundary = List.copyOf(graph.boundary(part));
    int batch = Math.min(plan.batch(), images.count());
    Map<String, Activation> values = values(evaluator, graph, boundary, images, batch);
    List<Value> inputs = new ArrayList<>();
    values.forEach((name, value) -> inputs.add(declared(name, value)));
    try (Evaluation evaluation = evaluator.prepare(graph.part(part, inputs, graph.outputs()))) {
      evaluation.run(values);
      int batches = (images.count() + batch - 1) / batch;
      long start = System.nanoTime();
      for (int i = 0; i < batches; i++) {
        evaluation.run(values);
      }
      return (System.nanoTime() - start) / 1e9 * images.count() / (batches * batch);
    }
  }

  private static Map<String, Activation> values(
      Evaluator evaluator, Graph graph, List<String> names, Images images, int batch) {
    ByteBuffer pixels =
        ByteBuffer.allocateDirect(
                Math.toIntExact(images.shape().elementCount() * batch * Float.BYTES))
            .order(ByteOrder.nativeOrder());
    images.load(0, batch, pixels.asFloatBuffer());
    Value input = graph.inputs().get(0);
    Activation first = new Activation(ElementType.FLOAT32, images.shape().batch(batch), pixels);
    Map<String, Activation> values = new LinkedHashMap<>();
    List<Value> computed = new ArrayList<>();
    for (String name : names) {
      if (name.equals(input.name())) {
        values.put(name, first);
      } else {
        computed.add(new Value(name, ElementType.FLOAT32, List.of()));
      }
    }
    if (!computed.isEmpty()) {
      try (Evaluation whole =
          evaluator.prepare(graph.part(graph.nodes(), graph.inputs(), computed))) {
        values.putAll(whole.run(Map.of(input.name(), first)));
      }
    }
    return values;
  }

  /** With a free batch, as the sweep declares it. */
  private static Value declared(String name, Activation value) {
    List<OptionalLong> shape = new ArrayList<>();
    for (long extent : value.shape()) {
      shape.add(shape.isEmpty() ? OptionalLong.empty() : OptionalLong.of(extent));
    }
    return new Value(name, value.type(), shape);
  }
}
