package org.stratigraph.cli;

import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.study.ImagePreparation;
import org.stratigraph.study.StudyImages;
import org.stratigraph.study.StudyProtocol;
import org.stratigraph.study.StudyTraining;

/** What a study says, as the options of the commands that do its work. */
final class StudyOptions {
  private StudyOptions() {}

  static DataOptions data(StudyImages images) {
    DataOptions options = new DataOptions();
    options.data = images.data().orElse("");
    options.list = images.list();
    options.classes = images.classes();
    options.images = boxed(images.images());
    options.skipBadImages = images.skipBadImages();
    return options;
  }

  static PreprocessingOptions preprocessing(ImagePreparation preparation) {
    PreprocessingOptions options = new PreprocessingOptions();
    options.name = preparation.name();
    options.resize = boxed(preparation.resize());
    options.crop = boxed(preparation.crop());
    options.interpolation = preparation.interpolation();
    options.mean = preparation.mean();
    options.std = preparation.std();
    return options;
  }

  static MeasuringOptions measuring(StudyProtocol protocol) {
    MeasuringOptions options = new MeasuringOptions();
    options.layers = protocol.layers();
    options.kinds = protocol.kinds();
    options.reset = protocol.reset();
    options.protocol = protocol.name();
    options.trials = boxed(protocol.trials());
    options.leastTrials = boxed(protocol.leastTrials());
    options.leastImages = boxed(protocol.leastImages());
    options.budget = protocol.budget().stream().boxed().findFirst();
    options.targetError = protocol.targetError().stream().boxed().findFirst();
    options.seed = protocol.seed();
    options.acceptBaseline = protocol.acceptBaseline();
    return options;
  }

  static TrainedNetworkOptions trained(StudyTraining training) {
    TrainedNetworkOptions options = new TrainedNetworkOptions();
    options.architecture = training.architecture();
    options.fromScratch = training.fromScratch();
    return options;
  }

  static TrainingDataOptions trainingData(StudyTraining training) {
    TrainingDataOptions options = new TrainingDataOptions();
    options.data = training.images().data().orElse("");
    options.test = training.test();
    options.list = training.images().list();
    options.classes = training.images().classes();
    options.images = boxed(training.images().images());
    options.skipBadImages = training.images().skipBadImages();
    return options;
  }

  static TrainingOptions training(StudyTraining training) {
    TrainingOptions options = new TrainingOptions();
    options.method = training.method();
    options.epochs = boxed(training.epochs());
    options.rate = training.rate().stream().boxed().findFirst();
    options.optimiser = training.optimiser();
    options.schedule = training.schedule();
    options.batch = training.batch();
    options.seed = training.seed();
    return options;
  }

  private static Optional<Integer> boxed(OptionalInt value) {
    return value.stream().boxed().findFirst();
  }
}
