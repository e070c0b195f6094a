package org.stratigraph.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;

/** Spark's own master and workers, each a process of its own on this machine. */
final class MiniCluster implements AutoCloseable {
  /** Processes that live for seconds. */
  private static final String QUICK = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  /** The test's class path has two providers; this one writes. */
  private static final String LOG =
      "-Dslf4j.internal.verbosity=ERROR"
          + " -Dslf4j.provider=org.apache.logging.slf4j.SLF4JServiceProvider";

  private final Path folder;
  private final String master;
  private final Process masterProcess;
  private final List<Process> workers = new ArrayList<>();

  private MiniCluster(Path folder, String master, Process masterProcess) {
    this.folder = folder;
    this.master = master;
    this.masterProcess = masterProcess;
  }

  /** Starts a master, and waits until it listens. */
  static MiniCluster start(Path folder) throws IOException, InterruptedException {
    // Where Spark looks for its jars; they come with the class path.
    Files.createDirectories(folder.resolve("home").resolve("jars"));
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process process =
        java(
            folder,
            "master",
            List.of(
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--webui-port",
                "0"));
    MiniCluster cluster = new MiniCluster(folder, "spark://127.0.0.1:" + port, process);
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!listens(port)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        cluster.close();
        throw new IOException("no master: " + Files.readString(folder.resolve("master.log")));
      }
      Thread.sleep(50);
    }
    return cluster;
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Starts a worker with one core, every other one by another name of this machine: nothing is done
   * twice on one.
   */
  MiniCluster withWorker() throws IOException {
    String name = "worker" + workers.size();
    String host = workers.size() % 2 == 0 ? "127.0.0.1" : "localhost";
    workers.add(
        java(
            folder,
            name,
            List.of(
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                host,
                "--webui-port",
                "0",
                "--cores",
                "1",
                "--memory",
                "1g",
                "--work-dir",
                folder.resolve(name).toString(),
                master)));
    return this;
  }

  String master() {
    return master;
  }

  /** The driver's settings for this cluster. */
  SparkConf settings() {
    return new SparkConf(false)
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.ui.enabled", "false")
        .set("spark.executor.memory", "512m")
        .set("spark.executor.extraJavaOptions", "-XX:MaxDirectMemorySize=1t " + QUICK + " " + LOG)
        .set("spark.executor.extraClassPath", classPath());
  }

  /** Ends a worker and its executor at once, as a failing machine does. */
  void kill(int worker) {
    Process process = workers.get(worker);
    List<ProcessHandle> executors = process.descendants().toList();
    process.destroyForcibly();
    executors.forEach(ProcessHandle::destroyForcibly);
  }

  /** Ends all processes, and waits until they write no more. */
  @Override
  public void close() {
    for (int i = 0; i < workers.size(); i++) {
      kill(i);
    }
    masterProcess.destroyForcibly();
    workers.forEach(worker -> worker.onExit().join());
    masterProcess.onExit().join();
  }

  private static Process java(Path folder, String name, List<String> command) throws IOException {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(List.of(System.getProperty("stratigraph.spark.jvm").split(" ")));
    all.addAll(List.of((QUICK + " " + LOG).split(" ")));
    all.addAll(List.of("-Xmx256m", "-cp", classPath()));
    all.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(all)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile());
    builder.environment().put("SPARK_HOME", folder.resolve("home").toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder.start();
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
