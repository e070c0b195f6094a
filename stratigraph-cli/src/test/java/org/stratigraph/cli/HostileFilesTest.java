package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.data.HostileData;
import org.stratigraph.graph.HostileModels;
import org.stratigraph.hostile.HostileFile;

/**
 * The files of the corpus through the readers: the one that a file is meant for refuses it and says
 * why, and all others refuse or read it, in bounded memory and time, with one line. Each file is
 * tried by its own reader and every eighth of the others, or by all if {@code
 * stratigraph.hostile.all} is set, as the profile fuzz does.
 */
class HostileFilesTest {
  /** In kilobytes; the virtual machine and its libraries reserve most of it and use little. */
  private static final int ADDRESS_SPACE = 6 << 20;

  private static final Path INDEX = Path.of("..", "docs", "hostile-files.md");

  /** Of the processor, for half of the corpus; some thirty are needed. */
  private static final int SECONDS = 300;

  @TempDir private Path folder;
  private final Map<Process, Path> outputs = new HashMap<>();

  @Test
  void everyReaderEndsInOneLineInBoundedMemoryAndTime() throws Exception {
    List<HostileFile> corpus = HostileCorpus.files();
    Map<Path, HostileFile> files = new HashMap<>();
    List<String> list = new ArrayList<>();
    for (HostileFile file : corpus) {
      Path path = HostileCorpus.write(file, folder.resolve("hostile").resolve("" + list.size()));
      files.put(path, file);
      list.add(String.join("\t", tried(file, path, list.size())));
    }
    Path work = Files.createDirectories(folder.resolve("work"));
    Files.write(work.resolve("net.onnx"), HostileModels.sound());
    Files.write(work.resolve("sound.tar"), HostileData.sound().get("tar"));
    Files.write(work.resolve("labels.npy"), HostileData.labels());
    // Two processes, for the machines that build have two cores at least.
    int half = list.size() / 2;
    List<Process> children =
        List.of(start(list.subList(0, half), work), start(list.subList(half, list.size()), work));
    int runs = 0;
    Map<String, Long> milliseconds = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    for (Process child : children) {
      String last = "nothing";
      // The other one goes on meanwhile: what it says waits in a file.
      for (String line : said(child)) {
        String[] parts = line.split("\t", 5);
        HostileFile file = parts.length == 5 ? files.get(Path.of(parts[0])) : null;
        if (file == null || parts[3].isEmpty()) {
          wrong.add(line);
          continue;
        }
        runs++;
        last = file.fileName() + ", " + parts[1];
        milliseconds.merge(parts[1], Long.parseLong(parts[3]), Long::sum);
        boolean own = HostileCorpus.command(file.kind()).equals(parts[1]);
        String complaint = own ? own(file, parts) : any(parts);
        if (!complaint.isEmpty()) {
          wrong.add(
              "%s, %s: %s: status %s: %s"
                  .formatted(file.fileName(), parts[1], complaint, parts[2], head(parts[4])));
        }
      }
      if (child.exitValue() != 0) {
        wrong.add("the process ended with status %d after %s".formatted(child.exitValue(), last));
      }
    }
    System.out.println(
        "Hostile files: %d, runs: %d, milliseconds: %s"
            .formatted(corpus.size(), runs, milliseconds));
    assertThat(wrong).isEmpty();
    assertThat(runs).isEqualTo(list.stream().mapToInt(line -> line.split("\t").length - 1).sum());
  }

  /** A file and the commands that read it: its own, and every eighth of the others or all. */
  private static List<String> tried(HostileFile file, Path path, int number) {
    List<String> tried = new ArrayList<>(List.of(path.toString()));
    int count = 0;
    for (String command : HostileCorpus.commands("x", path).keySet()) {
      boolean own = HostileCorpus.command(file.kind()).equals(command);
      if (own || (number + count) % 8 == 0 || Boolean.getBoolean("stratigraph.hostile.all")) {
        tried.add(command);
      }
      count++;
    }
    return tried;
  }

  private Process start(List<String> files, Path shared) throws IOException {
    String name = "sweep-" + files.hashCode();
    Path list = Files.write(folder.resolve(name + ".list"), files);
    Path work = Files.createDirectory(folder.resolve(name));
    for (String sound : List.of("net.onnx", "sound.tar", "labels.npy")) {
      Files.copy(shared.resolve(sound), work.resolve(sound));
    }
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/bin/sh"))) {
      // Limits on all memory, of libraries too, and on the processor's time.
      String limits = "ulimit -v %d; ulimit -t %d; exec \"$@\"";
      command.addAll(List.of("/bin/sh", "-c", limits.formatted(ADDRESS_SPACE, SECONDS)));
      command.add("sh");
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:MaxDirectMemorySize=128m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(HostileSweep.class.getName(), list.toString(), work.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    builder.environment().put("XDG_STATE_HOME", work.resolve("state").toString());
    Path out = folder.resolve(name + ".out");
    Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    outputs.put(process, out);
    return process;
  }

  private List<String> said(Process process) throws Exception {
    process.waitFor();
    return Files.readAllLines(Objects.requireNonNull(outputs.get(process)));
  }

  /** Complaints about the reader that a file is meant for. */
  private static String own(HostileFile file, String[] parts) {
    if (!file.isRefused()) {
      String complaint = any(parts);
      return complaint.isEmpty() && !parts[2].equals("0") ? "should be read" : complaint;
    }
    if (!parts[2].equals("2")) {
      return "should be refused";
    }
    return parts[4].contains(file.expected())
        ? any(parts)
        : "should say \"%s\"".formatted(file.expected());
  }

  /** Complaints about any reader. */
  private static String any(String[] parts) {
    String said = parts[4];
    if (!parts[2].equals("0") && !parts[2].equals("2")) {
      return "fails";
    }
    if (said.startsWith("CONTROLS ")
        || said.startsWith("UN")
        || said.contains("\\n\\tat ")
        || said.contains("Unexpected failure")) {
      return "says what it should not";
    }
    long errors =
        List.of(said.split("\\\\n")).stream().filter(l -> l.startsWith("stratigraph: ")).count();
    return errors == (parts[2].equals("2") ? 1 : 0) ? "" : "has %d errors".formatted(errors);
  }

  private static String head(String text) {
    return text.length() > 300 ? text.substring(0, 300) + "..." : text;
  }

  /** The list of the files for people; made from the files themselves. */
  @Test
  void theIndexIsThatOfTheFiles() throws IOException {
    StringBuilder page = new StringBuilder();
    page.append("# Hostile files\n\n");
    page.append("Every file is made by code when the tests run; none was fetched. The numbers are");
    page.append(" those of\n[reliability.md](reliability.md). A file with a message is refused by");
    page.append(" its reader with exit status 2 and one\nline that holds the message; one without");
    page.append(" is read. All other readers refuse or read it, in 256 MB of heap.\n");
    page.append("`HostileFilesTest` runs them all; this page is compared with them.\n\n");
    page.append("| case | file | made by | reader | message |\n|---|---|---|---|---|\n");
    for (HostileFile file : HostileCorpus.files()) {
      page.append(
          "| %d | %s | %s | `%s` | %s |\n"
              .formatted(
                  file.number(),
                  cell(file.what()),
                  file.generator(),
                  HostileCorpus.command(file.kind()),
                  cell(file.expected())));
    }
    Path made = Files.writeString(Path.of("target", "hostile-files.md"), page);
    assertThat(INDEX).as("copy %s there", made.toAbsolutePath()).hasContent(page.toString());
  }

  private static String cell(String text) {
    StringBuilder cell = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean plain = c >= ' ' && c < 0x7f && "|<>&\\`*_[]".indexOf(c) < 0;
              cell.append(plain ? Character.toString(c) : "&#%d;".formatted(c));
            });
    return cell.toString();
  }
}
