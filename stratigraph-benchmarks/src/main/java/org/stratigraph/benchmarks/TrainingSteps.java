package org.stratigraph.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.Layers;
import org.stratigraph.pytorch.PytorchTrainer;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;
import org.stratigraph.training.EpochMetrics;
import org.stratigraph.training.LearningRate;
import org.stratigraph.training.Objective;
import org.stratigraph.training.Optimiser;
import org.stratigraph.training.StepListener;
import org.stratigraph.training.Trainer;
import org.stratigraph.training.Training;
import org.stratigraph.training.TrainingBatch;
import org.stratigraph.training.TrainingBatches;
import org.stratigraph.training.TrainingPlan;

/**
 * Training steps of ResNet-20 on one batch of 128 images of noise: {@code TrainingSteps STEPS
 * THREADS}. Prints the images a second of the best of six rounds of STEPS steps.
 */
public final class TrainingSteps {
  private static final int BATCH = 128;
  private static final int CLASSES = 10;
  private static final int ROUNDS = 6;

  private TrainingSteps() {}

  public static void main(String[] arguments) {
    int steps = Integer.parseInt(arguments[0]);
    TrainingPlan plan =
        TrainingPlan.of(
            new Objective.CrossEntropy(0),
            new Optimiser.Sgd(0.9, false, 1e-4),
            new LearningRate.Constant(0.1),
            ROUNDS,
            0);
    try (Trainer trainer = PytorchTrainer.create(Integer.parseInt(arguments[1]));
        Training training = trainer.start(network(), plan);
        TrainingBatches batches = new Noise(steps, batch())) {
      double best = 0;
      for (int round = 1; round <= ROUNDS; round++) {
        EpochMetrics metrics = training.epoch(round, batches, StepListener.none());
        best = Math.max(best, metrics.images() / metrics.seconds());
      }
      System.out.printf(Locale.ROOT, "%.1f%n", best);
    }
  }

  private static Graph network() {
    Architecture architecture = Architectures.named("resnet20-cifar");
    Graph empty = architecture.build(CLASSES);
    SplittableRandom random = new SplittableRandom(0);
    Map<String, Tensor> tensors = new HashMap<>();
    for (Layer layer : Layers.of(empty).layers()) {
      for (Layer.Parameter parameter : layer.parameters()) {
        tensors.put(
            parameter.initialiser(), architecture.initialiser().draw(layer, parameter, random));
      }
    }
    return empty.withInitialisers(tensors);
  }

  private static TrainingBatch batch() {
    SplittableRandom random = new SplittableRandom(1);
    FloatBuffer images = floats(BATCH * 3 * 32 * 32);
    for (int i = 0; i < images.limit(); i++) {
      images.put(i, (float) random.nextGaussian());
    }
    FloatBuffer targets = floats(BATCH * CLASSES);
    for (int row = 0; row < BATCH; row++) {
      targets.put(row * CLASSES + random.nextInt(CLASSES), 1);
    }
    return new TrainingBatch(BATCH, images, targets);
  }

  private static FloatBuffer floats(int count) {
    return ByteBuffer.allocateDirect(Float.BYTES * count)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private record Noise(int count, TrainingBatch batch) implements TrainingBatches {
    @Override
    public Shape image() {
      return Shape.of(3, 32, 32);
    }

    @Override
    public int classes() {
      return CLASSES;
    }

    @Override
    public TrainingBatch batch(int epoch, int index) {
      return batch;
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
