package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.stratigraph.UnusableInputException;
import org.stratigraph.store.StudyFile;
import org.stratigraph.study.Study;
import org.stratigraph.study.StudyImages;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratigraph study}. */
@Command(
    name = "study",
    header = "Measure many networks alike, and compare them.",
    description = {
      "",
      "Reads a study, a YAML file that names networks, images and a protocol. Trains the networks"
          + " that are to be trained, fetches those of the zoo, measures one after the other as"
          + " 'stratigraph criticality' does, and keeps a table of all. One that fails is listed, and"
          + " the others go on. The same command goes on where it was stopped, and skips what is"
          + " finished. docs/study.md describes the file.",
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  A study, my-study.yaml:",
      "    networks:",
      "      - {id: plain, file: plain.pth, arch: resnet20-cifar, accuracy: 0.811}",
      "      - {file: 'models/*.onnx', category: baseline}",
      "      - {id: robust, train: {arch: resnet20-cifar, path: train.tar.gz, epochs: 10,",
      "         method: 'adversarial:linf,eps=2/255'}}",
      "    data: {path: test.tar.gz, preprocess: cifar10}",
      "    protocol: {name: auto, target-error: 0.02}",
      "  What would it do, and how long would it take?",
      "    stratigraph study my-study.yaml --dry-run",
      "  Do it:",
      "    stratigraph study my-study.yaml --run runs/mine",
      "  The 51 networks of the criticality paper, by its protocol:",
      "    stratigraph study builtin:paper-resnet50 --data imagenet/val",
      "  Measure on a Spark cluster, training and tables here:",
      "    stratigraph study my-study.yaml --spark spark://master:7077",
    })
final class StudyCommand implements Callable<Integer>, Isolatable {
  private final Terminal terminal;
  private final TrainingTools tools;

  private final Cluster.Connection clusters;

  StudyCommand(Terminal terminal, TrainingTools tools, Cluster.Connection clusters) {
    this.terminal = terminal;
    this.tools = tools;
    this.clusters = clusters;
  }

  @Parameters(
      index = "0",
      paramLabel = "STUDY",
      description = "A YAML file, or builtin:paper-resnet50.")
  private String spec = "";

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description =
          "Keep everything in DIR: trainings, measurements, the table. Default: runs/NAME, after the"
              + " study's file.")
  private Optional<Path> run = Optional.empty();

  @Option(
      names = "--dry-run",
      description = "Print what would be done and what it would cost, and stop.")
  private boolean dryRun;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = "Measure on these images instead of the study's.")
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--list",
      paramLabel = "FILE",
      description = "Take these images in this order: a path within PATH and a class index a line.")
  private Optional<Path> list = Optional.empty();

  @Option(
      names = "--classes",
      paramLabel = "FILE",
      description = "The class folders' names in the order of the networks' outputs, one a line.")
  private Optional<Path> classes = Optional.empty();

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "Take N images instead of as many as the study or its protocol says.")
  private Optional<Integer> images = Optional.empty();

  @ArgGroup(validate = false, heading = "%nNetworks of the zoo:%n", order = 1)
  private ZooOptions zoo = new ZooOptions();

  @Option(
      names = "--offline",
      order = 2,
      description = "Download nothing; networks that are not in the cache are listed as missing.")
  private boolean offline;

  @Option(
      names = {"--spark", "--master"},
      order = 2,
      paramLabel = "MASTER",
      description =
          "Measure on Apache Spark: local[N] for N tasks at a time on this machine,"
              + " spark://HOST:PORT or another master for a cluster, whose machines must find networks"
              + " and images under the same paths. docs/spark.md tells more.")
  private Optional<String> spark = Optional.empty();

  @ArgGroup(validate = false, heading = "%nMachine:%n", order = 3)
  private MachineOptions machine = new MachineOptions();

  @ArgGroup(validate = false, heading = "%nExperiment trackers:%n", order = 4)
  private TrackingOptions tracking = new TrackingOptions();

  @Override
  public List<Path> networks() {
    return List.of();
  }

  /** Which networks it has is known once its file is read. */
  @Override
  public boolean mayMeetForeign() {
    return true;
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public Integer call() {
    Study study = StudyFile.open(spec);
    images.ifPresent(
        n -> {
          if (n < 1) {
            throw new UnusableInputException("--images " + n + " must be at least 1.");
          }
        });
    return new StudyRun(
            terminal,
            tools,
            study.withImages(chosen(study.images())),
            run.orElseGet(this::usualRun),
            offline ? ZooSource.cached(zoo.cache()) : ZooSource.online(zoo.cache(), terminal),
            machine,
            tracking,
            spark.<Supplier<Cluster>>map(master -> () -> clusters.to(master)))
        .run(dryRun);
  }

  /** Other data come without the list and the classes of the study's own. */
  private StudyImages chosen(StudyImages said) {
    return new StudyImages(
        data.or(said::data),
        list.or(() -> data.isPresent() ? Optional.empty() : said.list()),
        classes.or(() -> data.isPresent() ? Optional.empty() : said.classes()),
        images.map(OptionalInt::of).orElse(said.images()),
        said.skipBadImages());
  }

  private Path usualRun() {
    String name = spec.startsWith("builtin:") ? spec.substring("builtin:".length()) : stem();
    return Path.of("runs").resolve(name);
  }

  private String stem() {
    Path name = Path.of(spec).toAbsolutePath().normalize().getFileName();
    return name == null ? "study" : name.toString().replaceFirst("(?<=.)\\.ya?ml$", "");
  }
}
