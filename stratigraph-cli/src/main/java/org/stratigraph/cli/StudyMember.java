package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.network.NetworkFile;
import org.stratigraph.network.RunFolder;
import org.stratigraph.store.Comparisons;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.store.StudyDirectory;
import org.stratigraph.study.NetworkOrigin;
import org.stratigraph.study.Study;
import org.stratigraph.study.StudyNetwork;
import org.stratigraph.study.StudyTraining;
import org.stratigraph.zoo.Zoo;

/** Gets and measures single networks of a study, with the programs of the commands for that. */
final class StudyMember {
  private final Terminal terminal;
  private final TrainingTools tools;
  private final Study study;
  private final ZooSource zoo;
  private final MachineOptions machine;
  private final Optional<Cluster> cluster;

  /**
   * Nothing is done yet.
   *
   * @param cluster who measures; empty for this process
   */
  StudyMember(
      Terminal terminal,
      TrainingTools tools,
      Study study,
      ZooSource zoo,
      MachineOptions machine,
      Optional<Cluster> cluster) {
    this.terminal = terminal;
    this.tools = tools;
    this.study = study;
    this.zoo = zoo;
    this.machine = machine;
    this.cluster = cluster;
  }

  /**
   * How it went.
   *
   * @param asked what was measured
   * @param skipped whether that had been done before
   * @param interrupted the exit status, if the user ended it
   * @param failure why a training failed, if it did
   */
  record Outcome(
      Map<String, String> asked,
      boolean skipped,
      Optional<Integer> interrupted,
      Optional<String> failure) {}

  /** A network's file, or why there is none. */
  private record Got(Path file, Optional<Integer> interrupted, Optional<String> failure) {
    static Got of(Path file) {
      return new Got(file, Optional.empty(), Optional.empty());
    }
  }

  /**
   * Gets a network and measures it in its own folder.
   *
   * @param done what was measured there completely, if anything
   * @throws RuntimeException as the commands do
   */
  Outcome measure(StudyNetwork network, StudyDirectory directory, Map<String, String> done) {
    Path place = directory.network(network.id());
    // A training that is over is not opened again, with its images, to see that it is.
    Optional<Path> ready = done.isEmpty() ? Optional.empty() : ready(network, directory);
    if (ready.isPresent()) {
      Map<String, String> asked = asked(network, ready.get());
      if (asked.equals(done) && isFinished(place)) {
        return new Outcome(asked, true, Optional.empty(), Optional.empty());
      }
    }
    Got got = get(network, directory);
    if (got.interrupted().isPresent() || got.failure().isPresent()) {
      return new Outcome(Map.of(), false, got.interrupted(), got.failure());
    }
    Map<String, String> asked = asked(network, got.file());
    OutputOptions output = new OutputOptions();
    output.run = Optional.of(place);
    int status = criticality(network, got.file(), output).run(false);
    return new Outcome(
        asked,
        false,
        status == ExitStatus.DONE ? Optional.empty() : Optional.of(status),
        Optional.empty());
  }

  /** One that was taken up again with more trials, and stopped, is not. */
  private static boolean isFinished(Path place) {
    try {
      RunDirectory.readResult(place);
      return true;
    } catch (UnusableInputException e) {
      return false;
    }
  }

  /** The network's file, if it is there already. */
  private Optional<Path> ready(StudyNetwork network, StudyDirectory directory) {
    if (network.origin() instanceof NetworkOrigin.Stored stored) {
      return Optional.of(stored.path());
    }
    if (network.origin() instanceof NetworkOrigin.FromZoo published) {
      return zoo.find(Zoo.named(published.id()));
    }
    return Optional.of(directory.training(network.id()))
        .filter(path -> new RunFolder(path).isComplete());
  }

  /** One at a time: a training takes all of the machine. */
  private synchronized Got get(StudyNetwork network, StudyDirectory directory) {
    if (network.origin() instanceof NetworkOrigin.Stored stored) {
      return Got.of(stored.path());
    }
    if (network.origin() instanceof NetworkOrigin.FromZoo published) {
      return download(published);
    }
    if (network.origin() instanceof NetworkOrigin.Trained trained) {
      return train(trained.training(), directory.training(network.id()));
    }
    throw new IllegalStateException("no such origin: " + network.origin());
  }

  private Got download(NetworkOrigin.FromZoo published) {
    try (Interruption interruption = Interruption.watch(terminal)) {
      try {
        return Got.of(zoo.get(Zoo.named(published.id()), interruption));
      } catch (Interrupted stop) {
        return new Got(
            Path.of(""),
            Optional.of(interruption.status().orElse(ExitStatus.INTERRUPTED)),
            Optional.empty());
      }
    }
  }

  private Got train(StudyTraining training, Path place) {
    TrainingProgram program = training(training, place, terminal);
    int status = program.run(false);
    return new Got(
        place,
        status == ExitStatus.DONE || program.failure().isPresent()
            ? Optional.empty()
            : Optional.of(status),
        program.failure());
  }

  /** The training of a network; nothing is done yet. */
  TrainingProgram training(StudyTraining training, Path place, Terminal where) {
    return new TrainingProgram(
        where,
        tools,
        StudyOptions.trained(training),
        StudyOptions.trainingData(training),
        StudyOptions.training(training),
        StudyOptions.preprocessing(training.preparation()),
        place,
        training.keepAll() ? "all" : "last",
        training.watch(),
        machine.threads,
        machine.device(),
        Optional.empty());
  }

  /** The measuring of a network; nothing is done yet. */
  CriticalityRun criticality(StudyNetwork network, Path file, OutputOptions output) {
    NetworkOptions options = new NetworkOptions();
    options.file = file;
    options.architecture = network.architecture();
    options.output = network.output();
    MeasuringOptions measuring = StudyOptions.measuring(study.protocol());
    measuring.initial = network.initial();
    EffortOptions sweep = new EffortOptions();
    sweep.threads = machine.threads;
    sweep.memory = machine.memory;
    sweep.device = machine.device;
    sweep.allowTf32 = machine.allowTf32;
    return new CriticalityRun(
        terminal,
        options,
        StudyOptions.data(study.images()),
        StudyOptions.preprocessing(network.preparation().over(study.preparation())),
        measuring,
        sweep,
        output,
        TrackingOptions.none(),
        cluster);
  }

  /**
   * All that decides the numbers of a network, as far as it can be seen without opening the images:
   * of them, where they are and when they were written.
   */
  private Map<String, String> asked(StudyNetwork network, Path file) {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put(Version.PART, Version.number());
    asked.put("network", file.toAbsolutePath().normalize().toString());
    asked.put("network (sha256)", NetworkFile.open(file, network.architecture()).sha256());
    asked.put("architecture", network.architecture().orElse(""));
    asked.put("output", network.output().orElse(""));
    DeviceOptions.identify(machine.device(), asked);
    asked.put("initial", network.initial().map(FileStamp::of).orElse(""));
    asked.put("images", study.images().toString());
    study
        .images()
        .data()
        .map(FileStamp::ofData)
        .ifPresent(stamp -> asked.put("images (files)", stamp));
    study.images().list().map(FileStamp::of).ifPresent(stamp -> asked.put("list", stamp));
    study.images().classes().map(FileStamp::of).ifPresent(stamp -> asked.put("classes", stamp));
    asked.put("preparation", network.preparation().over(study.preparation()).toString());
    asked.put("protocol", study.protocol().toString());
    if (network.origin() instanceof NetworkOrigin.Trained trained) {
      asked.put("training", trained.training().toString());
    }
    return asked;
  }

  /**
   * A network as it is compared: with the accuracy that it is said to have, or the one that was
   * measured, and the study's tags before those of the run.
   */
  static MeasuredNetwork describe(StudyNetwork network, CriticalityResult result) {
    MeasuredNetwork run = Comparisons.network(result);
    Map<String, String> tags = new LinkedHashMap<>(network.tags());
    run.tags().forEach(tags::putIfAbsent);
    return new MeasuredNetwork(
        network.id(),
        network.name(),
        network.category(),
        network.accuracy().isPresent() ? network.accuracy() : run.accuracy(),
        tags,
        run.layers());
  }
}
