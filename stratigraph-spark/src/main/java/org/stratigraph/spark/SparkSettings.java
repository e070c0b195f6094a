package org.stratigraph.spark;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;

/** Spark's settings as measuring needs them. What the user or the cluster has set stays. */
final class SparkSettings {
  /** What a task may take on a cluster, where nothing is said. */
  private static final long USUAL_MEMORY = 2L << 30;

  /** Large libraries that executors have no use for: training, the database, figures. */
  private static final Pattern NOT_FOR_EXECUTORS =
      Pattern.compile("(pytorch|duckdb|pdfbox|fontbox|slf4j|log4j|jul-|jcl-).*");

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

  /** The program's own jars go along, unless whoever submitted it has seen to that. */
  private static void ship(SparkConf conf) {
    List<String> jars = new ArrayList<>();
    conf.getOption("spark.jars").foreach(before -> jars.add(before));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path file = Path.of(entry);
      Path name = file.getFileName();
      if (Files.isRegularFile(file) && name != null && isOurs(file, name.toString())) {
        jars.add(file.toAbsolutePath().toUri().toString());
      }
    }
    if (!jars.isEmpty()) {
      conf.set("spark.jars", jars.stream().distinct().collect(Collectors.joining(",")));
    }
  }

  private static boolean isOurs(Path file, String name) {
    Path folder = file.toAbsolutePath().getParent();
    return folder != null && !NOT_FOR_EXECUTORS.matcher(name).matches() && hasStratigraph(folder);
  }

  private static boolean hasStratigraph(Path folder) {
    String[] names = folder.toFile().list((where, name) -> name.startsWith("stratigraph-core-"));
    return names != null && names.length > 0;
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
