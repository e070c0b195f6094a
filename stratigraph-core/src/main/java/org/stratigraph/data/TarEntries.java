package org.stratigraph.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** The image files of a tar archive, one after the other. */
final class TarEntries implements AutoCloseable {
  private final TarArchiveInputStream tar;
  private final ImageNames names;

  TarEntries(InputStream stream, ImageNames names) {
    this.tar = new TarArchiveInputStream(stream, StandardCharsets.UTF_8.name());
    this.names = names;
  }

  /** A member whose content comes next. */
  record Member(String id, long size) {}

  /**
   * The next image by name, or empty at the end. Links, sparse files and other special entries are
   * counted and passed over.
   *
   * @throws IOException if the archive is damaged or cut off
   */
  Optional<Member> next() throws IOException {
    while (true) {
      TarArchiveEntry entry = read();
      if (entry == null) {
        return Optional.empty();
      }
      if (entry.isDirectory()) {
        continue;
      }
      if (entry.isSymbolicLink() || entry.isLink() || entry.isSparse() || !entry.isFile()) {
        names.link(entry.getName());
        continue;
      }
      Optional<String> id = names.accept(entry.getName());
      if (id.isPresent()) {
        return Optional.of(new Member(id.get(), entry.getSize()));
      }
    }
  }

  private @Nullable TarArchiveEntry read() throws IOException {
    try {
      return tar.getNextEntry();
    } catch (RuntimeException e) {
      throw new IOException("damaged entry", e);
    }
  }

  /** The content of the member. */
  byte[] content(Member member) throws IOException {
    if (member.size() > Storage.LONGEST_FILE) {
      throw new IOException(member.id() + " is longer than 512 MiB");
    }
    byte[] bytes = tar.readNBytes((int) member.size());
    if (bytes.length < member.size()) {
      throw new IOException("it ends within " + member.id());
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
