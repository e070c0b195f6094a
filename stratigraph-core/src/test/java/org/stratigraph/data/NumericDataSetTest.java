package org.stratigraph.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.Shape;

/** IDX, CIFAR and NumPy files, written here byte by byte from their formats' descriptions. */
class NumericDataSetTest {
  @TempDir Path temp;

  private static DataSet open(Path path) {
    return DataSets.open(path.toString(), DataSetOptions.defaults());
  }

  private static void assertUnusable(Path path, String... parts) {
    assertThatThrownBy(() -> open(path))
        .isInstanceOf(UnusableInputException.class)
        .message()
        .contains(parts);
  }

  private static byte[] idx(int type, byte[] values, int... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * shape.length + values.length);
    bytes.put((byte) 0).put((byte) 0).put((byte) type).put((byte) shape.length);
    for (int extent : shape) {
      bytes.putInt(extent);
    }
    return bytes.put(values).array();
  }

  private Path write(String name, byte[] content) throws Exception {
    return Files.write(temp.resolve(name), content);
  }

  private static byte[] levels(DataSet data, int index) throws Exception {
    try (StoredImages stored = data.open(data.samples())) {
      return stored.read(index).bytes();
    }
  }

  @Test
  void idxPair() throws Exception {
    byte[] pixels = new byte[2 * 3 * 4];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (10 * i);
    }
    Path images = write("my-images-idx3-ubyte.gz", Archives.gzip(idx(8, pixels, 2, 3, 4)));
    write("my-labels-idx1-ubyte", idx(8, new byte[] {4, 2}, 2));

    DataSet data = open(images);

    assertThat(data.samples())
        .extracting(s -> s.id() + " " + s.label().orElse(-1))
        .containsExactly("0 4", "1 2");
    assertThat(data.classCount()).hasValue(5);
    assertThat(data.classes()).isEqualTo(5);
    assertThat(levels(data, 1)).isEqualTo(Arrays.copyOfRange(pixels, 12, 24));
    try (Images loaded =
        ImageLoader.of(
            data, data.samples(), Preprocessing.named("none-grey"), LoaderOptions.defaults())) {
      assertThat(loaded.shape()).isEqualTo(Shape.of(1, 3, 4));
    }
  }

  @Test
  void folderPrefersTestImages() throws Exception {
    write("train-images-idx3-ubyte", idx(8, new byte[12], 3, 2, 2));
    write("train-labels-idx1-ubyte", idx(8, new byte[3], 3));
    assertThat(open(temp).samples()).hasSize(3);
    write("t10k-images-idx3-ubyte", idx(8, new byte[8], 2, 2, 2));
    assertThat(open(temp).samples()).hasSize(2);
    assertThat(open(temp).labelled()).isFalse();
    assertThat(open(temp).notes()).anyMatch(note -> note.contains("no file of labels"));
  }

  @Test
  void folderGivesTheImagesToTrainOnIfTheyAreAskedFor() throws Exception {
    DataSetOptions training = DataSetOptions.defaults().withPart(DataSetOptions.Part.TRAINING);
    write("t10k-images-idx3-ubyte", idx(8, new byte[8], 2, 2, 2));
    assertThat(DataSets.open(temp.toString(), training).samples()).hasSize(2);
    assertThat(DataSets.hasBothParts(temp.toString())).isFalse();
    write("train-images-idx3-ubyte", idx(8, new byte[12], 3, 2, 2));
    assertThat(DataSets.hasBothParts(temp.toString())).isTrue();
    assertThat(DataSets.hasBothParts(temp + "/train-images-idx3-ubyte")).isFalse();
    assertThat(DataSets.hasBothParts("builtin:shapes")).isFalse();
    assertThat(DataSets.open(temp.toString(), training).samples()).hasSize(3);
    assertThat(open(temp).samples()).hasSize(2);
  }

  /** CIFAR-10 has five files to train on, one after the other. */
  @Test
  void cifarFolderGivesAllBatchesToTrainOn() throws Exception {
    write("test_batch.bin", cifar(3, 1, 7));
    write("data_batch_2.bin", cifar(2, 1, 5));
    write("data_batch_1.bin", cifar(1, 1, 4));
    DataSetOptions training = DataSetOptions.defaults().withPart(DataSetOptions.Part.TRAINING);
    DataSet data = DataSets.open(temp.toString(), training);
    assertThat(data.samples()).extracting(s -> s.label().orElse(-1)).containsExactly(4, 5, 5);
    assertThat(DataSets.hasBothParts(temp.toString())).isTrue();
    // The second image of the second batch: its levels begin with 1.
    assertThat(Arrays.copyOf(levels(data, 2), 3)).containsExactly(1, 81, 161);
    assertThat(data.notes())
        .containsExactly("The images are those of data_batch_1.bin, data_batch_2.bin.");
    assertThat(open(temp).samples()).hasSize(3);
    write("data_batch_2.bin", cifar(2, 2, 99));
    assertThatThrownBy(() -> DataSets.open(temp.toString(), training))
        .isExactlyInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll("CIFAR-10's", "CIFAR-100's");
  }

  @Test
  void damagedIdxIsRefused() throws Exception {
    assertUnusable(
        write("a-images-idx3-ubyte", idx(8, new byte[7], 2, 2, 2)), "[2, 2, 2]", "7 bytes");
    assertUnusable(write("b-images-idx3-ubyte", idx(8, new byte[9], 2, 2, 2)), "9 bytes");
    assertUnusable(write("c-images-idx3-ubyte", idx(8, new byte[0], 0, 2, 2)), "no images");
    assertUnusable(
        write("d-images-idx3-ubyte", idx(8, new byte[4], 1 << 30, 1 << 30, 1 << 30)), "4 bytes");
    assertUnusable(write("e-images-idx3-ubyte", idx(8, new byte[4], -1, 2, -2)), "4 bytes");
    Path images = write("f-images-idx3-ubyte", idx(8, new byte[8], 2, 2, 2));
    write("f-labels-idx1-ubyte", idx(8, new byte[3], 3));
    assertUnusable(images, "3 labels for 2 images");
    write("f-labels-idx1-ubyte", idx(13, new byte[8], 2));
    assertUnusable(images, "IDX type 13");
    write("f-labels-idx1-ubyte", "<html>".getBytes(StandardCharsets.US_ASCII));
    assertUnusable(images, "not an IDX file");
    assertUnusable(write("g-images-idx3-ubyte", idx(13, new byte[16], 1, 2, 2)), "neither");
  }

  private static byte[] cifar(int records, int header, int label) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < records; i++) {
      if (header == 2) {
        bytes.write(1);
      }
      bytes.write(label);
      for (int value = 0; value < 3072; value++) {
        bytes.write(value / 1024 * 80 + i);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void cifarBatches() throws Exception {
    DataSet ten = open(write("test_batch.bin", cifar(3, 1, 7)));
    assertThat(ten.classCount()).hasValue(10);
    assertThat(ten.samples()).hasSize(3).allMatch(sample -> sample.label().getAsInt() == 7);
    assertThat(Arrays.copyOf(levels(ten, 2), 6)).containsExactly(2, 82, 162, 2, 82, 162);
    assertThat(open(temp).samples()).hasSize(3);

    DataSet hundred = open(write("test.bin.gz", Archives.gzip(cifar(4, 2, 99))));
    assertThat(hundred.classCount()).hasValue(100);
    assertThat(hundred.samples()).hasSize(4).allMatch(sample -> sample.label().getAsInt() == 99);
  }

  @Test
  void damagedCifarIsRefused() throws Exception {
    byte[] batch = cifar(3, 1, 7);
    assertUnusable(write("a.bin", Arrays.copyOf(batch, batch.length - 1)), "3073", "CIFAR");
    assertUnusable(write("b.bin", cifar(3, 1, 10)), "labels below 10");
    assertUnusable(write("c.bin", cifar(3, 2, 100)), "labels below 20 and 100");
  }

  private Path npy(String name, String type, String shape, byte[] content) throws Exception {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
    header = header + " ".repeat(117 - header.length()) + "\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("\u0093NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1));
    bytes.write(118);
    bytes.write(0);
    bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(content);
    return write(name, bytes.toByteArray());
  }

  @Test
  void numpyFloatsAreTakenAsTheyAre() throws Exception {
    ByteBuffer values = ByteBuffer.allocate(2 * 6 * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 12; i++) {
      values.putFloat(i - 5.5f);
    }
    npy("images.npy", "<f4", "2, 1, 2, 3", values.array());
    npy("labels.npy", "|u1", "2,", new byte[] {3, 0});

    DataSet data = open(temp);

    assertThat(data.preprocessedShape()).contains(Shape.of(1, 2, 3));
    assertThat(data.classCount()).hasValue(4);
    try (Images images =
        ImageLoader.of(
            data, data.samples(), Preprocessing.named("imagenet"), LoaderOptions.defaults())) {
      FloatBuffer buffer = FloatBuffer.allocate(12);
      assertThat(images.load(0, 2, buffer).samples()).isEqualTo(data.samples());
      assertThat(buffer.array())
          .containsExactly(
              -5.5f, -4.5f, -3.5f, -2.5f, -1.5f, -.5f, .5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f);
      assertThat(images.preprocessing()).contains("as stored");
    }
  }

  @Test
  void numpyBytesAreImages() throws Exception {
    byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    Path images = npy("x.npy", "|u1", "2, 1, 2, 3", pixels);
    Path labels =
        npy("y.npy", "<i8", "2,", new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});

    DataSet data = DataSets.open(images + "," + labels, DataSetOptions.defaults());

    assertThat(data.preprocessedShape()).isEmpty();
    assertThat(data.samples()).extracting(s -> s.label().orElse(-1)).containsExactly(1, 0);
    assertThat(levels(data, 1)).containsExactly(7, 8, 9, 10, 11, 12);
    assertThat(open(images).labelled()).isFalse();
  }

  @Test
  void wrongNumpyPairsAreRefused() throws Exception {
    Path images = npy("x.npy", "|u1", "2, 2, 2", new byte[8]);
    Path three = npy("three.npy", "|u1", "3,", new byte[3]);
    Path half = npy("half.npy", "<f4", "2,", new byte[] {0, 0, 0, 63, 0, 0, 0, 63});
    assertUnusable(Path.of(images + "," + three), "2 labels are needed");
    assertUnusable(Path.of(images + "," + half), "0.5", "whole numbers");
    assertUnusable(npy("i.npy", "<i4", "1, 1, 1", new byte[4]), "unsigned bytes");
    assertUnusable(npy("c.npy", "|u1", "1, 1, 1, 5", new byte[5]), "[n, H, W, 3]");
    assertUnusable(npy("e.npy", "|u1", "0, 1, 1", new byte[0]), "no images");
    assertUnusable(npy("short.npy", "<f4", "5, 3, 4", new byte[9]), "short.npy");
  }
}
