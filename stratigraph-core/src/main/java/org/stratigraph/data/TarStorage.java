package org.stratigraph.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.TarEntries.Member;

/** Images within a tar archive, read at their places without unpacking it. */
final class TarStorage implements Storage {
  private static final int HEADER = 512;

  private final Path archive;
  private final Map<String, Place> places;

  private record Place(long offset, int length) {}

  private TarStorage(Path archive, Map<String, Place> places) {
    this.archive = archive;
    this.places = places;
  }

  /** Whether a file starts with a tar header whose checksum is right, gzipped or not. */
  static boolean isTar(Path file) {
    byte[] start = RawFile.start(file, HEADER);
    try {
      return start.length == HEADER && TarUtils.verifyCheckSum(start);
    } catch (IllegalArgumentException e) {
      // The place of the checksum holds no octal number.
      return false;
    }
  }

  /**
   * The images of an archive.
   *
   * @throws UnusableInputException if it is damaged, cut off, holds no image or a name twice
   */
  static DataSet open(Path archive, Optional<ClassList> classes) {
    ImageNames names = new ImageNames();
    Map<String, Place> places = new HashMap<>();
    try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.READ);
        ChannelInput input = new ChannelInput(channel);
        TarEntries entries = new TarEntries(input, names)) {
      long size = channel.size();
      Optional<Member> next = entries.next();
      while (next.isPresent()) {
        Member member = next.get();
        if (member.size() > size - input.position()) {
          throw new IOException("it ends within " + member.id());
        }
        if (member.size() > LONGEST_FILE) {
          throw new IOException(member.id() + " is longer than 512 MiB");
        }
        Place place = new Place(input.position(), (int) member.size());
        if (places.put(member.id(), place) != null) {
          throw new IOException("it holds " + member.id() + " twice");
        }
        next = entries.next();
      }
    } catch (IOException e) {
      throw damaged(archive, e);
    }
    return ImageFiles.dataSet(
        archive.toString(), names, places.keySet(), classes, new TarStorage(archive, places));
  }

  static UnusableInputException damaged(Path archive, IOException e) {
    return new UnusableInputException(
        archive + ": the archive cannot be read (" + e.getMessage() + ").", e);
  }

  @Override
  public StoredImages open(List<String> ids) {
    List<Place> selected =
        ids.stream()
            .map(
                id ->
                    Optional.ofNullable(places.get(id))
                        .orElseThrow(
                            () -> new IllegalArgumentException("not in the archive: " + id)))
            .toList();
    try {
      return new Opened(FileChannel.open(archive, StandardOpenOption.READ), selected);
    } catch (IOException e) {
      throw damaged(archive, e);
    }
  }

  private record Opened(FileChannel channel, List<Place> places) implements StoredImages {
    @Override
    public StoredImage read(int index) throws IOException {
      Place place = places.get(index);
      ByteBuffer bytes = ByteBuffer.allocate(place.length());
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, place.offset() + bytes.position()) < 0) {
          throw new IOException("the archive became shorter");
        }
      }
      return new StoredImage.Encoded(bytes.array());
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
