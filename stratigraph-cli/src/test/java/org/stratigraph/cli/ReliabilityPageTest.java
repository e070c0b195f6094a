package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on hostile files and faults names tests; they must be there. */
class ReliabilityPageTest {
  private static final int CASES = 63;
  private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\|.*");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))#(\\w+)`");

  /** Tests run in the folder of their module. */
  private static final Path ROOT = Path.of("..");

  private static List<String> page() throws IOException {
    return Files.readAllLines(ROOT.resolve("docs").resolve("reliability.md"));
  }

  /** The sources of all test classes, by their simple names. */
  private static Map<String, List<Path>> sources() throws IOException {
    Map<String, List<Path>> sources = new HashMap<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.filter(Files::isDirectory).toList()) {
        Path tests = module.resolve("src").resolve("test").resolve("java");
        if (!Files.isDirectory(tests)) {
          continue;
        }
        try (Stream<Path> files = Files.walk(tests)) {
          files
              .filter(file -> file.toString().endsWith(".java"))
              .forEach(
                  file ->
                      sources.computeIfAbsent(simpleName(file), n -> new ArrayList<>()).add(file));
        }
      }
    }
    return sources;
  }

  private static String simpleName(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ".java".length());
  }

  @Test
  void everyCaseHasARowThatSaysByWhichTestItIsHandledOrWhyItDoesNotApply() throws IOException {
    List<Integer> cases = new ArrayList<>();
    for (String line : page()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        cases.add(Integer.valueOf(row.group(1)));
        boolean tested = TEST.matcher(line).find();
        assertThat(tested || line.contains("Not applicable, because")).as(line).isTrue();
      }
    }
    assertThat(cases).isEqualTo(IntStream.rangeClosed(1, CASES).boxed().toList());
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Map<String, List<Path>> sources = sources();
    for (String line : page()) {
      Matcher named = TEST.matcher(line);
      while (named.find()) {
        assertThat(sources).as(line).containsKey(named.group(1));
        Pattern method = Pattern.compile("void " + named.group(2) + "\\(");
        boolean found = false;
        for (Path file : sources.get(named.group(1))) {
          found |= method.matcher(Files.readString(file)).find();
        }
        assertThat(found).as("a test %s", named.group()).isTrue();
      }
    }
  }

  @Test
  void theCountsAreThoseOfTheTests() throws IOException {
    assertThat(String.join("\n", page()))
        .contains(
            "damaged by chance | %d |".formatted(FuzzFormat.names().size()),
            "in every build | %d |".formatted(FuzzTest.SEEDS));
  }
}
