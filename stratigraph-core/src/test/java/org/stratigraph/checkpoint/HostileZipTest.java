package org.stratigraph.checkpoint;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stratigraph.UnusableInputException;

/**
 * Zip archives, legacy files and other files that are no usable checkpoint. Each row: where the
 * case is known from, the bytes, a part of the message. All are written by this test.
 */
class HostileZipTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource({"archives", "legacy", "others"})
  void isRefused(int number, String source, byte[] bytes, String message) throws IOException {
    Path file = Samples.write(folder, "hostile.pth", bytes);
    assertThatThrownBy(() -> CheckpointFile.read(file))
        .isExactlyInstanceOf(UnusableInputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  static Stream<Arguments> archives() {
    ZipBytes.Entry bad = new ZipBytes.Entry("archive/data/0", Samples.floats(1, 2, 3, 4, 5, 6));
    bad.crc ^= 1;
    ZipBytes.Entry renamed = new ZipBytes.Entry("archive/data.pkl", Samples.oneTensor());
    renamed.localName = "archive/datap.kl";
    ZipBytes.Entry link = new ZipBytes.Entry("archive/link", ascii("/etc/passwd"));
    link.attributes = 0xa1ffL << 16;
    ZipBytes.Entry bomb = new ZipBytes.Entry("archive/data/1", new byte[64 << 20]).deflate();
    ZipBytes.Entry liar = new ZipBytes.Entry("archive/data/1", new byte[1000]).deflate();
    liar.size = 999;
    ZipBytes.Entry huge = new ZipBytes.Entry("archive/data/1", new byte[10]).deflate();
    huge.size = 0xfffffff0L;
    ZipBytes.Entry method = new ZipBytes.Entry("archive/data/1", new byte[10]);
    method.method = 12;
    ZipBytes.Entry hidden = new ZipBytes.Entry("archive/data/0", new byte[40]);
    hidden.hidden = true;
    ZipBytes.Entry outer =
        new ZipBytes.Entry("a", new ZipBytes().add("archive/x", new byte[9]).build());
    ZipBytes.Entry inner = new ZipBytes.Entry("archive/x", new byte[9]);
    // Behind the local header of 30 bytes and the name of one.
    inner.headerAt = 31;
    byte[] sound = Samples.zip(Samples.oneTensor());
    return Stream.of(
        row(
            11,
            "entry that the directory hides",
            new ZipBytes().add("archive/data.pkl", Samples.oneTensor()).add(hidden).build(),
            "belong to no entry"),
        row(
            11,
            "entry inside another one",
            new ZipBytes().add(outer).add(inner).build(),
            "overlap"),
        row(
            11,
            "picklescan: bad CRC",
            new ZipBytes().add("archive/data.pkl", Samples.oneTensor()).add(bad).build(),
            "check sum of the entry \"archive/data/0\" is wrong"),
        row(
            11,
            "picklescan: local name differs (datap.kl)",
            new ZipBytes().add(renamed).build(),
            "says \"archive/datap.kl\""),
        row(11, "picklescan: encryption flag 0x1", flagged(0x1), "is encrypted"),
        row(11, "picklescan: encryption flag 0x20", flagged(0x20), "is encrypted"),
        row(11, "picklescan: encryption flag 0x40", flagged(0x40), "is encrypted"),
        row(
            11,
            "picklescan: two entries of the same name",
            Samples.archive(Samples.oneTensor()).add("archive/data.pkl", ascii("N.")).build(),
            "two entries of the name"),
        row(
            11,
            "picklescan: no central directory (half download)",
            Arrays.copyOf(sound, sound.length / 2),
            "download was not finished"),
        row(
            11,
            "fickling polyglot.py: data before the archive",
            ascii("PK\003\004 and more" + text(sound)),
            "added before the archive"),
        row(
            11,
            "fickling polyglot.py: data behind the archive",
            ascii(text(sound) + "#!/bin/sh"),
            "added behind the archive"),
        row(
            13,
            "modelaudit #502: symbolic link",
            Samples.archive(Samples.oneTensor()).add(link).build(),
            "is a symbolic link"),
        row(
            13,
            "modelaudit #502: ../ in a name",
            Samples.archive(Samples.oneTensor()).add("archive/../../x", new byte[1]).build(),
            "unsafe name"),
        row(
            13,
            "absolute name",
            Samples.archive(Samples.oneTensor()).add("/x", new byte[1]).build(),
            "unsafe name"),
        row(
            12,
            "keras #23010: 64 kB that unpack to 64 MiB",
            Samples.archive(Samples.oneTensor()).add(bomb).build(),
            "zip bomb"),
        row(
            12,
            "keras #23016: size declared far above the content",
            Samples.archive(Samples.oneTensor()).add(huge).build(),
            "damaged or too large"),
        row(
            12,
            "unpacks to more than it declares",
            new ZipBytes()
                .add(
                    "archive/data.pkl",
                    PickleBytes.begin().dictionary().vector("w", "1", 249).close().stop())
                .add(liar)
                .build(),
            "does not unpack to the 999 bytes"),
        row(
            12,
            "modelaudit #949: more entries than the directory can hold",
            Samples.archive(Samples.oneTensor()).declareEntries(60_000).build(),
            "declares 60000 entries"),
        row(
            12,
            "fewer entries than the directory holds",
            Samples.archive(Samples.oneTensor()).declareEntries(2).build(),
            "bytes too many"),
        row(
            11,
            "unknown packing",
            Samples.archive(Samples.oneTensor()).add(method).build(),
            "packed by method 12"),
        row(
            16,
            "big-endian",
            Samples.archive(Samples.oneTensor()).add("archive/byteorder", ascii("big")).build(),
            "byte order \"big\""),
        row(
            16,
            "TorchScript",
            Samples.archive(Samples.oneTensor()).add("archive/code/m.py", ascii("x")).build(),
            "is a TorchScript program"),
        row(
            16,
            "two checkpoints in one archive",
            Samples.archive(Samples.oneTensor()).add("b/data.pkl", Samples.oneTensor()).build(),
            "several checkpoints"),
        row(
            15,
            "zip without data.pkl",
            new ZipBytes().add("readme.txt", ascii("hello")).build(),
            "without a PyTorch checkpoint"),
        row(15, "empty zip", new ZipBytes().build(), "it holds nothing"),
        row(
            15,
            "Keras 3 archive",
            new ZipBytes().add("model.weights.h5", ascii("x")).build(),
            "is a Keras 3 archive"));
  }

  static Stream<Arguments> legacy() {
    byte[] sound = Samples.legacy(Samples.oneLegacyTensor(), 1, 2, 3, 4, 5, 6);
    byte[] view =
        PickleBytes.begin()
            .dictionary()
            .text("w")
            .beginRebuild()
            .legacyStorage("FloatStorage", "0", 6, 4, 3)
            .rebuild(0, new long[] {3}, new long[] {1})
            .close()
            .stop();
    return Stream.of(
        row(15, "half download", Arrays.copyOf(sound, sound.length - 5), "only 19 are left"),
        row(15, "cut in the pickle", Arrays.copyOf(sound, 60), "it ends here"),
        row(14, "something behind the storages", ascii(text(sound) + "x"), "1 bytes follow"),
        row(
            7,
            "fewer elements than declared",
            Samples.legacy(Samples.oneLegacyTensor(), 1, 2, 3),
            "should have 6 of torch.FloatStorage, but the file holds 3"),
        row(8, "view outside its storage", Samples.legacy(view, 1, 2, 3, 4, 5, 6), "4 + 3"),
        row(
            6,
            "storage missing",
            Samples.legacyHead()
                .bytes(Samples.oneLegacyTensor())
                .bytes(PickleBytes.begin().raw(']').stop())
                .unfinished(),
            "has no storage \"0\""),
        row(
            6,
            "storage that no tensor uses",
            Samples.legacy(PickleBytes.begin().raw('}').stop(), 1),
            "that no tensor uses: \"0\""),
        row(
            14,
            "picklescan pytorch_magic_bypass.pt: magic number made by eval",
            new PickleBytes()
                .bytes(PickleBytes.begin().global("builtins", "eval").stop())
                .unfinished(),
            "names \"builtins.eval\""),
        row(
            14,
            "pickle of something else",
            PickleBytes.begin().raw('}').stop(),
            "PyTorch did not write"),
        row(
            14,
            "big-endian system",
            new PickleBytes()
                .bytes(Samples.legacyMagic())
                .bytes(PickleBytes.begin().raw('}').stop())
                .unfinished(),
            "little-endian"));
  }

  static Stream<Arguments> others() {
    byte[] tar = new byte[1024];
    System.arraycopy(ascii("storages"), 0, tar, 0, 8);
    System.arraycopy(ascii("ustar"), 0, tar, 257, 5);
    return Stream.of(
        row(15, "empty file", new byte[0], "is empty"),
        row(15, "PNG (picklescan bad_pytorch.pt)", ascii("\u0089PNG\r\n\u001a\n"), "a PNG image"),
        row(15, "JPEG", ascii("\u00ff\u00d8\u00ff\u00e0"), "a JPEG image"),
        row(15, "HTML error page", ascii("\n<!DOCTYPE html><html>"), "an HTML page"),
        row(
            15,
            "Git LFS pointer",
            ascii("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"),
            "a Git LFS pointer"),
        row(15, "gzip", ascii("\u001f\u008b\u0008"), "a gzip archive"),
        row(14, "tar of PyTorch 0.1 (GHSA-53q9-r3pm-6pq6)", tar, "PyTorch's oldest format"),
        row(15, "zeros of an interrupted download", new byte[9000], "zero bytes"),
        row(15, "ONNX", ascii("\u0008\u0007\u0012\u0007pytorch"), "an ONNX model"),
        row(15, "text", ascii("404: Not Found"), "begins with \"404: Not Found\""),
        row(14, "protocol 0", ascii("L119547037146038801333356L\n."), "pickle protocol 0"),
        row(15, "noise", ascii("\u00f0\u0001\u0002\u0003"), "no known kind"));
  }

  private static byte[] flagged(int flag) {
    ZipBytes zip = Samples.archive(Samples.oneTensor());
    zip.last().flags = flag;
    return zip.build();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static Arguments row(int number, String source, byte[] bytes, String message) {
    return Arguments.of(number, source, bytes, message);
  }
}
