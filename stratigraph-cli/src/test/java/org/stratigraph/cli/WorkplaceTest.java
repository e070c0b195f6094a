package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import picocli.CommandLine;

class WorkplaceTest {
  /** What another process does not have to know: where results go, and how many cores are here. */
  private static final Set<String> OWN =
      Set.of(
          "--help",
          "--dry-run",
          "--threads",
          "--run",
          "--json",
          "--csv",
          "--parquet",
          "--report",
          "--figure");

  @TempDir private Path folder;

  @Test
  void everyOptionThatNumbersDependOnIsHandedOn() {
    NetworkOptions network = new NetworkOptions();
    network.file = Path.of("net.onnx");
    network.architecture = Optional.of("resnet50");
    network.output = Optional.of("logits");
    DataOptions data = new DataOptions();
    data.data = "a.npy,b.npy";
    data.list = Optional.of(Path.of("list.txt"));
    data.classes = Optional.of(Path.of("classes.txt"));
    data.images = Optional.of(7);
    data.skipBadImages = true;
    PreprocessingOptions preprocessing = new PreprocessingOptions();
    preprocessing.name = Optional.of("imagenet");
    preprocessing.resize = Optional.of(256);
    preprocessing.crop = Optional.of(224);
    preprocessing.interpolation = Optional.of("bicubic");
    preprocessing.mean = List.of(-0.5f, 0.25f);
    preprocessing.std = List.of(1f, 2f);
    MeasuringOptions measuring = new MeasuringOptions();
    measuring.layers = List.of("conv*", "!conv1");
    measuring.kinds = List.of("conv", "norm");
    measuring.reset = "from:x.pth,y.pth";
    measuring.initial = Optional.of(Path.of("initial.pth"));
    measuring.protocol = Optional.of("auto");
    measuring.trials = Optional.of(5);
    measuring.targetError = Optional.of(0.02);
    measuring.seed = 9;
    measuring.acceptBaseline = true;
    EffortOptions machine = new EffortOptions();
    machine.memory = Optional.of(new MemorySize(1 << 30));
    machine.plain = true;
    List<String> arguments =
        CriticalityArguments.of(network, data, preprocessing, measuring, machine);
    String here = Path.of("").toAbsolutePath() + "/";
    assertThat(arguments)
        .startsWith(here + "net.onnx")
        .contains(
            "--data=" + here + "a.npy," + here + "b.npy",
            "--mean=-0.5,0.25",
            "--layers=conv*",
            "--layers=!conv1",
            "--reset=from:" + here + "x.pth," + here + "y.pth",
            "--seed=9",
            "--memory=1073741824");
    CommandLine command = new CommandLine(new CriticalityCommand(Quiet.terminal()));
    Set<String> handedOn = new HashSet<>();
    arguments.forEach(argument -> handedOn.add(argument.replaceFirst("=.*", "")));
    command
        .getCommandSpec()
        .options()
        .forEach(
            option ->
                assertThat(
                        handedOn.contains(option.longestName())
                            || OWN.contains(option.longestName()))
                    .as(option.longestName())
                    .isTrue());
    // And they are read as they were written.
    command.parseArgs(arguments.toArray(String[]::new));
  }

  private Assignment assignment(Map<String, String> identity) {
    return new Assignment(
        List.of(
            SmallNetwork.in(folder).toString(),
            "--data=builtin:shapes",
            "--images=10",
            "--preprocess=shapes",
            "--trials=1",
            "--memory=1g"),
        identity);
  }

  @Test
  void anotherVersionIsRefused() {
    assertThatThrownBy(
            () -> Workplace.open(assignment(Map.of("version of Stratigraph", "0.0.1")), 1))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageStartingWith("Here is Stratigraph " + Version.number() + ", and 0.0.1 is asked");
  }

  @Test
  void otherFilesAreRefusedAndNamed() {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("version of Stratigraph", Version.number());
    identity.put(RunIdentities.CHUNK, "10");
    identity.put("network (sha256)", "00ff");
    identity.put("seed", "1");
    assertThatThrownBy(() -> Workplace.open(assignment(identity), 1))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageMatching(
            "What is here is not what the run was planned with: network \\(sha256\\) is [0-9a-f]{64},"
                + " not 00ff; seed is 0, not 1; give all machines the same files\\.");
  }

  @Test
  void withoutSparkTheStudySaysHowToGetIt() {
    CliRun.of(
            "study",
            "builtin:paper-resnet50",
            "--data",
            "builtin:shapes",
            "--spark",
            "local[2]",
            "--offline",
            "--cache",
            folder.toString(),
            "--run",
            folder.resolve("run").toString())
        .assertUnusable("--spark local[2]", "SPARK_HOME", "docs/spark.md");
  }
}
