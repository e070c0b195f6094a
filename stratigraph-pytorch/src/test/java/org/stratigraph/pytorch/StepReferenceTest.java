package org.stratigraph.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.NumpyFile;
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
import org.stratigraph.training.TrainingPlan;

/**
 * One step of ResNet-20 against the same step in Python's PyTorch 1.13, whose result {@code
 * tools/training-reference/resnet20_step.py} wrote. Both sides fill tensors and images by the same
 * formula. The images are such that no value that enters a ReLU is within rounding of zero.
 */
class StepReferenceTest {
  private static final int BATCH = 4;
  private static final int STRIDE = 7;

  @TempDir Path folder;

  /** The upper 24 bits of Knuth's linear congruential generator (MMIX), in [0, 1). */
  private static double[] uniform(long seed, int count) {
    double[] values = new double[count];
    long state = seed;
    for (int i = 0; i < count; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      values[i] = (state >>> 40) / (double) (1 << 24);
    }
    return values;
  }

  private static Tensor tensor(int number, String name, Shape shape) {
    double[] drawn = uniform(number + 1, (int) shape.elementCount());
    boolean positive =
        name.endsWith("running_var") || shape.rank() == 1 && name.endsWith(".weight");
    float[] values = new float[drawn.length];
    for (int i = 0; i < values.length; i++) {
      if (positive) {
        values[i] = (float) (drawn[i] + 0.5);
      } else if (shape.rank() > 1) {
        double inputs = (double) shape.elementCount() / shape.extent(0);
        values[i] = (float) ((2 * drawn[i] - 1) * Math.sqrt(3 / inputs));
      } else {
        values[i] = (float) (drawn[i] - 0.5);
      }
    }
    return Tensor.of(shape, values);
  }

  private static List<String> names(Graph graph) {
    return new ArrayList<>(
        new TreeSet<>(
            graph.initialisers().keySet().stream()
                .filter(name -> graph.initialisers().get(name).type().isFloatingPoint())
                .toList()));
  }

  private static TrainingBatch batch() {
    double[] drawn = uniform(1058, BATCH * 3 * 32 * 32);
    FloatBuffer images = FixedBatches.floats(drawn.length);
    for (double u : drawn) {
      images.put((float) (4 * u - 2));
    }
    FloatBuffer targets = FixedBatches.floats(BATCH * 10);
    for (int row = 0; row < BATCH; row++) {
      targets.put(row * 10 + row % 10, 1);
    }
    return new TrainingBatch(BATCH, images.flip(), targets);
  }

  private float[] reference() throws IOException {
    Path file = folder.resolve("step.npy");
    try (InputStream resource = getClass().getResourceAsStream("resnet20-step.npy")) {
      Files.copy(resource, file);
    }
    return NumpyFile.read(file).toFloats();
  }

  @Test
  void weightsAfterOneStepAreThoseOfPython() throws IOException {
    Graph empty = Architectures.named("resnet20-cifar").build(10);
    List<String> names = names(empty);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      tensors.put(name, tensor(i, name, empty.initialisers().get(name).shape()));
    }
    TrainingPlan plan =
        TrainingPlan.of(
            new Objective.CrossEntropy(0),
            new Optimiser.Sgd(0.9, false, 1e-4),
            new LearningRate.Constant(0.1),
            1,
            0);
    try (Trainer trainer = PytorchTrainer.create(1);
        Training training = trainer.start(empty.withInitialisers(tensors), plan)) {
      EpochMetrics metrics =
          training.epoch(1, FixedBatches.of(Shape.of(3, 32, 32), 10, batch()), StepListener.none());
      // Printed by the script.
      assertThat(metrics.loss()).isCloseTo(2.6286160945892334, within(1e-5));
      Graph after = training.network();
      float[] expected = reference();
      int position = 0;
      for (String name : names) {
        float[] found = after.initialisers().get(name).toFloats();
        for (int i = 0; i < found.length; i += STRIDE) {
          assertThat(found[i]).as("%s[%d]", name, i).isCloseTo(expected[position++], within(1e-5f));
        }
      }
      assertThat(position).isEqualTo(expected.length);
    }
  }
}
