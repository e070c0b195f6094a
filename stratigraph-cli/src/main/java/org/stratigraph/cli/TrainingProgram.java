package org.stratigraph.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.augmentation.DecodedImages;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.Images;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.evaluation.Device;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Graph;
import org.stratigraph.network.RunFolder;
import org.stratigraph.onnxruntime.OnnxRuntimeEvaluator;
import org.stratigraph.recipe.Recipe;
import org.stratigraph.recipe.Settings;
import org.stratigraph.recipe.Subject;
import org.stratigraph.store.RunIdentity;
import org.stratigraph.store.TrainingDirectory;
import org.stratigraph.store.TrainingJson;
import org.stratigraph.training.EpochRecord;
import org.stratigraph.training.Phase;
import org.stratigraph.training.TestSet;
import org.stratigraph.training.Trainer;
import org.stratigraph.training.TrainingRun;

/** One training from options to a network: open, plan, train, keep. */
final class TrainingProgram {
  /** Bytes of images that are tested at once. */
  private static final long TEST_BYTES = 32L << 20;

  private static final int MOST_TESTED_AT_ONCE = 256;

  private final Terminal terminal;
  private final TrainingTools tools;
  private final TrainedNetworkOptions network;
  private final TrainingDataOptions data;
  private final TrainingOptions options;
  private final PreprocessingOptions preprocessing;
  private final Path run;
  private final String keep;
  private final boolean watch;
  private final Optional<Integer> threads;
  private final Device device;
  private final Optional<Path> json;
  private final Instant started = Instant.now();
  private Optional<Duration> planned = Optional.empty();
  private Optional<String> failure = Optional.empty();

  TrainingProgram(
      Terminal terminal,
      TrainingTools tools,
      TrainedNetworkOptions network,
      TrainingDataOptions data,
      TrainingOptions options,
      PreprocessingOptions preprocessing,
      Path run,
      String keep,
      boolean watch,
      Optional<Integer> threads,
      Device device,
      Optional<Path> json) {
    this.terminal = terminal;
    this.tools = tools;
    this.network = network;
    this.data = data;
    this.options = options;
    this.preprocessing = preprocessing;
    this.run = run;
    this.keep = keep;
    this.watch = watch;
    this.threads = threads;
    this.device = device;
    this.json = json;
  }

  /**
   * Does the work.
   *
   * @param dryRun stop after the plan
   * @return the exit status
   */
  int run(boolean dryRun) {
    // What is quick to check comes first: nobody should wait for a mistake.
    json.ifPresent(file -> OutputFile.check("--json", file));
    boolean keepAll = keepAll();
    int cores = ThreadOptions.threadCount(threads);
    Recipe recipe = Recipe.parse(options.method);
    Settings settings = options.settings(recipe);
    SubjectChoice subject = SubjectChoice.of(network);
    LabelledImages labelled = LabelledImages.training(data, settings.seed());
    Optional<DataSet> named = labelled.test(data.test, data.classes);
    Preprocessing chosen = preprocessing.choose(subject.preprocessing(), labelled.data());
    DataSet trained = data.readable(labelled.data(), chosen, cores);
    Optional<DataSet> testData = named.map(all -> data.readable(all, chosen, cores));
    List<String> notes = LabelledImages.notes(trained, testData);
    notes.forEach(terminal::note);
    try (Evaluator evaluator = OnnxRuntimeEvaluator.create(cores, device);
        Images images = LabelledImages.open(trained, chosen, cores);
        OptionalImages test =
            new OptionalImages(testData.map(d -> LabelledImages.open(d, chosen, cores)))) {
      test.images().ifPresent(tested -> requireSameShape(images, tested));
      Graph initial = subject.initial(images.shape(), labelled.classes(), settings.seed());
      List<Phase> phases = recipe.phases(settings, new Subject(initial, images.shape()));
      requireCommonScale(recipe, phases, chosen);
      ReadyTraining plan =
          new ReadyTraining(subject, initial, trained, chosen, recipe, settings, phases, notes);
      show(plan, images, test.images(), evaluator);
      return dryRun
          ? ExitStatus.DONE
          : train(plan, images, test.images(), evaluator, cores, keepAll);
    }
  }

  /** Roughly what the whole training takes; empty before it was planned. */
  Optional<Duration> planned() {
    return planned;
  }

  /** Why the training failed, in whole sentences, if it did. */
  Optional<String> failure() {
    return failure;
  }

  private boolean keepAll() {
    return switch (keep) {
      case "all" -> true;
      case "last" -> false;
      default ->
          throw new UnusableInputException(
              "--keep " + keep + " is not known; there are all, last.");
    };
  }

  /** Images that may not be there, to be closed with the others. */
  private record OptionalImages(Optional<Images> images) implements AutoCloseable {
    @Override
    public void close() {
      images.ifPresent(Images::close);
    }
  }

  private static void requireSameShape(Images images, Images test) {
    if (!images.shape().equals(test.shape())) {
      throw new UnusableInputException(
          "--test %s has images of %s, and --data %s of %s; make them equal with --resize and --crop."
              .formatted(test.source(), test.shape(), images.source(), images.shape()));
    }
  }

  private static void requireCommonScale(
      Recipe recipe, List<Phase> phases, Preprocessing preprocessing) {
    if (preprocessing.standardised()
        && phases.stream().anyMatch(phase -> phase.plan().attack().isPresent())) {
      throw new UnusableInputException(
          "--method %s has its budget in pixels, which differ in size where each image is standardised by itself; use another --preprocess."
              .formatted(recipe.text()));
    }
  }

  private void show(ReadyTraining plan, Images images, Optional<Images> test, Evaluator evaluator) {
    int batch = Math.min(8, images.count());
    double seconds = Speed.secondsPerImage(evaluator, plan.initial(), images.shape(), batch);
    double all = TrainingCost.of(plan.phases(), images.count()) * seconds;
    Duration time = Duration.ofMillis(Math.round(all * 1000));
    planned = Optional.of(time);
    TrainingText.plan(network.architecture, plan, images, test, options.batch, watch, time)
        .forEach(line -> terminal.out().println(OneLine.of(line)));
    terminal.out().println();
    terminal.out().flush();
  }

  private int train(
      ReadyTraining plan,
      Images images,
      Optional<Images> test,
      Evaluator evaluator,
      int cores,
      boolean keepAll) {
    try (Trainer trainer = tools.trainer(cores, device)) {
      // An operator that cannot be trained is named before anything is written.
      trainer.start(plan.initial(), plan.phases().get(0).plan()).close();
      // So is an image that cannot be read.
      Optional<DecodedImages> decoded =
          new RunFolder(run).isComplete()
              ? Optional.empty()
              : Optional.of(DecodedImages.of(plan.data(), plan.preprocessing(), cores));
      RunIdentity identity = identity(plan, images, test, trainer, evaluator, cores);
      try (TrainingDirectory directory =
          TrainingDirectory.open(
              run, identity, plan.description(images.shape()), plan.graph(), keepAll)) {
        TrainingRun training =
            new TrainingRun(
                trainer,
                evaluator,
                plan.initial(),
                plan.phases(),
                phase -> tools.batches(decoded.orElseThrow(), phase, options.batch, cores),
                test.map(tested -> TestSet.of(tested, testedAtOnce(tested))));
        TrainingSession session =
            new TrainingSession(terminal, directory, network.architecture, options.batch);
        int status;
        try (Watches watches = watches(plan, directory, evaluator, cores)) {
          status = session.run(training, watches);
        }
        failure = session.failure();
        if (status == ExitStatus.DONE) {
          tell(directory, identity);
        }
        return status;
      }
    }
  }

  private static int testedAtOnce(Images images) {
    long bytes = 4 * images.shape().elementCount();
    return (int) Math.max(1, Math.min(MOST_TESTED_AT_ONCE, TEST_BYTES / bytes));
  }

  private Watches watches(
      ReadyTraining plan, TrainingDirectory directory, Evaluator evaluator, int cores) {
    if (!watch || directory.isComplete()) {
      return new Watches(terminal, List.of());
    }
    return Watches.of(plan, directory.folder(), evaluator, options.batch, cores, terminal);
  }

  private void tell(TrainingDirectory directory, RunIdentity identity) {
    List<EpochRecord> records = directory.records();
    if (!records.isEmpty()) {
      EpochRecord last = records.get(records.size() - 1);
      terminal
          .out()
          .println(
              "Trained "
                  + last.epoch()
                  + (last.epoch() == 1 ? " epoch" : " epochs")
                  + TrainingText.test(last).map(text -> ": " + text).orElse("")
                  + ".");
    }
    terminal.note("Wrote " + directory.folder().network());
    OutputFile.write(
        json,
        file -> TrainingJson.write(file, directory.path().toString(), identity, records),
        terminal);
  }

  private RunIdentity identity(
      ReadyTraining plan,
      Images images,
      Optional<Images> test,
      Trainer trainer,
      Evaluator evaluator,
      int cores) {
    Map<String, String> information = new LinkedHashMap<>();
    information.put("architecture or file", network.architecture);
    information.put("images", images.source());
    test.ifPresent(tested -> information.put("test images", tested.source()));
    information.put(
        "augmentation",
        String.join("; ", plan.phases().stream().map(Phase::augmentation).toList()));
    if (!plan.notes().isEmpty()) {
      information.put("notes", String.join(" ", plan.notes()));
    }
    information.put("training engine", trainer.description());
    information.put("test engine", evaluator.description());
    information.put("threads", Integer.toString(cores));
    information.put("keep", keep);
    information.put("java", Version.java());
    information.put("system", Version.system());
    information.put("last started", started.truncatedTo(ChronoUnit.SECONDS).toString());
    return new RunIdentity(plan.fixed(images, test, options.batch, device), information);
  }
}
