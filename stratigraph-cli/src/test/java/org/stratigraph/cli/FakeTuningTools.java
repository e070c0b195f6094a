package org.stratigraph.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.stratigraph.augmentation.DecodedImages;
import org.stratigraph.evaluation.Device;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;
import org.stratigraph.training.EpochMetrics;
import org.stratigraph.training.Phase;
import org.stratigraph.training.StepListener;
import org.stratigraph.training.Trainer;
import org.stratigraph.training.Training;
import org.stratigraph.training.TrainingBatch;
import org.stratigraph.training.TrainingBatches;
import org.stratigraph.training.TrainingPlan;

/**
 * Tools that do not train: after the second epoch, the hidden layers from the third on have lost
 * their weights.
 */
final class FakeTuningTools implements TrainingTools {
  private static final int FORGOTTEN = 2;

  /** Epochs that were trained in all. */
  int epochs;

  /** The epochs after which the engine is to fail. */
  int life = Integer.MAX_VALUE;

  @Override
  public Trainer trainer(int threads, Device device) {
    return new Trainer() {
      @Override
      public Training start(Graph graph, TrainingPlan plan) {
        return new Forgetting(graph, 0);
      }

      @Override
      public Training resume(Graph graph, TrainingPlan plan, Map<String, Tensor> state) {
        return new Forgetting(graph, (int) state.values().iterator().next().get(0));
      }

      @Override
      public String description() {
        return "an engine that forgets";
      }

      @Override
      public void close() {}
    };
  }

  private final class Forgetting implements Training {
    private final Graph graph;
    private int done;

    Forgetting(Graph graph, int done) {
      this.graph = graph;
      this.done = done;
    }

    @Override
    public EpochMetrics epoch(int epoch, TrainingBatches batches, StepListener progress) {
      if (life-- <= 0) {
        throw new IllegalStateException("the power is gone");
      }
      epochs++;
      done = epoch;
      progress.step(1, 2, 0.5);
      return new EpochMetrics(epoch, 0.5, 0.25, 1e-3, 8, 1);
    }

    @Override
    public Graph network() {
      Map<String, Tensor> zeros = new HashMap<>();
      graph
          .initialisers()
          .forEach(
              (name, tensor) -> {
                String number = name.replaceAll("\\D", "");
                if (done >= 2 && !number.isEmpty() && Integer.parseInt(number) >= FORGOTTEN) {
                  float[] nothing = new float[(int) tensor.elementCount()];
                  zeros.put(name, Tensor.of(tensor.shape(), nothing));
                }
              });
      return graph.withInitialisers(zeros);
    }

    @Override
    public Map<String, Tensor> state() {
      return Map.of("epoch", Tensor.of(Shape.of(1), done));
    }

    @Override
    public void close() {}
  }

  @Override
  public TrainingBatches batches(DecodedImages images, Phase phase, int batchSize, int threads) {
    return new Noise(batchSize);
  }

  /** Two batches of noise, in ten classes. */
  private record Noise(int size) implements TrainingBatches {
    @Override
    public Shape image() {
      return Shape.of(3, 32, 32);
    }

    @Override
    public int classes() {
      return 10;
    }

    @Override
    public int count() {
      return 2;
    }

    @Override
    public TrainingBatch batch(int epoch, int index) {
      Random random = new Random(10L * epoch + index);
      FloatBuffer images = floats(size * 3072);
      FloatBuffer targets = floats(size * 10);
      for (int i = 0; i < images.capacity(); i++) {
        images.put(i, random.nextFloat());
      }
      for (int i = 0; i < size; i++) {
        targets.put(10 * i + i % 10, 1);
      }
      return new TrainingBatch(size, images, targets);
    }

    private static FloatBuffer floats(int count) {
      return ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    @Override
    public List<Float> mean() {
      return List.of(0f, 0f, 0f);
    }

    @Override
    public List<Float> std() {
      return List.of(1f, 1f, 1f);
    }

    @Override
    public void close() {}
  }
}
