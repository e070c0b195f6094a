package org.stratigraph.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.UnusableInputException;

/** Image files below a folder. Links are followed only to files within the folder. */
final class FolderStorage implements Storage {
  private final Map<String, Path> files;

  private FolderStorage(Map<String, Path> files) {
    this.files = files;
  }

  /**
   * The images below a folder.
   *
   * @throws UnusableInputException if the folder cannot be read or holds no image
   */
  static DataSet open(Path folder, Optional<ClassList> classes) {
    ImageNames names = new ImageNames();
    Map<String, Path> files = new HashMap<>();
    try {
      Path root = folder.toRealPath();
      Files.walkFileTree(root, new Visitor(root, names, files));
    } catch (IOException e) {
      throw new UnusableInputException(
          folder + ": the folder cannot be read (" + e.getMessage() + ").", e);
    }
    return ImageFiles.dataSet(
        folder.toString(), names, files.keySet(), classes, new FolderStorage(files));
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Path root;
    private final ImageNames names;
    private final Map<String, Path> files;

    Visitor(Path root, ImageNames names, Map<String, Path> files) {
      this.root = root;
      this.names = names;
      this.files = files;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String path =
          root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
      Optional<Path> target =
          attributes.isRegularFile() ? Optional.of(file) : linked(file, attributes);
      if (target.isEmpty()) {
        names.link(path);
      } else {
        names.accept(path).ifPresent(id -> files.put(id, target.get()));
      }
      return FileVisitResult.CONTINUE;
    }

    private Optional<Path> linked(Path file, BasicFileAttributes attributes) {
      if (!attributes.isSymbolicLink()) {
        return Optional.empty();
      }
      try {
        Path target = file.toRealPath();
        return target.startsWith(root) && Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
            ? Optional.of(target)
            : Optional.empty();
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  @Override
  public StoredImages open(List<String> ids) {
    List<Path> selected = ids.stream().map(this::file).toList();
    return index -> new StoredImage.Encoded(read(selected.get(index)));
  }

  private Path file(String id) {
    Path file = files.get(id);
    if (file == null) {
      throw new IllegalArgumentException("not an image of this data set: " + id);
    }
    return file;
  }

  private static byte[] read(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = stream.readNBytes(LONGEST_FILE + 1);
      if (bytes.length > LONGEST_FILE) {
        throw new IOException("the file is longer than 512 MiB");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new IOException("the file is gone", e);
    }
  }
}
