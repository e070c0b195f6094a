package org.stratigraph.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.onnx.TensorProto;

/**
 * Tensors that a model keeps in files beside itself. Four fences against reading anything else
 * (ONNX, docs/security.md): the name is relative and stays inside, no part of the path is a link,
 * the file is opened without following links, and it has no second name. Tensors over the same
 * bytes share them, and no file is read more than once over, so that a small model cannot fill the
 * memory. Not thread-safe; for one model.
 */
final class ExternalData {
  private final Path folder;
  private final Map<Region, ByteBuffer> known = new HashMap<>();
  private final Map<Path, Long> alreadyRead = new HashMap<>();

  private record Region(Path file, long offset, long length) {}

  private ExternalData(Path folder) {
    this.folder = folder;
  }

  /** The data of a model file. */
  static ExternalData beside(Path model) {
    return new ExternalData(model.toAbsolutePath().resolveSibling(""));
  }

  /**
   * The bytes of a tensor.
   *
   * @param expected how many there have to be; at most 2 GiB
   * @throws UnusableInputException if the location is not a plain file in the model's folder or
   *     does not hold the bytes
   */
  ByteBuffer read(TensorProto message, long expected) {
    String location = TensorMessage.entry(message.getExternalDataList(), "location");
    Path file = resolve(message.getName(), location);
    Region region = new Region(file, number(message, "offset", 0), expected);
    ByteBuffer shared = known.get(region);
    if (shared != null) {
      return shared.duplicate();
    }
    long length = number(message, "length", expected);
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      long size = channel.size();
      if (length != expected || region.offset() > size || expected > size - region.offset()) {
        throw unusable(
            message.getName(),
            "should be %d bytes at offset %d of '%s', but the model says %d and the file has %d bytes",
            expected,
            region.offset(),
            Printable.name(location),
            length,
            size);
      }
      if (alreadyRead.merge(file, expected, Math::addExact) > size) {
        throw unusable(
            message.getName(), "overlaps with other tensors in '%s'", Printable.name(location));
      }
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(expected));
      channel.position(region.offset());
      while (bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          throw unusable(
              message.getName(),
              "is in '%s', which shrank while it was read",
              Printable.name(location));
        }
      }
      known.put(region, bytes.flip());
      return bytes.duplicate();
    } catch (IOException e) {
      throw new UnusableInputException(
          "the tensor '%s' is in '%s', which cannot be read: %s"
              .formatted(
                  Printable.name(message.getName()), Printable.name(location), e.getMessage()),
          e);
    }
  }

  private Path resolve(String tensor, String location) {
    Path relative;
    try {
      relative = Path.of(location);
    } catch (InvalidPathException e) {
      throw outside(tensor, location, "is not a file name");
    }
    if (location.isEmpty() || relative.isAbsolute()) {
      throw outside(tensor, location, "is outside the model's folder");
    }
    Path file = folder;
    for (Path part : relative) {
      if (part.toString().equals("..")) {
        throw outside(tensor, location, "is outside the model's folder");
      }
      file = file.resolve(part);
      if (Files.isSymbolicLink(file)) {
        throw outside(tensor, location, "leads through a link");
      }
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw outside(tensor, location, "is not a file in the model's folder");
    }
    if (links(file) > 1) {
      throw outside(tensor, location, "has a second name elsewhere");
    }
    return file.normalize();
  }

  private static int links(Path file) {
    try {
      return Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)
              instanceof Integer links
          ? links
          : 1;
    } catch (UnsupportedOperationException | IllegalArgumentException | IOException e) {
      // Not a Unix file system: it has no link counts to look at.
      return 1;
    }
  }

  private static UnusableInputException outside(String tensor, String location, String what) {
    return unusable(tensor, "is said to be in '%s', which %s", Printable.name(location), what);
  }

  private static long number(TensorProto message, String key, long otherwise) {
    String text = TensorMessage.entry(message.getExternalDataList(), key);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, like a negative number.
    }
    throw unusable(
        message.getName(), "has the %s '%s', which is not a size", key, Printable.name(text));
  }

  private static UnusableInputException unusable(String tensor, String what, Object... values) {
    return new UnusableInputException(
        "the tensor '%s' %s"
            .formatted(Printable.name(tensor), String.format(Locale.ROOT, what, values)));
  }
}
