package org.stratigraph.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Jazzer calls: a reader whose format a system property names. */
public final class FuzzTarget {
  private static FuzzFormat format = unmade();

  private FuzzTarget() {}

  private static FuzzFormat unmade() {
    return new FuzzFormat(new byte[0], Path.of(""), file -> {});
  }

  /** Called once. */
  public static void fuzzerInitialize() throws IOException {
    String name = System.getProperty("stratigraph.fuzz.format", "onnx");
    format = FuzzFormat.of(name, Files.createTempDirectory("fuzz"));
  }

  /** Called for each input; what it throws was found. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    format.read(bytes);
  }
}
