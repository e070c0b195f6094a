package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jazzer on every reader, each in a process of its own, for as many seconds as the profile fuzz
 * says. What it finds is left in target/fuzz, by which the same input is tried again.
 */
@EnabledIfSystemProperty(
    named = "stratigraph.fuzz.seconds",
    matches = "[0-9]+",
    disabledReason = "Jazzer comes with the Maven profile fuzz")
class CoverageGuidedFuzzTest {
  private static final Path PLACE = Path.of("target", "fuzz");

  @TempDir private static Path folder;
  private static Map<String, FuzzFormat> formats = Map.of();

  @BeforeAll
  static void make() throws Exception {
    formats = FuzzFormat.all(folder);
  }

  static List<String> names() {
    String only = System.getProperty("stratigraph.fuzz.format", "");
    return only.isEmpty() ? FuzzFormat.names() : List.of(only);
  }

  @ParameterizedTest
  @MethodSource("names")
  void findsNothing(String name) throws Exception {
    Path corpus = Files.createDirectories(PLACE.resolve(name));
    Files.write(corpus.resolve("sound"), formats.get(name).sound());
    Path log = PLACE.resolve(name + ".log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dstratigraph.fuzz.format=" + name,
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzTarget.class.getName(),
                "--instrumentation_includes=org.stratigraph.**",
                "--reproducer_path=" + PLACE,
                "-artifact_prefix=" + PLACE + "/" + name + "-",
                "-max_total_time=" + System.getProperty("stratigraph.fuzz.seconds"),
                "-timeout=30",
                "-rss_limit_mb=4096",
                "-max_len=20000",
                corpus.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int status = process.waitFor();
    String said = Files.readString(log, StandardCharsets.ISO_8859_1);
    assertThat(status).as(said.substring(Math.max(0, said.length() - 4000))).isZero();
    said.lines().filter(line -> line.startsWith("Done ")).forEach(System.out::println);
  }
}
