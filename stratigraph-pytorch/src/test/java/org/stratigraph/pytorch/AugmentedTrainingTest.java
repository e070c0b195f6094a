package org.stratigraph.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.augmentation.Augmentation;
import org.stratigraph.augmentation.AugmentedBatches;
import org.stratigraph.augmentation.DecodedImages;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.DataSetOptions;
import org.stratigraph.data.DataSets;
import org.stratigraph.data.LoaderOptions;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.Sample;
import org.stratigraph.graph.Graph;
import org.stratigraph.training.EpochMetrics;
import org.stratigraph.training.LearningRate;
import org.stratigraph.training.Objective;
import org.stratigraph.training.Optimiser;
import org.stratigraph.training.StepListener;
import org.stratigraph.training.Trainer;
import org.stratigraph.training.Training;
import org.stratigraph.training.TrainingPlan;

/** Untrained architectures learn from augmented images. */
class AugmentedTrainingTest {
  private static final int EPOCHS = 5;
  private static final int IMAGES = 128;

  /** Images of the first two of the ten classes. */
  private static DecodedImages images() {
    DataSet data = DataSets.open("builtin:shapes-train", DataSetOptions.defaults());
    List<Sample> samples =
        data.samples().stream()
            .filter(sample -> sample.label().orElseThrow() < 2)
            .limit(IMAGES)
            .toList();
    return DecodedImages.load(
        data, samples, Preprocessing.named("shapes"), LoaderOptions.defaults(), 1 << 24);
  }

  private static List<EpochMetrics> train(Objective objective, String augmentation, boolean views) {
    Architecture architecture = Architectures.named("resnet8-cifar");
    DecodedImages images = images();
    Graph start = architecture.initial(images.shape(), images.classes(), 1);
    TrainingPlan plan =
        TrainingPlan.of(
            objective,
            new Optimiser.Sgd(0.9, true, 1e-4),
            new LearningRate.Constant(0.05),
            EPOCHS,
            1);
    List<EpochMetrics> metrics = new ArrayList<>();
    try (Trainer trainer = PytorchTrainer.create(1);
        Training training = trainer.start(start, plan);
        AugmentedBatches batches =
            AugmentedBatches.of(images, Augmentation.parse(augmentation), 16, views, 1, 2)) {
      for (int epoch = 1; epoch <= EPOCHS; epoch++) {
        metrics.add(training.epoch(epoch, batches, StepListener.none()));
      }
    }
    return metrics;
  }

  /** The loss starts near ln 10; who knows that eight of the ten classes never come has ln 2. */
  @ParameterizedTest
  @ValueSource(strings = {"none", "crop=4,flip", "flip,mixup=0.2,brightness=0.1"})
  void lossFalls(String augmentation) {
    List<EpochMetrics> metrics = train(new Objective.CrossEntropy(0), augmentation, false);
    assertThat(metrics.get(0).images()).isEqualTo(IMAGES);
    assertThat(metrics.get(EPOCHS - 1).loss()).isLessThan(0.5 * Math.log(10));
    assertThat(metrics.get(EPOCHS - 1).accuracy()).isGreaterThan(0.3);
  }

  @Test
  void viewsAreTaughtApart() {
    List<EpochMetrics> metrics = train(new Objective.Contrastive(0.5, 32), "simclr", true);
    assertThat(metrics.get(EPOCHS - 1).loss()).isLessThan(metrics.get(0).loss());
  }
}
