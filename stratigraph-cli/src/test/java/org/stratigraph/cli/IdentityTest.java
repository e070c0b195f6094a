package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same seed gives the same bytes: of the JSON without its provenance (times, threads), of the
 * CSV and of the printed table; whatever the threads, the locale, the time zone, the names of
 * folders and the order in which a file system lists them.
 */
class IdentityTest {
  @TempDir private static Path folder;

  private static Path network;
  private static Path images;
  private static Written expected;

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

  /** What a run leaves; the table without the lines that tell times. */
  private record Written(String json, String csv, List<String> table) {}

  @BeforeAll
  static void once() throws IOException {
    network = SmallNetwork.in(folder.resolve("network"));
    images = ShapeFolder.make(folder.resolve("images"), 80);
    expected = measure(network, images, List.of("--threads", "2"));
    assertThat(expected.json()).contains("\"criticality\"", "layer3.2.conv2");
    assertThat(expected.table()).hasSizeGreaterThan(7);
  }

  @AfterEach
  void restore() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  private static Written measure(Path network, Path images, List<String> more) throws IOException {
    Path out = Files.createTempDirectory(folder, "out");
    List<String> command = new ArrayList<>(List.of("criticality", network.toString()));
    command.addAll(List.of("--data", images.toString(), "--preprocess", "shapes"));
    command.addAll(List.of("--images", "50", "--trials", "2", "--layers", "layer3.*"));
    command.addAll(
        List.of("--seed", "11", "--memory", "1g", "--run", out.resolve("run").toString()));
    command.addAll(List.of("--json", out.resolve("r.json").toString()));
    command.addAll(List.of("--csv", out.resolve("r.csv").toString()));
    command.addAll(more);
    CliRun run = CliRun.of(command.toArray(String[]::new)).assertDone();
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(out.resolve("r.json").toFile());
    json.remove("provenance");
    ((ObjectNode) json.get("model")).remove("source");
    ((ObjectNode) json.get("data")).remove("source");
    String table = run.out().substring(run.out().indexOf("layer   "));
    return new Written(
        json.toString(),
        Files.readString(out.resolve("r.csv")).replace(images.toString(), "images"),
        table.lines().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3"})
  void forAnyNumberOfThreads(String threads) throws IOException {
    assertThat(measure(network, images, List.of("--threads", threads))).isEqualTo(expected);
  }

  /** Turkish has a dotless i, German a comma, Arabic and Hindi have other digits. */
  @ParameterizedTest
  @ValueSource(
      strings = {"tr-TR", "de-DE", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "th-TH-u-ca-buddhist"})
  void inEveryLocale(String tag) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(tag));
    // These would write 1,5 or other digits where a format forgot its locale.
    if (!tag.startsWith("th")) {
      assertThat(String.format("%.1f", 1.5) + "TITLE".toLowerCase(Locale.getDefault()))
          .isNotEqualTo("1.5title");
    }
    assertThat(measure(network, images, List.of())).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Pacific/Kiritimati", "America/St_Johns"})
  void inEveryTimeZone(String zone) throws IOException {
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    assertThat(measure(network, images, List.of())).isEqualTo(expected);
  }

  @Test
  void inFoldersWithSpacesAndOtherScripts() throws IOException {
    Path odd = Files.createDirectories(folder.resolve("a b; ç 猫 Ω ' ü –"));
    Path data = odd.resolve("bilder 画像");
    copy(images, data, new Random(1));
    assertThat(measure(SmallNetwork.in(odd), data, List.of())).isEqualTo(expected);
  }

  /** Most file systems list files in an order that depends on the order in which they were made. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whateverTheOrderInWhichTheFilesWereMade(long seed) throws IOException {
    Path shuffled = folder.resolve("shuffled " + seed);
    copy(images, shuffled, new Random(seed));
    assertThat(measure(network, shuffled, List.of())).isEqualTo(expected);
  }

  private static void copy(Path from, Path to, Random random) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(from)) {
      all.filter(Files::isRegularFile).sorted().forEach(files::add);
    }
    Collections.shuffle(files, random);
    for (Path file : files) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
  }
}
