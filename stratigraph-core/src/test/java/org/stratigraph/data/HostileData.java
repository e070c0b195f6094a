package org.stratigraph.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.stratigraph.hostile.HostileFile;
import org.stratigraph.hostile.HostileFile.Kind;

/** Images and data sets of the corpus. */
public final class HostileData {
  private final List<HostileFile> files = new ArrayList<>();

  private HostileData() {}

  /** Data sets that are refused. */
  public static List<HostileFile> all() {
    try {
      HostileData data = new HostileData();
      data.images();
      data.archives();
      data.idx();
      data.cifar();
      data.arrays();
      data.lists();
      return data.files;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void add(int number, String what, Kind kind, byte[] content, String expected) {
    files.add(HostileFile.refused(number, what, HostileData.class, kind, content, expected));
  }

  /** Ten classes as the demo network has them, with one image that is not sound. */
  private static byte[] withImage(byte[] image) throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 0; i < 10; i++) {
      members.put("class%d/sound.png".formatted(i), PngFiles.of(32, 32, 2, 8, false));
    }
    members.put("class4/hostile.png", image);
    return Archives.tar(members);
  }

  private void image(int number, String what, byte[] image, String expected) throws IOException {
    add(number, what, Kind.IMAGES, withImage(image), expected);
  }

  private void images() throws IOException {
    byte[] gif = new byte[35];
    System.arraycopy(ascii("GIF89a\377\377\377\037"), 0, gif, 0, 10);
    image(35, "scrimage #893: a GIF of 65535 x 8191 in 35 bytes", gif, "neither a JPEG nor a PNG");
    byte[] header = PngFiles.header(60_000, 60_000, 2, 8, false);
    image(
        35,
        "Pillow #515: a PNG of 60000 x 60000",
        PngFiles.file(header, new byte[0], new byte[100]),
        "60000 x 60000");
    byte[] wide = PngFiles.header(Integer.MAX_VALUE, 1, 2, 8, false);
    image(
        35,
        "a PNG of 2^31 - 1 x 1",
        PngFiles.file(wide, new byte[0], new byte[100]),
        "2147483647 x 1");
    byte[] jpeg = JpegSamples.COLOUR.clone();
    int frame = find(jpeg, 0xC0);
    Arrays.fill(jpeg, frame + 5, frame + 9, (byte) 0xFF);
    image(35, "a JPEG of 65535 x 65535", jpeg, "65535 x 65535");
    image(36, "a JPEG cut in the middle", Arrays.copyOf(JpegSamples.COLOUR, 700), "class4/hostile");
    byte[] png = PngFiles.of(32, 32, 2, 8, false);
    image(36, "a PNG cut in the middle", Arrays.copyOf(png, png.length / 2), "class4/hostile");
    byte[] bomb =
        PngFiles.file(PngFiles.header(32, 32, 2, 8, false), new byte[0], new byte[64 << 20]);
    image(35, "a PNG whose 32 rows unpack to 64 MiB", bomb, "class4/hostile");
    image(38, "an image that is a web page", ascii("<!DOCTYPE html>"), "class4/hostile");
    image(38, "an image of no bytes", new byte[0], "is empty");
  }

  private static int find(byte[] jpeg, int marker) {
    for (int i = 0; i < jpeg.length - 1; i++) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) marker) {
        return i;
      }
    }
    throw new IllegalStateException("no marker " + marker);
  }

  private void archives() throws IOException {
    byte[] tar = withImage(PngFiles.of(32, 32, 2, 8, false));
    add(37, "a tar cut in the middle", Kind.IMAGES, Arrays.copyOf(tar, tar.length / 2 + 7), "tar");
    add(37, "a tar of nothing", Kind.IMAGES, Archives.tar(Map.of()), "no images");
    ByteArrayOutputStream links = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(links, "UTF-8")) {
      Archives.link(out, "class0/passwd.png", "/etc/passwd");
      Archives.entry(out, "../outside.png", Archives.PNG);
      Archives.entry(out, "/absolute.png", Archives.PNG);
    }
    add(13, "a tar of links and of names outside", Kind.IMAGES, links.toByteArray(), "no images");
    add(12, "a gzip bomb", Kind.IMAGES, gzipBomb(), "200 times its size");
    byte[] gzipped = Archives.gzip(tar);
    add(
        37,
        "a gzip cut in the middle",
        Kind.IMAGES,
        Arrays.copyOf(gzipped, gzipped.length / 2),
        ".tar");
    byte[] flipped = gzipped.clone();
    flipped[flipped.length - 6] ^= 1;
    add(37, "a gzip with a wrong check sum", Kind.IMAGES, flipped, ".tar");
  }

  /** 300 MiB of zeros behind the head of an entry that declares 8 GB. */
  private static byte[] gzipBomb() throws IOException {
    byte[] head = Arrays.copyOf(Archives.tar(Map.of("a/1.png", new byte[0])), 512);
    byte[] size = ascii("7777777777\0");
    System.arraycopy(size, 0, head, 125, size.length);
    Arrays.fill(head, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : head) {
      sum += b & 0xFF;
    }
    byte[] octal = ascii(String.format(java.util.Locale.ROOT, "%06o\0 ", sum));
    System.arraycopy(octal, 0, head, 148, 8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (java.util.zip.GZIPOutputStream out = new java.util.zip.GZIPOutputStream(bytes)) {
      out.write(head);
      for (int i = 0; i < 300; i++) {
        out.write(new byte[1 << 20]);
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] idx(int type, byte[] values, int... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * shape.length + values.length);
    bytes.put((byte) 0).put((byte) 0).put((byte) type).put((byte) shape.length);
    for (int extent : shape) {
      bytes.putInt(extent);
    }
    return bytes.put(values).array();
  }

  private void idx() throws IOException {
    add(37, "IDX shorter than its shape", Kind.IDX, idx(8, new byte[7], 2, 2, 2), "7 bytes");
    add(37, "IDX longer than its shape", Kind.IDX, idx(8, new byte[9], 2, 2, 2), "9 bytes");
    add(37, "IDX of no images", Kind.IDX, idx(8, new byte[0], 0, 2, 2), "no images");
    add(
        32,
        "IDX of (2^30)^3 images",
        Kind.IDX,
        idx(8, new byte[4], 1 << 30, 1 << 30, 1 << 30),
        "4 bytes");
    add(32, "IDX of negative extents", Kind.IDX, idx(8, new byte[4], -1, 2, -2), "4 bytes");
    add(37, "IDX of reals", Kind.IDX, idx(13, new byte[16], 1, 2, 2), "neither");
    byte[] gzipped = Archives.gzip(idx(8, new byte[8], 2, 2, 2));
    byte[] garbage = Arrays.copyOf(gzipped, gzipped.length + 20);
    Arrays.fill(garbage, gzipped.length, garbage.length, (byte) 'x');
    add(37, "IDX in gzip with garbage behind it", Kind.IDX, garbage, "garbage");
  }

  private void cifar() {
    add(37, "CIFAR cut in a record", Kind.CIFAR, new byte[3 * 3073 - 1], "3073");
    byte[] labels = new byte[3 * 3073];
    labels[0] = 10;
    add(37, "CIFAR-10 with the label 10", Kind.CIFAR, labels, "labels below 10");
    add(37, "CIFAR of one byte", Kind.CIFAR, new byte[1], "3073");
  }

  private static byte[] npy(String header, int data) {
    byte[] text = ascii(header + "\n");
    ByteBuffer bytes = ByteBuffer.allocate(10 + text.length + data);
    bytes.put(ascii("\u0093NUMPY\1\0"));
    bytes.put((byte) text.length).put((byte) (text.length >> 8));
    return bytes.put(text).array();
  }

  private static String array(String type, String shape) {
    return "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, shape);
  }

  private void arrays() {
    add(
        33,
        "keras #23016: an array of 10^18 elements",
        Kind.ARRAY,
        npy(array("<f4", "1000000000, 1000000000,"), 16),
        ".npy");
    add(
        33,
        "an array of 2^64 elements",
        Kind.ARRAY,
        npy(array("<f4", "4294967296, 4294967296,"), 16),
        ".npy");
    add(33, "picklescan: object_array.npy", Kind.ARRAY, npy(array("|O", "2,"), 16), ".npy");
    add(
        33,
        "a header that calls a function",
        Kind.ARRAY,
        npy("{'descr': __import__('os').system('id')}", 16),
        ".npy");
    add(33, "a header of a thousand brackets", Kind.ARRAY, npy("(".repeat(1000), 0), ".npy");
    add(33, "an array without data", Kind.ARRAY, npy(array("|u1", "2, 1, 4, 4,"), 0), ".npy");
    add(33, "a negative extent", Kind.ARRAY, npy(array("|u1", "-2,"), 16), ".npy");
  }

  private void lists() {
    add(37, "a list of paths outside", Kind.LIST, ascii("../../etc/passwd 0\n"), "relative");
    add(37, "a list of absolute paths", Kind.LIST, ascii("/etc/passwd 0\n"), "relative");
    add(37, "a list without classes", Kind.LIST, ascii("a.png\n"), "line 1");
    add(37, "a list with a class of -1", Kind.LIST, ascii("a.png -1\n"), "class index");
    add(
        37,
        "a list with a class of 10^20",
        Kind.LIST,
        ascii("a.png 100000000000000000000\n"),
        "class index");
    add(37, "a list of zero bytes", Kind.LIST, new byte[4096], ".txt");
    add(37, "a list of one line of 4 MB", Kind.LIST, ascii("x".repeat(4 << 20)), ".txt");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Sound data sets and images by the name of their format; images are in a tar. */
  public static Map<String, byte[]> sound() throws IOException {
    Map<String, byte[]> sound = new LinkedHashMap<>();
    sound.put("png", PngFiles.of(7, 5, 6, 8, true));
    sound.put("jpeg", JpegSamples.COLOUR);
    sound.put("jpeg-progressive", JpegSamples.PROGRESSIVE);
    Map<String, byte[]> two = Map.of("a/1.png", Archives.PNG, "b/2.png", Archives.PNG);
    sound.put("tar", Archives.tar(two));
    sound.put("tar.gz", Archives.gzip(Archives.tar(two)));
    sound.put("idx", idx(8, new byte[24], 2, 3, 4));
    sound.put("cifar", new byte[2 * 3073]);
    byte[] array = npy(array("|u1", "2, 3, 4, 1,"), 24);
    sound.put("npy", array);
    return sound;
  }

  /** The classes of eight samples, as a NumPy array. */
  public static byte[] labels() {
    return npy(array("|u1", "8,"), 8);
  }

  /** Decodes an image, or finds that it cannot be. */
  public static void decode(Path file) throws IOException {
    try (ImageDecoder decoder = new ImageDecoder(1_000_000)) {
      decoder.decode(Files.readAllBytes(file));
    } catch (UnreadableImageException e) {
      if (String.valueOf(e.getMessage()).isBlank()) {
        throw new IllegalStateException("no reason is given", e);
      }
    }
  }

  /** Reads every image of a data set as it is stored. */
  public static void readAll(Path file) throws IOException {
    DataSet data = DataSets.open(file.toString(), DataSetOptions.defaults());
    try (StoredImages stored = data.open(data.samples())) {
      for (int i = 0; i < data.samples().size(); i++) {
        stored.read(i);
      }
    }
  }

  /** Reads a list of images. */
  public static void readList(Path file) {
    ImageList.read(file);
  }

  /** Reads a list of classes. */
  public static void readClasses(Path file) {
    ClassList.read(file);
  }
}
