package org.stratigraph.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, from the jar's manifest, and of the engines that it came with. */
final class Version implements IVersionProvider {
  /** What the version is called where a run says what it depends on. */
  static final String PART = "version of Stratigraph";

  /** {@code 0.1.0}, or {@code development} for classes that are not in a jar. */
  static String number() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  /** The Java that this runs on. */
  static String java() {
    return System.getProperty("java.version") + ", " + System.getProperty("java.vendor");
  }

  /** The operating system and the kind of processor. */
  static String system() {
    return System.getProperty("os.name") + " " + System.getProperty("os.arch");
  }

  /** One line a thing; nothing is loaded to ask it. */
  @Override
  public String[] getVersion() {
    Properties build = build();
    List<String> lines = new ArrayList<>();
    lines.add("Stratigraph " + number());
    lines.add("Build " + build.getProperty("build") + commit(build));
    lines.add("ONNX Runtime " + build.getProperty("onnxruntime"));
    lines.add(
        "PyTorch %s, DJL %s".formatted(build.getProperty("pytorch"), build.getProperty("djl")));
    lines.add("DuckDB " + build.getProperty("duckdb"));
    lines.add("Java " + java());
    lines.add(system());
    return lines.toArray(String[]::new);
  }

  private static String commit(Properties build) {
    String commit = build.getProperty("commit", "");
    return commit.matches("[0-9a-f]{7,40}") ? ", commit " + commit : "";
  }

  /** What the build wrote down of itself. */
  private static Properties build() {
    Properties properties = new Properties();
    try (InputStream stream = Version.class.getResourceAsStream("build.properties")) {
      if (stream == null) {
        throw new IllegalStateException("build.properties is missing");
      }
      properties.load(stream);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
