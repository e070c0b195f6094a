package org.stratigraph.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A residual network of 20 layers, trained on the shapes by {@code tools/demo-network}. */
final class SmallNetwork {
  private static final String NAME = "demo-network.onnx";

  private SmallNetwork() {}

  /** Its file, in a folder that is made where it is missing. */
  static Path in(Path folder) {
    try (InputStream stream = SmallNetwork.class.getResourceAsStream(NAME)) {
      if (stream == null) {
        throw new IllegalStateException(NAME + " is missing");
      }
      Files.createDirectories(folder);
      Path file = folder.resolve(NAME);
      Files.copy(stream, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
