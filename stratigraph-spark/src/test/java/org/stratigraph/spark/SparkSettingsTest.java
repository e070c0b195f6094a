package org.stratigraph.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkSettingsTest {
  @TempDir private Path folder;

  @Test
  void executorsGetTheJarsBesideTheProgramButNotThoseTheyHaveNoUseFor() throws IOException {
    for (String name :
        List.of(
            "stratigraph-spark-1.jar",
            "stratigraph-core-1.jar",
            "onnxruntime-1.28.0.jar",
            "pytorch-native-cpu-2.7.1-linux-x86_64.jar",
            "duckdb_jdbc-1.5.6.0.jar",
            "slf4j-nop-2.0.18.jar",
            "LICENSE")) {
      Files.createFile(folder.resolve(name));
    }
    assertThat(SparkSettings.beside(folder.resolve("stratigraph-spark-1.jar")))
        .containsExactly(
            folder.resolve("onnxruntime-1.28.0.jar"),
            folder.resolve("stratigraph-core-1.jar"),
            folder.resolve("stratigraph-spark-1.jar"));
    assertThat(SparkSettings.beside(folder)).isEmpty();
  }

  @Test
  void whatTheUserHasSetStays() {
    SparkConf given =
        new SparkConf(false).set("spark.speculation", "false").set("spark.jars", "file:/my.jar");
    SparkConf conf = SparkSettings.of("spark://127.0.0.1:7077", given);
    assertThat(conf.get("spark.speculation")).isEqualTo("false");
    assertThat(conf.get("spark.jars")).isEqualTo("file:/my.jar");
    assertThat(conf.get("spark.excludeOnFailure.enabled")).isEqualTo("true");
    assertThat(given.contains("spark.master")).isFalse();
  }
}
