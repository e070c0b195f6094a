package org.stratigraph.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.stratigraph.UnusableInputException;

/** Identity of files by their content, in hex. */
final class Sha256 {
  private static final int BUFFER = 1 << 16;
  private static final List<String> FOLDER_ENDINGS = List.of(".json", ".safetensors", ".bin");

  private Sha256() {}

  static String ofFile(Path file) {
    return HexFormat.of().formatHex(digest(file));
  }

  /** By the rule of {@link NetworkFile}. */
  static String ofFolder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      MessageDigest digest = sha256();
      List<Path> parts =
          files.filter(Files::isRegularFile).filter(Sha256::isPart).sorted().toList();
      for (Path part : parts) {
        digest.update(nameOf(part).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(digest(part));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static boolean isPart(Path file) {
    String name = nameOf(file).toLowerCase(Locale.ROOT);
    return FOLDER_ENDINGS.stream().anyMatch(name::endsWith);
  }

  private static String nameOf(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }

  private static byte[] digest(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = sha256();
      byte[] buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return digest.digest();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static UnusableInputException unreadable(Path path, IOException e) {
    return new UnusableInputException(
        "%s: cannot be read (%s).".formatted(path, e.getMessage()), e);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
