package org.stratigraph.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.file.IoReason;
import org.stratigraph.file.Sha256;
import org.stratigraph.study.Study;

/**
 * The directory of a study: {@code networks/ID} holds the run of each network, {@code trained/ID}
 * each training, {@code study.json} how far each network is, and the directory itself is a {@link
 * ComparisonDirectory} of those that are measured. Safe at any moment. One live writer; not
 * thread-safe.
 */
public final class StudyDirectory implements AutoCloseable {
  static final String FORMAT = "stratigraph.study-run/1";
  static final String FILE = "study.json";
  static final long MOST_BYTES = 64L << 20;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,59}");
  private static final Pattern RESERVED =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  private final Path path;
  private final ComparisonDirectory table;

  private StudyDirectory(Path path, ComparisonDirectory table) {
    this.path = path;
    this.table = table;
  }

  /**
   * Opens a directory, or makes it.
   *
   * @throws UnusableInputException if it holds something else, is in use or cannot be written
   */
  public static StudyDirectory open(Path path) {
    try {
      Files.createDirectories(path);
      if (!Files.isRegularFile(path.resolve(FILE)) && holdsOthers(path)) {
        throw new UnusableInputException(
            "%s holds files, but no study. Choose another --run.".formatted(path));
      }
    } catch (IOException e) {
      throw new UnusableInputException(
          "The run directory %s cannot be made (%s). Choose another --run."
              .formatted(path, IoReason.of(e)),
          e);
    }
    return new StudyDirectory(path, ComparisonDirectory.open(path));
  }

  /**
   * Whether there is what no study leaves. One that was killed before it said what it is leaves its
   * lock, and an empty table; one whose file was damaged, and moved away, all the rest.
   */
  private static boolean holdsOthers(Path path) throws IOException {
    Set<String> own =
        ComparisonDirectory.isOne(path)
            ? Set.of("networks", "trained", ProgressFile.NAME, CommandFile.NAME)
            : Set.of();
    try (Stream<Path> files = Files.list(path)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .anyMatch(
              name ->
                  !name.startsWith(ComparisonDatabase.NAME)
                      && !own.contains(name)
                      && !ComparisonDatabase.BEFORE_BIRTH.contains(name));
    }
  }

  /** The directory. */
  public Path path() {
    return path;
  }

  /** Where a network is measured. Its parent is there. */
  public Path network(String id) {
    return within("networks", id);
  }

  /** Where a network is trained. Its parent is there. */
  public Path training(String id) {
    return within("trained", id);
  }

  /**
   * Puts a measured network into the table of all, in the place of the one with its id. On return
   * it is on disk.
   */
  public void put(MeasuredNetwork network) {
    table.put(network);
  }

  private Path within(String folder, String id) {
    try {
      return Files.createDirectories(path.resolve(folder)).resolve(folderName(id));
    } catch (IOException e) {
      throw new UnusableInputException(
          "The run directory %s cannot be written (%s).".formatted(path, IoReason.of(e)), e);
    }
  }

  /** The id if every system takes it as a name; otherwise what is left of it, and its hash. */
  static String folderName(String id) {
    if (PLAIN.matcher(id).matches() && !id.endsWith(".") && !RESERVED.matcher(id).matches()) {
      return id;
    }
    String legible = id.replaceAll("[^A-Za-z0-9_-]+", "-");
    String cut = legible.substring(0, Math.min(40, legible.length())).replaceFirst("^-+", "");
    byte[] hash =
        Sha256.digest().digest(id.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    return cut + "-" + HexFormat.of().formatHex(hash, 0, 5);
  }

  /**
   * How far the networks are, by id; empty for a new directory.
   *
   * @throws UnusableInputException if the file is damaged or of another format
   */
  public Map<String, StudyEntry> entries() {
    Path file = path.resolve(FILE);
    Map<String, StudyEntry> entries = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return entries;
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw damaged(file, "it has " + Files.size(file) + " bytes");
      }
      JsonNode document = new JsonMapper().readTree(Files.readAllBytes(file));
      if (!document.path("format").asText().equals(FORMAT)) {
        throw damaged(file, "its format is not " + FORMAT);
      }
      for (JsonNode row : document.path("networks")) {
        StudyEntry entry = entry(row);
        entries.put(entry.id(), entry);
      }
      return entries;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw damaged(file, "it is no JSON of a study");
    } catch (IOException e) {
      throw new UnusableInputException(
          "%s cannot be read (%s).".formatted(file, IoReason.of(e)), e);
    }
  }

  private static UnusableInputException damaged(Path file, String how) {
    return new UnusableInputException(
        "%s cannot be used: %s. Move it away: what was measured is in the folders beside it, and the same command takes it from there."
            .formatted(file, how));
  }

  private static StudyEntry entry(JsonNode row) {
    Map<String, String> asked = new LinkedHashMap<>();
    row.path("asked").properties().forEach(e -> asked.put(e.getKey(), e.getValue().asText()));
    return new StudyEntry(
        row.path("id").asText(),
        StudyEntry.Status.valueOf(row.path("status").asText().toUpperCase(Locale.ROOT)),
        row.path("reason").asText(),
        asked,
        row.path("seconds").asDouble());
  }

  /**
   * Writes down how far the networks are; the file is replaced as a whole.
   *
   * @throws java.io.UncheckedIOException if it cannot be written; the old one is then unchanged
   */
  public void keep(Study study, Collection<StudyEntry> entries) {
    ObjectNode document = new JsonMapper().createObjectNode().put("format", FORMAT);
    document.put("name", study.name()).put("source", study.source());
    for (StudyEntry entry : entries) {
      ObjectNode row = document.withArray("networks").addObject();
      row.put("id", entry.id());
      row.put("status", entry.status().name().toLowerCase(Locale.ROOT));
      row.put("reason", entry.reason());
      row.put("seconds", entry.seconds());
      entry.asked().forEach(row.putObject("asked")::put);
    }
    JsonDocument.write(document, path.resolve(FILE));
  }

  @Override
  public void close() {
    table.close();
  }
}
