package org.stratigraph.spark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/** Spark's settings as measuring needs them. What the user or the cluster has set stays. */
final class SparkSettings {
  /** What a task may take on a cluster, where nothing is said. */
  private static final long USUAL_MEMORY = 2L << 30;

  /** All but large libraries of training, the database and figures, and but Spark's own logging. */
  private static final Predicate<String> FOR_EXECUTORS =
      Pattern.compile("(?!pytorch|duckdb|pdfbox|fontbox|slf4j|log4j|jul-|jcl-).*\\.jar")
          .asMatchPredicate();

  private SparkSettings() {}

  static SparkConf of(String master, SparkConf given) {
    SparkConf conf = given.clone();
    conf.setMaster(master);
    conf.setIfMissing("spark.app.name", "Stratigraph");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    if (MasterAddress.isLocal(master)) {
      // Nobody else has a use for what runs on one machine.
      conf.setIfMissing("spark.ui.enabled", "false");
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    } else {
      ship(conf);
    }
    // Images and activations live outside the heap, where --memory bounds them.
    conf.setIfMissing("spark.executor.extraJavaOptions", "-XX:MaxDirectMemorySize=1t");
    // A portion that fails on one machine is tried on another; one that lags is begun twice.
    conf.setIfMissing("spark.excludeOnFailure.enabled", "true");
    conf.setIfMissing("spark.speculation", "true");
    // To go where the images are decoded is worth a wait, but no long one.
    conf.setIfMissing("spark.locality.wait", "1s");
    return conf;
  }

  /** The program's own jars go along. */
  private static void ship(SparkConf conf) {
    List<String> jars = new ArrayList<>();
    for (String before : conf.get("spark.jars", "").split(",", -1)) {
      if (!before.isBlank()) {
        jars.add(before);
      }
    }
    for (Path jar : beside(ownPlace())) {
      // Whoever submits a jar has it there already.
      if (jars.stream().noneMatch(before -> before.endsWith("/" + jar.getFileName()))) {
        jars.add(jar.toUri().toString());
      }
    }
    if (!jars.isEmpty()) {
      conf.set("spark.jars", String.join(",", jars));
    }
  }

  /** Where this class comes from; the class path does not tell, where Spark loads the program. */
  private static Path ownPlace() {
    try {
      return Path.of(
          SparkSettings.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program's own place cannot be read", e);
    }
  }

  /**
   * The jars that executors need.
   *
   * @param own this module's jar; all others lie beside it
   * @return in the order of their names; none if it is a folder of classes
   */
  static List<Path> beside(Path own) {
    Path folder = own.toAbsolutePath().getParent();
    if (folder == null || !Files.isRegularFile(own)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> FOR_EXECUTORS.test(String.valueOf(file.getFileName())))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The memory that one task may take.
   *
   * @param slots tasks at the same time, where they all run in this process
   */
  static long memory(SparkConf conf, int slots) {
    if (MasterAddress.isLocal(conf.get("spark.master"))) {
      long machine =
          ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
              ? system.getTotalMemorySize()
              : 4L << 30;
      return machine / 2 / slots;
    }
    return USUAL_MEMORY;
  }
}
