package org.stratigraph.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.criticality.CriticalityResult;
import sun.misc.Signal;

/** Spark within this process. */
class LocalSparkTest {
  @TempDir private Path folder;

  @Test
  void theTableIsThatOfOneMachineWhateverThePartitions() {
    ShapesStudy study = ShapesStudy.in(folder);
    study.alone("alone").assertDone();
    for (int tasks : new int[] {1, 2, 4}) {
      String run = "spark" + tasks;
      ShapesStudy.Ended ended =
          study.on(master -> SparkCluster.connect("local[" + tasks + "]"), run).assertDone();
      assertThat(ended.out()).contains("Measured 1 of 1 networks.");
      assertThat(ended.err()).contains("Measuring on Spark 4.", ", local[" + tasks + "] (");
      study.assertSame("alone", run);
      assertThat(study.result(run).provenance().get("cluster")).startsWith("Spark 4.");
    }
  }

  @Test
  void anInterruptedStudyGoesOnOnOneMachine() {
    ShapesStudy study = ShapesStudy.in(folder);
    study.alone("alone").assertDone();
    SparkConf conf = new SparkConf(false);
    TaskWatch.of(
        conf,
        done -> {
          if (done == 2) {
            Signal.raise(new Signal("TERM"));
          }
        });
    ShapesStudy.Ended stopped =
        study.on(
            master ->
                SparkCluster.connect("local[2]", conf, order -> new Disturbed.Slow(order, 1_000)),
            "run");
    assertThat(stopped.status()).as(stopped.err()).isEqualTo(143);
    assertThat(stopped.err()).contains("goes on with the same command").doesNotContain("\tat ");
    assertThat(study.alone("run").assertDone().err()).contains("Going on with ");
    study.assertSame("alone", "run");
  }

  @Test
  void theAutomaticProtocolAndFurtherNetworksWork() throws IOException {
    ShapesStudy study =
        ShapesStudy.in(
            folder,
            "name: auto, trials: 4, target-error: 0.01, layers: [\"layer3.1*\"]",
            "{id: a, file: demo-network.onnx}",
            "{id: gone, file: gone.onnx}",
            "{id: b, file: other.onnx}");
    Files.copy(folder.resolve("demo-network.onnx"), folder.resolve("other.onnx"));
    assertThat(study.alone("alone").status()).isEqualTo(1);
    ShapesStudy.Ended ended = study.on(master -> SparkCluster.connect("local[2]"), "spark");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.out())
        .contains("Measured 2 of 3 networks.", "gone.onnx: there is no such file");
    study.assertSame("alone", "spark");
    assertThat(study.result("spark").layers().stream().map(CriticalityResult.LayerResult::trials))
        .contains(4);
  }

  @Test
  void aNetworkThatIsSentNeedNotBeWhereTheTasksRun() throws IOException {
    ShapesStudy study = ShapesStudy.in(folder, ShapesStudy.SHORT, ShapesStudy.NETWORK);
    study.alone("alone").assertDone();
    SparkConf conf = new SparkConf(false).set("spark.stratigraph.networks", "sent");
    withoutNetwork(study, conf).assertDone();
    study.assertSame("alone", "run");
  }

  @Test
  void whoeverLacksTheNetworkSaysWhichFileOnWhichMachine() throws IOException {
    ShapesStudy study = ShapesStudy.in(folder, ShapesStudy.SHORT, ShapesStudy.NETWORK);
    ShapesStudy.Ended ended = withoutNetwork(study, new SparkConf(false));
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.out())
        .contains("Measured 0 of 1 networks.")
        .contains(
            "a: On 127.0.0.1: "
                + folder.resolve("demo-network.onnx")
                + ": there is no such file or folder.")
        .doesNotContain("\tat ");
  }

  /** The driver has opened the network; tasks do not find it. */
  private ShapesStudy.Ended withoutNetwork(ShapesStudy study, SparkConf conf) {
    Path network = folder.resolve("demo-network.onnx");
    return study.on(
        master ->
            SparkCluster.connect(
                "local[2]",
                conf,
                order -> {
                  try {
                    Files.move(network, folder.resolve("hidden.onnx"));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                  return new PortionTask(order);
                }),
        "run");
  }

  @Test
  void aMasterThatIsNotThereEndsTheStudyInALine() throws IOException {
    int closed;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = free.getLocalPort();
    }
    String address = "spark://127.0.0.1:" + closed;
    ShapesStudy.Ended ended =
        ShapesStudy.in(folder).on(master -> SparkCluster.connect(address), "run");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err())
        .isEqualTo(
            "stratigraph: No Spark master is reached at "
                + address
                + " (Connection refused). Is it running, and is this its address?\n");
  }

  /** The first command of docs/spark.md does what the page says. */
  @Test
  void theExampleOfTheDocumentationRuns() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "spark.md"));
    Matcher example =
        Pattern.compile("\\./stratigraph study my-study\\.yaml --spark (local\\S+)").matcher(page);
    assertThat(example.find()).isTrue();
    ShapesStudy study = ShapesStudy.in(folder, ShapesStudy.SHORT, ShapesStudy.NETWORK);
    study
        .on(
            master -> {
              assertThat(master).isEqualTo("test");
              return SparkCluster.connect(example.group(1));
            },
            "run")
        .assertDone();
    assertThat(study.result("run").layers()).hasSize(7);
  }
}
