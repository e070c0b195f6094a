package org.stratigraph.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.UnusableInputException;

class NumpyFileTest {
  @TempDir Path folder;

  /** A file of version 1.0 with the given header and data in hexadecimal. */
  private Path write(String header, String data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    byte[] tail = HexFormat.of().parseHex(data);
    byte[] bytes = new byte[10 + text.length + tail.length];
    System.arraycopy(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}, 0, bytes, 0, 8);
    bytes[8] = (byte) text.length;
    bytes[9] = (byte) (text.length >>> 8);
    System.arraycopy(text, 0, bytes, 10, text.length);
    System.arraycopy(tail, 0, bytes, 10 + text.length, tail.length);
    return Files.write(folder.resolve("a.npy"), bytes);
  }

  private static String header(String type, String fortran, String shape) {
    return "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n".formatted(type, fortran, shape);
  }

  /**
   * The same matrix [[1, 2, 3], [4, 5, 6]] in each form; data printed by NumPy 1.24 with {@code
   * numpy.array(..., dtype).tobytes('F' or 'C').hex()}.
   */
  @ParameterizedTest
  @CsvSource({
    "<i2, False, 010002000300040005000600",
    "<i2, True, 010004000200050003000600",
    ">i2, False, 000100020003000400050006",
    ">i2, True, 000100040002000500030006",
    "|u1, True, 010402050306",
    "<f2, False, 003c00400042004400450046",
    ">f4, True, 3f8000004080000040000000" + "40a000004040000040c00000"
  })
  void readsEveryByteOrderAndMemoryOrder(String type, String fortran, String data)
      throws IOException {
    Tensor tensor = NumpyFile.read(write(header(type, fortran, "(2, 3)"), data));
    assertThat(tensor.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(tensor.toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void readsScalarsVectorsAndEmptyArrays() throws IOException {
    assertThat(NumpyFile.read(write(header("<i8", "False", "()"), "0700000000000000")))
        .isEqualTo(Tensor.ofLongs(Shape.of(), 7));
    assertThat(NumpyFile.read(write(header("|b1", "False", "(2,)"), "0100")).type())
        .isEqualTo(ElementType.BOOL);
    assertThat(NumpyFile.read(write(header("<f4", "False", "(0, 5)"), "")).shape())
        .isEqualTo(Shape.of(0, 5));
  }

  /** C.3 33. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "|O ; False ; (2,) ; array of Python objects",
        "<f4 ; False ; (999999999999, 999999999) ; impossible shape",
        "<f4 ; False ; (1073741824,) ; which is 4294967296 bytes, but holds 8",
        "<f4 ; False ; (1,) ; which is 4 bytes, but holds 8",
        "<c8 ; False ; (1,) ; elements of type <c8",
        "<U1 ; False ; (2,) ; elements of type <U1",
        "<f4 ; Maybe ; (2,) ; damaged header",
        "<f4 ; False ; (-2,) ; damaged header",
        "<f4 ; False ; 2 ; damaged header"
      },
      quoteCharacter = '"')
  void refuses(String type, String fortran, String shape, String message) throws IOException {
    Path file = write(header(type, fortran, shape), "0000000000000000");
    assertThatThrownBy(() -> NumpyFile.read(file))
        .isExactlyInstanceOf(UnusableInputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void refusesOtherFiles() throws IOException {
    Path text = Files.writeString(folder.resolve("t.npy"), "not an array at all");
    assertThatThrownBy(() -> NumpyFile.read(text)).hasMessageContaining("is not a .npy file");
    Path empty = Files.createFile(folder.resolve("e.npy"));
    assertThatThrownBy(() -> NumpyFile.read(empty)).hasMessageContaining("is not a .npy file");
    assertThatThrownBy(() -> NumpyFile.read(folder.resolve("no.npy")))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  @Tag("shared")
  void readsWhatNumPyWrote() {
    Path file =
        Path.of(System.getProperty("stratigraph.shared", "../../shared"))
            .resolve("golden/resnet20-cifar10/original-logits.npy");
    assumeTrue(Files.exists(file), "the development data are missing: " + file);
    Tensor logits = NumpyFile.read(file);
    assertThat(logits.shape()).isEqualTo(Shape.of(2000, 10));
    double sum = 0;
    for (float value : logits.toFloats()) {
      sum += value;
    }
    // numpy.load(file).astype('f8').sum() and [1999, 9]
    assertThat(sum).isCloseTo(-39.67769046500325, within(1e-6));
    assertThat(logits.get(19_999)).isCloseTo(11.766101837158203, within(1e-6));
  }
}
