package org.stratigraph.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes zip archives field by field, sound and unsound ones; layout of APPNOTE.TXT 6.3. */
final class ZipBytes {
  private final List<Entry> entries = new ArrayList<>();
  private int declaredEntries = -1;

  /**
   * An entry whose fields may contradict one another; a hidden one is not in the directory, and one
   * with {@code headerAt} is in the directory only.
   */
  static final class Entry {
    String name;
    String localName;
    byte[] data;
    int flags;
    int method;
    long crc;
    long size;
    long attributes;
    boolean hidden;
    long headerAt = -1;

    Entry(String name, byte[] data) {
      this.name = name;
      this.localName = name;
      this.data = data;
      this.size = data.length;
      CRC32 sum = new CRC32();
      sum.update(data);
      this.crc = sum.getValue();
    }

    /** Packs the data; the declared size stays. */
    Entry deflate() {
      Deflater deflater = new Deflater(9, true);
      deflater.setInput(data);
      deflater.finish();
      byte[] packed = new byte[data.length + 64];
      int length = deflater.deflate(packed);
      deflater.end();
      data = Arrays.copyOf(packed, length);
      method = 8;
      return this;
    }
  }

  ZipBytes add(String name, byte[] data) {
    entries.add(new Entry(name, data));
    return this;
  }

  ZipBytes add(Entry entry) {
    entries.add(entry);
    return this;
  }

  ZipBytes declareEntries(int count) {
    declaredEntries = count;
    return this;
  }

  /** The entry added last. */
  Entry last() {
    return entries.get(entries.size() - 1);
  }

  byte[] build() {
    PickleBytes out = new PickleBytes();
    PickleBytes central = new PickleBytes();
    for (Entry entry : entries) {
      long header = entry.headerAt >= 0 ? entry.headerAt : out.unfinished().length;
      byte[] local = entry.localName.getBytes(StandardCharsets.UTF_8);
      byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
      if (entry.headerAt < 0) {
        out.little(0x04034b50, 4).little(20, 2);
        fields(out, entry, local.length).bytes(local).bytes(entry.data);
      }
      if (entry.hidden) {
        continue;
      }
      central.little(0x02014b50, 4).little(0x0314, 2).little(20, 2);
      fields(central, entry, name.length)
          .little(0, 2)
          .little(0, 2)
          .little(0, 2)
          .little(entry.attributes, 4)
          .little(header, 4)
          .bytes(name);
    }
    long offset = out.unfinished().length;
    byte[] directory = central.unfinished();
    long listed = entries.stream().filter(entry -> !entry.hidden).count();
    long count = declaredEntries >= 0 ? declaredEntries : listed;
    return out.bytes(directory)
        .little(0x06054b50, 4)
        .little(0, 4)
        .little(count, 2)
        .little(count, 2)
        .little(directory.length, 4)
        .little(offset, 4)
        .little(0, 2)
        .unfinished();
  }

  private static PickleBytes fields(PickleBytes out, Entry entry, int nameLength) {
    return out.little(entry.flags, 2)
        .little(entry.method, 2)
        .little(0, 4)
        .little(entry.crc, 4)
        .little(entry.data.length, 4)
        .little(entry.size, 4)
        .little(nameLength, 2)
        .little(0, 2);
  }
}
