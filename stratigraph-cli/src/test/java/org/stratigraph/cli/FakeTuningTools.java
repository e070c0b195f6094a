package org.stratigraph.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.Sample;
import org.stratigraph.file.AtomicFile;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.GraphBuilder;
import org.stratigraph.graph.Value;
import org.stratigraph.store.TuningDirectory;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;
import org.stratigraph.training.EpochMetrics;
import org.stratigraph.training.Optimiser;
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
final class FakeTuningTools implements TuningTools {
  private static final int FORGOTTEN = 2;

  /** Epochs that were trained in all. */
  int epochs;

  /** The epochs after which the engine is to fail. */
  int life = Integer.MAX_VALUE;

  @Override
  public Trainer trainer(int threads) {
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
  public Optimiser optimiser(String text) {
    return new Optimiser.Sgd(0, false, 0);
  }

  @Override
  public TrainingBatches batches(
      DataSet data,
      List<Sample> samples,
      Preprocessing preprocessing,
      String augmentation,
      int batchSize,
      long seed,
      int threads) {
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

  /**
   * Fully connected, of any width and depth. Behind the first layer weights are positive, so that
   * nothing that leaves it is lost.
   */
  @Override
  public Graph initial(String architecture, Shape image, int classes, long seed) {
    String[] numbers = architecture.replaceAll("[^0-9,]", "").split(",");
    int width = Integer.parseInt(numbers[0]);
    GraphBuilder builder = GraphBuilder.named(architecture);
    builder.input(Value.of("images", -1, image.extent(0), image.extent(1), image.extent(2)));
    String x = builder.node("Flatten", "flatten", List.of("images"), Map.of());
    int inputs = (int) image.elementCount();
    Random random = new Random(seed);
    for (int i = 0; i < Integer.parseInt(numbers[1]); i++) {
      x = linear(builder, "fc" + i, x, inputs, width, random);
      x = builder.node("Relu", "relu" + i, List.of(x), Map.of());
      inputs = width;
    }
    builder.output(Value.of(linear(builder, "out", x, inputs, classes, random), -1, classes));
    return builder.build();
  }

  private static String linear(
      GraphBuilder builder, String name, String from, int inputs, int outputs, Random random) {
    float[] weights = new float[inputs * outputs];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = name.equals("fc0") ? (float) random.nextGaussian() : random.nextFloat();
    }
    String weight =
        builder.initialiser(name + ".weight", Tensor.of(Shape.of(inputs, outputs), weights));
    return builder.node("Gemm", name, List.of(from, weight), Map.of());
  }

  /** The one number of a state as text. */
  @Override
  public TuningDirectory.States states() {
    return new TuningDirectory.States() {
      @Override
      public void write(Path file, Map<String, Tensor> tensors) {
        double epoch = tensors.values().iterator().next().get(0);
        AtomicFile.write(file, aside -> Files.writeString(aside, Double.toString(epoch)));
      }

      @Override
      public Map<String, Tensor> read(Path file) {
        try {
          float epoch = Float.parseFloat(Files.readString(file));
          return Map.of("epoch", Tensor.of(Shape.of(1), epoch));
        } catch (java.io.IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    };
  }
}
