package org.stratigraph.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.Sha256;
import org.stratigraph.tensor.Tensor;

/** Identity of files by their content, in hex. */
final class ContentHash {
  private static final List<String> FOLDER_ENDINGS = List.of(".json", ".safetensors", ".bin");

  private ContentHash() {}

  static String ofFile(Path file) {
    return HexFormat.of().formatHex(digest(file));
  }

  /** By the rule of {@link NetworkFile}. */
  static String ofFolder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      MessageDigest digest = Sha256.digest();
      List<Path> parts =
          files.filter(Files::isRegularFile).filter(ContentHash::isPart).sorted().toList();
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

  /** Of a file and of tensors that belong to it, by the rule of {@link NetworkFile}. */
  static String ofTensors(Path file, Map<String, Tensor> tensors) {
    MessageDigest digest = Sha256.digest();
    digest.update(digest(file));
    tensors.forEach(
        (name, tensor) -> {
          digest.update(name.getBytes(StandardCharsets.UTF_8));
          digest.update((byte) 0);
          digest.update(tensor.bytes());
        });
    return HexFormat.of().formatHex(digest.digest());
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
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static UnusableInputException unreadable(Path path, IOException e) {
    return new UnusableInputException(
        "%s: cannot be read (%s).".formatted(path, e.getMessage()), e);
  }
}
