package org.stratigraph.training;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Graph;
import org.stratigraph.statistics.Draws;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * An engine that learns nothing but has all that resuming can get wrong: its weights depend on the
 * order and content of the batches, on momentum, on its own random numbers, on the learning rate of
 * each step and on a moving average. For tests without an engine. Any graph; the objective only
 * decides how fast weights move.
 */
public final class FakeTrainer implements Trainer {
  private static final String STEPS = "steps";
  private static final double MOMENTUM = 0.9;
  private static final double DIVERGED = 1e6;

  @Override
  public Training start(Graph graph, TrainingPlan plan) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    Weights.of(graph)
        .forEach(
            (name, tensor) -> {
              state.put("weight/" + name, tensor);
              state.put(
                  "speed/" + name, Tensor.of(tensor.shape(), new float[tensor.toFloats().length]));
              state.put("average/" + name, tensor);
            });
    state.put(STEPS, Tensor.ofLongs(Shape.of(), 0));
    return new FakeTraining(graph, plan, state);
  }

  @Override
  public Training resume(Graph graph, TrainingPlan plan, Map<String, Tensor> state) {
    for (String name : Weights.of(graph).keySet()) {
      if (!state.containsKey("weight/" + name)) {
        throw new UnusableInputException("The state has no tensor " + name + ".");
      }
    }
    return new FakeTraining(graph, plan, state);
  }

  @Override
  public String description() {
    return "a fake engine, for tests";
  }

  @Override
  public void close() {}

  private static final class FakeTraining implements Training {
    private final Graph graph;
    private final TrainingPlan plan;
    private final Map<String, float[]> values = new LinkedHashMap<>();
    private final Map<String, Tensor> shapes;
    private long steps;

    FakeTraining(Graph graph, TrainingPlan plan, Map<String, Tensor> state) {
      this.graph = graph;
      this.plan = plan;
      this.shapes = new LinkedHashMap<>(state);
      state.forEach((name, tensor) -> values.put(name, tensor.toFloats()));
      this.steps = state.get(STEPS).toLongs()[0];
    }

    @Override
    public EpochMetrics epoch(int epoch, TrainingBatches batches, StepListener progress) {
      double sum = 0;
      int images = 0;
      double rate = 0;
      for (int i = 0; i < batches.count(); i++) {
        TrainingBatch batch = batches.batch(epoch, i);
        rate = plan.learningRate().at(epoch - 1 + (double) i / batches.count(), plan.epochs());
        double loss = step(batch, rate);
        if (!Double.isFinite(loss) || loss > DIVERGED) {
          throw new DivergedException(
              "The loss became %s in epoch %d, step %d.".formatted(loss, epoch, i + 1));
        }
        sum += loss * batch.size();
        images += batch.size();
        progress.step(i + 1, batches.count(), sum / images);
      }
      return new EpochMetrics(epoch, sum / images, 0.5, rate, images, 1);
    }

    private double step(TrainingBatch batch, double rate) {
      steps++;
      Draws draws = Draws.of(plan.seed(), "step", Long.toString(steps));
      double pull = weighted(batch.images()) + weighted(batch.targets());
      double loss = 0;
      int count = 0;
      for (String name : Weights.of(graph).keySet()) {
        if (plan.frozen().contains(name)) {
          continue;
        }
        float[] weight = values.get("weight/" + name);
        float[] speed = values.get("speed/" + name);
        float[] average = values.get("average/" + name);
        double noise = draws.nextGaussian();
        for (int k = 0; k < weight.length; k++) {
          double gradient = weight[k] + 0.01 * pull + 0.01 * noise;
          speed[k] = (float) (MOMENTUM * speed[k] + gradient);
          weight[k] -= (float) (rate * speed[k]);
          average[k] += (weight[k] - average[k]) / 8;
          loss += (double) weight[k] * weight[k];
          count++;
        }
      }
      return count == 0 ? 0 : loss / count;
    }

    /** Depends on the order of the values too. */
    private static double weighted(FloatBuffer values) {
      double sum = 0;
      for (int i = 0; i < values.limit(); i++) {
        sum += values.get(i) * (1 + i % 7) / values.limit();
      }
      return sum;
    }

    @Override
    public Graph network() {
      String set = plan.averaging().isPresent() ? "average/" : "weight/";
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      Weights.of(graph)
          .forEach(
              (name, tensor) ->
                  tensors.put(name, Tensor.of(tensor.shape(), values.get(set + name))));
      return graph.withInitialisers(tensors);
    }

    @Override
    public Map<String, Tensor> state() {
      Map<String, Tensor> state = new LinkedHashMap<>();
      values.forEach(
          (name, floats) -> {
            if (!name.equals(STEPS)) {
              state.put(name, Tensor.of(shapes.get(name).shape(), floats));
            }
          });
      state.put(STEPS, Tensor.ofLongs(Shape.of(), steps));
      return state;
    }

    @Override
    public void close() {}
  }
}
