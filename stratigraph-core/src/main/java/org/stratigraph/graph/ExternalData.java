package org.stratigraph.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.stratigraph.UnusableInputException;
import org.stratigraph.onnx.TensorProto;

/**
 * Tensors that a model keeps in files beside itself. Four fences against reading anything else
 * (ONNX, docs/security.md): the name is relative and stays inside, no part of the path is a link,
 * the file is opened without following links, and it has no second name.
 *
 * @param folder the model's folder
 */
record ExternalData(Path folder) {
  /** The data of a model file. */
  static ExternalData beside(Path model) {
    return new ExternalData(model.toAbsolutePath().resolveSibling(""));
  }

  /**
   * The bytes of a tensor.
   *
   * @param expected how many there have to be
   * @throws UnusableInputException if the location is not a plain file in the model's folder or
   *     does not hold the bytes
   */
  ByteBuffer read(TensorProto message, long expected) {
    String location = TensorMessage.entry(message.getExternalDataList(), "location");
    Path file = resolve(message.getName(), location);
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      long offset = number(message, "offset", 0);
      long length = number(message, "length", expected);
      long size = channel.size();
      if (length != expected || offset > size || expected > size - offset) {
        throw new UnusableInputException(
            "the tensor '%s' should be %d bytes at offset %d of '%s', but the model says %d and the file has %d bytes"
                .formatted(message.getName(), expected, offset, location, length, size));
      }
      if (expected > Integer.MAX_VALUE - 8) {
        throw new UnusableInputException(
            "the tensor '%s' is larger than 2 GiB".formatted(message.getName()));
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) expected);
      channel.position(offset);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          throw new UnusableInputException("'%s' shrank while it was read".formatted(location));
        }
      }
      return bytes.flip();
    } catch (IOException e) {
      throw new UnusableInputException(
          "the tensor '%s' is in '%s', which cannot be read: %s"
              .formatted(message.getName(), location, e.getMessage()),
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
    if (location.isEmpty() || relative.isAbsolute() || relative.normalize().startsWith("..")) {
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
    try {
      if (Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) instanceof Integer links
          && links > 1) {
        throw outside(tensor, location, "has a second name elsewhere");
      }
    } catch (UnsupportedOperationException | IllegalArgumentException | IOException e) {
      // Not a Unix file system: it has no link counts to look at.
      return file;
    }
    return file;
  }

  private static UnusableInputException outside(String tensor, String location, String what) {
    return new UnusableInputException(
        "the tensor '%s' is said to be in '%s', which %s".formatted(tensor, location, what));
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
    throw new UnusableInputException(
        "the tensor '%s' has the %s '%s', which is not a size"
            .formatted(message.getName(), key, text));
  }
}
