package org.stratigraph.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.TarEntries.Member;

/**
 * Images within a gzipped tar archive. It is read once for the names and once more for the selected
 * images, which are kept as they are: in memory, beyond a bound in a temporary file.
 */
final class GzippedTarStorage implements Storage {
  private final Path archive;
  private final FileTime modified;

  private GzippedTarStorage(Path archive, FileTime modified) {
    this.archive = archive;
    this.modified = modified;
  }

  /**
   * The images of an archive.
   *
   * @throws UnusableInputException if it is damaged, cut off, unpacks to far more than it should,
   *     or holds no image or a name twice
   */
  static DataSet open(Path archive, Optional<ClassList> classes) {
    ImageNames names = new ImageNames();
    Set<String> ids = new LinkedHashSet<>();
    try {
      FileTime modified = Files.getLastModifiedTime(archive);
      try (TarEntries entries = new TarEntries(BoundedGzip.open(archive), names)) {
        Optional<Member> next = entries.next();
        while (next.isPresent()) {
          if (!ids.add(next.get().id())) {
            throw new IOException("it holds " + next.get().id() + " twice");
          }
          next = entries.next();
        }
      }
      return ImageFiles.dataSet(
          archive.toString(), names, ids, classes, new GzippedTarStorage(archive, modified));
    } catch (IOException e) {
      throw TarStorage.damaged(archive, e);
    }
  }

  @Override
  public StoredImages open(List<String> ids) {
    Map<String, Integer> wanted = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      wanted.put(ids.get(i), i);
    }
    SpooledFiles files = new SpooledFiles(ids.size());
    try (TarEntries entries = new TarEntries(BoundedGzip.open(archive), new ImageNames())) {
      if (!modified.equals(Files.getLastModifiedTime(archive))) {
        throw new IOException("it changed while it was read");
      }
      int missing = ids.size();
      while (missing > 0) {
        Member member =
            entries.next().orElseThrow(() -> new IOException("it changed while it was read"));
        Integer index = wanted.get(member.id());
        if (index != null) {
          files.put(index, entries.content(member));
          missing--;
        }
      }
      return files;
    } catch (IOException e) {
      files.close();
      throw TarStorage.damaged(archive, e);
    }
  }
}
