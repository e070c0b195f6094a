package org.stratigraph.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.stratigraph.Printable;

/**
 * A zip archive read strictly: the entries of the central directory must fill the file from its
 * first to its last byte, and agree with their local headers, so that no two readers can see
 * different archives. Layout after APPNOTE.TXT of PKWARE, version 6.3.
 */
final class ZipArchive {
  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int CENTRAL_HEADER = 0x02014b50;
  private static final int LOCAL_HEADER_BYTES = 30;
  private static final int CENTRAL_HEADER_BYTES = 46;
  private static final int ENCRYPTION_FLAGS = 0x1 | 0x20 | 0x40 | 0x2000;
  private static final int DESCRIPTOR_FLAG = 0x8;
  private static final int LONGEST_DESCRIPTOR = 24;

  private final SourceFile file;
  private final Map<String, Entry> entries;

  /** One file of the archive; {@code data} is where its bytes begin. */
  record Entry(
      String name,
      int flags,
      int method,
      long crc,
      long packed,
      long size,
      long header,
      long data) {
    boolean isStored() {
      return method == 0;
    }
  }

  private ZipArchive(SourceFile file, Map<String, Entry> entries) {
    this.file = file;
    this.entries = Collections.unmodifiableMap(entries);
  }

  /**
   * Reads the directory of an archive and checks it against the local headers.
   *
   * @throws org.stratigraph.UnusableInputException if it is incomplete, encrypted, ambiguous or a
   *     bomb
   */
  static ZipArchive open(SourceFile file) {
    ZipDirectory directory = ZipDirectory.find(file);
    ByteBuffer bytes = file.read(directory.offset(), directory.bytes(), "the zip directory");
    Map<String, Entry> entries = new LinkedHashMap<>();
    long expanded = 0;
    for (long i = 0; i < directory.entries(); i++) {
      Entry entry = readEntry(file, directory, bytes);
      expanded = Math.addExact(expanded, entry.size());
      checkExpansion(file, expanded);
      if (entries.put(entry.name(), entry) != null) {
        throw file.unusable(
            "the zip archive holds two entries of the name %s.", Printable.quoted(entry.name()));
      }
    }
    if (bytes.hasRemaining()) {
      throw file.unusable("the zip directory holds %d bytes too many.", bytes.remaining());
    }
    checkLayout(file, entries, directory.offset());
    return new ZipArchive(file, entries);
  }

  /** The entries by name, in the order of the directory. */
  Map<String, Entry> entries() {
    return entries;
  }

  /** The bytes of an entry, unpacked, with their check sum verified. */
  ByteBuffer read(Entry entry) {
    ByteBuffer packed =
        file.read(entry.data(), entry.packed(), "the entry " + Printable.quoted(entry.name()));
    ByteBuffer bytes = entry.isStored() ? packed : inflate(entry, packed);
    CRC32 crc = new CRC32();
    crc.update(bytes.duplicate());
    if (crc.getValue() != entry.crc()) {
      throw file.unusable(
          "the check sum of the entry %s is wrong: the file is damaged, or was saved with check"
              + " sums switched off. Download or save it again.",
          Printable.quoted(entry.name()));
    }
    return bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer inflate(Entry entry, ByteBuffer packed) {
    byte[] bytes = new byte[(int) entry.size()];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      int length = 0;
      while (length < bytes.length && !inflater.finished()) {
        int more = inflater.inflate(bytes, length, bytes.length - length);
        if (more == 0 && !inflater.finished()) {
          break;
        }
        length += more;
      }
      boolean exact = length == bytes.length && inflater.inflate(new byte[1]) == 0;
      if (!exact || !inflater.finished() || inflater.getRemaining() > 0) {
        throw file.unusable(
            "the entry %s does not unpack to the %d bytes it declares.",
            Printable.quoted(entry.name()), entry.size());
      }
    } catch (DataFormatException e) {
      throw file.unusable(e, "the entry %s cannot be unpacked.", Printable.quoted(entry.name()));
    } finally {
      inflater.end();
    }
    return ByteBuffer.wrap(bytes);
  }

  private static Entry readEntry(SourceFile file, ZipDirectory directory, ByteBuffer central) {
    if (central.remaining() < CENTRAL_HEADER_BYTES || central.getInt() != CENTRAL_HEADER) {
      throw file.unusable("the zip directory is damaged.");
    }
    int madeBy = central.getInt() & 0xffff;
    int flags = Short.toUnsignedInt(central.getShort());
    int method = Short.toUnsignedInt(central.getShort());
    central.getInt();
    long crc = Integer.toUnsignedLong(central.getInt());
    long packed = Integer.toUnsignedLong(central.getInt());
    long size = Integer.toUnsignedLong(central.getInt());
    int nameLength = Short.toUnsignedInt(central.getShort());
    int extraLength = Short.toUnsignedInt(central.getShort());
    int commentLength = Short.toUnsignedInt(central.getShort());
    int disk = Short.toUnsignedInt(central.getShort());
    central.getShort();
    long attributes = Integer.toUnsignedLong(central.getInt());
    long header = Integer.toUnsignedLong(central.getInt());
    if (central.remaining() < nameLength + extraLength + commentLength) {
      throw file.unusable("the zip directory is damaged.");
    }
    byte[] nameBytes = new byte[nameLength];
    central.get(nameBytes);
    String name = name(file, nameBytes);
    ByteBuffer extra =
        central.slice(central.position(), extraLength).order(ByteOrder.LITTLE_ENDIAN);
    central.position(central.position() + extraLength + commentLength);
    long[] wide = ZipDirectory.wide(file, extra, name, size, packed, header);
    size = wide[0];
    packed = wide[1];
    header = wide[2];
    if (disk != 0) {
      throw file.unusable("the zip archive is one of several parts.");
    }
    if ((flags & ENCRYPTION_FLAGS) != 0) {
      throw file.unusable("the entry %s is encrypted.", Printable.quoted(name));
    }
    if (((attributes >>> 16) & 0xf000) == 0xa000 && madeBy >>> 8 != 0) {
      throw file.unusable("the entry %s is a symbolic link.", Printable.quoted(name));
    }
    if (method != 0 && method != 8) {
      throw file.unusable(
          "the entry %s is packed by method %d; stored (0) and deflate (8) are known.",
          Printable.quoted(name), method);
    }
    if (size > Limits.TENSOR_BYTES || (method == 0 && packed != size)) {
      throw file.unusable(
          "the entry %s declares %s bytes in %s; that is damaged or too large.",
          Printable.quoted(name), Long.toUnsignedString(size), Long.toUnsignedString(packed));
    }
    Entry entry = new Entry(name, flags, method, crc, packed, size, header, 0);
    return locate(file, directory, entry, nameBytes);
  }

  /** Compares an entry with its local header, and finds where its bytes begin. */
  private static Entry locate(
      SourceFile file, ZipDirectory directory, Entry entry, byte[] nameBytes) {
    String what = "the local header of " + Printable.quoted(entry.name());
    ByteBuffer local = file.read(entry.header(), LOCAL_HEADER_BYTES, what);
    int nameLength = Short.toUnsignedInt(local.getShort(26));
    int extraLength = Short.toUnsignedInt(local.getShort(28));
    if (local.getInt(0) != LOCAL_HEADER) {
      throw file.unusable("%s is not where the zip directory says.", what);
    }
    byte[] localName = file.read(entry.header() + LOCAL_HEADER_BYTES, nameLength, what).array();
    if (!Arrays.equals(localName, nameBytes)) {
      throw file.unusable(
          "%s says %s; two readers would see different archives.",
          what, Printable.quoted(new String(localName, StandardCharsets.UTF_8)));
    }
    int flags = Short.toUnsignedInt(local.getShort(6));
    boolean later = (flags & DESCRIPTOR_FLAG) != 0;
    long packed = Integer.toUnsignedLong(local.getInt(18));
    long size = Integer.toUnsignedLong(local.getInt(22));
    boolean sizes =
        (packed == entry.packed() || packed == 0xffffffffL || (later && packed == 0))
            && (size == entry.size() || size == 0xffffffffL || (later && size == 0));
    if ((flags & ENCRYPTION_FLAGS) != 0
        || later != ((entry.flags() & DESCRIPTOR_FLAG) != 0)
        || Short.toUnsignedInt(local.getShort(8)) != entry.method()
        || !sizes) {
      throw file.unusable("%s disagrees with the zip directory.", what);
    }
    long data = entry.header() + LOCAL_HEADER_BYTES + nameLength + extraLength;
    if (entry.packed() < 0 || data > directory.offset() - entry.packed()) {
      throw file.unusable(
          "the entry %s reaches past the end of the data.", Printable.quoted(entry.name()));
    }
    return new Entry(
        entry.name(),
        flags,
        entry.method(),
        entry.crc(),
        entry.packed(),
        entry.size(),
        entry.header(),
        data);
  }

  private static String name(SourceFile file, byte[] bytes) {
    String name;
    try {
      name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw file.unusable(e, "the zip archive holds a name that is not UTF-8.");
    }
    boolean unsafe =
        name.isEmpty()
            || name.startsWith("/")
            || name.contains("\\")
            || name.contains("\0")
            || name.contains(":")
            || ("/" + name + "/").contains("/../");
    if (unsafe) {
      throw file.unusable("the zip archive holds the unsafe name %s.", Printable.quoted(name));
    }
    return name;
  }

  private static void checkExpansion(SourceFile file, long expanded) {
    long allowed =
        Math.max(Limits.ZIP_EXPANSION_FLOOR, Math.multiplyExact(file.size(), Limits.ZIP_EXPANSION));
    if (expanded > allowed) {
      throw file.unusable(
          "its entries declare more than %d bytes, over %d times the %d bytes of the file; that is"
              + " a zip bomb and no set of weights.",
          allowed, Limits.ZIP_EXPANSION, file.size());
    }
  }

  /** Entries must follow one another from byte 0 to the directory. */
  private static void checkLayout(SourceFile file, Map<String, Entry> entries, long end) {
    List<Entry> sorted = new ArrayList<>(entries.values());
    sorted.sort(Comparator.comparingLong(Entry::header));
    long next = 0;
    long slack = 0;
    for (Entry entry : sorted) {
      checkGap(file, entry.header() - next, slack, next);
      next = entry.data() + entry.packed();
      slack = (entry.flags() & DESCRIPTOR_FLAG) == 0 ? 0 : LONGEST_DESCRIPTOR;
    }
    checkGap(file, end - next, slack, next);
  }

  private static void checkGap(SourceFile file, long gap, long slack, long position) {
    if (gap < 0) {
      throw file.unusable("entries of the zip archive overlap before byte %d.", position - gap);
    }
    if (gap > slack) {
      throw file.unusable(
          "%d bytes at byte %d belong to no entry of the zip archive; weights hold nothing else.",
          gap, position);
    }
  }
}
