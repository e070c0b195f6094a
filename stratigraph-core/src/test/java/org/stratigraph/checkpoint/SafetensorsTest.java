package org.stratigraph.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** The format as its README defines it; attacks after its tests and {@code attacks} folder. */
class SafetensorsTest {
  private static final byte[] DATA = Samples.floats(1, 2, 3, 4, 5, 6);

  @TempDir Path folder;

  @Test
  void readsTensorsInTheOrderOfTheHeader() throws IOException {
    Path file = Samples.write(folder, "named-wrongly.pth", Samples.twoTensors());
    Checkpoint checkpoint = CheckpointFile.read(file);
    assertThat(checkpoint.format()).isEqualTo("safetensors");
    assertThat(checkpoint.tensors().keySet()).containsExactly("a", "b");
    assertThat(checkpoint.tensors())
        .containsEntry("a", Tensor.of(Shape.of(2), 1, 2))
        .containsEntry("b", Tensor.of(Shape.of(2, 2), 3, 4, 5, 6));
    assertThat(checkpoint.notes()).isEmpty();
  }

  @Test
  void acceptsScalarsEmptyTensorsPaddingAndNonFiniteValues() throws IOException {
    byte[] bytes =
        Samples.safetensors(
            "{\"module.scalar\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},"
                + "\"module.empty\":{\"dtype\":\"I64\",\"shape\":[0,7],\"data_offsets\":[4,4]},"
                + "\"module.half\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[4,8]}}    ",
            Samples.floats(Float.NaN, 2));
    Checkpoint checkpoint = CheckpointFile.read(Samples.write(folder, "x", bytes));
    assertThat(checkpoint.tensors().keySet()).containsExactly("scalar", "empty", "half");
    assertThat(checkpoint.tensors().get("empty").shape()).isEqualTo(Shape.of(0, 7));
    assertThat(checkpoint.tensors().get("half").type()).isEqualTo(ElementType.BFLOAT16);
    // 2.0 is 0x40000000; its halves are 0 and 2 as bfloat16.
    assertThat(checkpoint.tensors().get("half").toFloats()).containsExactly(0, 2);
    assertThat(checkpoint.nonFiniteTensors()).containsExactly("scalar");
    assertThat(checkpoint.notes())
        .containsExactly("Stripped \"module.\" from every tensor's name.");
  }

  @Test
  void readsShardsBesideTheirIndex() throws IOException {
    Samples.write(folder, "one.safetensors", one("a"));
    Samples.write(folder, "two.safetensors", one("b"));
    write(
        "{\"metadata\":{\"total_size\":48},\"weight_map\":"
            + "{\"b\":\"two.safetensors\",\"a\":\"one.safetensors\"}}");
    Checkpoint checkpoint = CheckpointFile.read(folder);
    assertThat(checkpoint.format()).isEqualTo("safetensors-sharded");
    assertThat(checkpoint.tensors().keySet()).containsExactly("b", "a");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("indexes")
  void refusesIndex(int number, String source, String index, String message) throws IOException {
    Samples.write(folder, "one.safetensors", one("a"));
    Samples.write(folder, "two.safetensors", one("b"));
    Path file = write(index);
    assertThatThrownBy(() -> CheckpointFile.read(file))
        .isExactlyInstanceOf(UnusableInputException.class)
        .hasMessageContaining(message);
  }

  static Stream<Arguments> indexes() {
    return Stream.of(
        row(
            25,
            "name with ../",
            map("\"a\":\"../one.safetensors\""),
            "only files beside the index"),
        row(25, "absolute name", map("\"a\":\"/one.safetensors\""), "only files beside the index"),
        row(25, "Windows path", map("\"a\":\"C:\\\\one\""), "only files beside the index"),
        row(25, "hidden folder", map("\"a\":\"..\""), "only files beside the index"),
        row(25, "name that is no text", map("\"a\":5"), "only files beside the index"),
        row(25, "missing shard", map("\"a\":\"three.safetensors\""), "there is no such file"),
        row(
            25,
            "tensor absent from its shard",
            map("\"a\":\"one.safetensors\",\"c\":\"one.safetensors\""),
            "does not hold it"),
        row(
            25,
            "shard holds what is mapped elsewhere",
            map("\"a\":\"two.safetensors\",\"b\":\"one.safetensors\""),
            "puts into another file"),
        row(
            25,
            "shard holds more than the index",
            map("\"x\":\"one.safetensors\""),
            "does not name"),
        row(
            25,
            "tensor in two shards",
            map("\"a\":\"one.safetensors\",\"a\":\"two.safetensors\""),
            "Duplicate field"),
        row(25, "no map", "{\"metadata\":{}}", "has no \"weight_map\""),
        row(25, "no object", "[\"weight_map\"]", "not the index"),
        row(25, "cut", "{\"weight_map\":{\"a\":", "not a sound index"));
  }

  @Test
  void followsNoLinkOutOfTheFolder() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Samples.write(outside, "secret.safetensors", one("a"));
    Files.createSymbolicLink(
        inside.resolve("one.safetensors"), outside.resolve("secret.safetensors"));
    Path index = inside.resolve("model.safetensors.index.json");
    Files.writeString(index, "{\"weight_map\":{\"a\":\"one.safetensors\"}}");
    assertThatThrownBy(() -> CheckpointFile.read(index))
        .isExactlyInstanceOf(UnusableInputException.class)
        .hasMessageContaining("is a symbolic link");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("files")
  void refusesFile(int number, String source, byte[] bytes, String message) throws IOException {
    Path file = Samples.write(folder, "hostile.safetensors", bytes);
    assertThatThrownBy(() -> CheckpointFile.read(file))
        .isExactlyInstanceOf(UnusableInputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  static Stream<Arguments> files() {
    byte[] sound = Samples.twoTensors();
    return Stream.of(
        row(17, "shorter than 8 bytes", new byte[] {1, 2, 3}, "begins with 8 bytes of length"),
        row(17, "header longer than the file", length(90, "{}"), "but the file has 10 bytes"),
        row(17, "header above 100 MB (Jlama)", length(100_000_001, "{}"), "at most 100000000"),
        row(17, "header above 2^31", length(1L << 33, "{}"), "at most 100000000"),
        row(17, "negative length", length(-1, "{}"), "18446744073709551615"),
        row(18, "not UTF-8", header("{\"\u00ff\":1}", StandardCharsets.ISO_8859_1), "not UTF-8"),
        row(18, "not JSON", json("{hello}"), "damaged safetensors header"),
        row(18, "leading white space", json(" {}"), "does not begin with"),
        row(18, "JSON array", json("[]"), "does not begin with"),
        row(18, "two objects", json("{}{}"), "something behind"),
        row(18, "very deep JSON", json("{\"a\":" + "{\"b\":".repeat(5000)), "unknown field"),
        row(
            18,
            "very deep array",
            json("{\"a\":{\"shape\":" + "[".repeat(5000)),
            "START_ARRAY where END_ARRAY"),
        row(
            19,
            "duplicate names",
            json(tensor("a", "F32", "[2]", "0,8") + "," + tensor("a", "F32", "[4]", "8,24"), DATA),
            "Duplicate field"),
        row(
            19,
            "duplicate fields",
            json(
                "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[6],"
                    + "\"data_offsets\":[0,24]}}",
                DATA),
            "Duplicate field"),
        row(
            20,
            "overlap",
            json(
                tensor("a", "F32", "[4]", "0,16") + "," + tensor("b", "F32", "[3]", "12,24"), DATA),
            "neither overlap"),
        row(
            22,
            "two names on the same bytes (attack 2 and 3)",
            json(tensor("a", "F32", "[6]", "0,24") + "," + tensor("b", "F32", "[6]", "0,24"), DATA),
            "neither overlap"),
        row(
            20,
            "hole",
            json(tensor("a", "F32", "[2]", "0,8") + "," + tensor("b", "F32", "[3]", "12,24"), DATA),
            "leave holes"),
        row(20, "reversed", json(tensor("a", "F32", "[6]", "24,0"), DATA), "byte 0 was expected"),
        row(
            20,
            "reversed at 0",
            json(tensor("a", "F32", "[0]", "0,-24"), DATA),
            "extent or offset"),
        row(
            20,
            "past the end",
            json(tensor("a", "F32", "[7]", "0,28"), DATA),
            "describes 28 bytes"),
        row(20, "last byte not reached", json(tensor("a", "F32", "[5]", "0,20"), DATA), "holds 24"),
        row(
            20,
            "extra bytes (polyglot)",
            Arrays.copyOf(sound, sound.length + 1),
            "describes 24 bytes of tensors, but the file holds 25"),
        row(20, "half download", Arrays.copyOf(sound, sound.length - 1), "holds 23"),
        row(21, "shape x type", json(tensor("a", "F32", "[5]", "0,24"), DATA), "does not fill"),
        row(
            21,
            "product overflows",
            json(tensor("a", "F32", "[4294967296,4294967296]", "0,24"), DATA),
            "impossible shape"),
        row(
            21,
            "product of bytes overflows",
            json(tensor("a", "F32", "[4611686018427387905]", "0,4"), DATA),
            "too large"),
        row(
            21,
            "negative extent",
            json(tensor("a", "F32", "[-6]", "0,24"), DATA),
            "extent or offset"),
        row(
            21,
            "extent beyond 2^64",
            json(tensor("a", "F32", "[99999999999999999999]", "0,24"), DATA),
            "extent or offset"),
        row(21, "real extent", json(tensor("a", "F32", "[6.0]", "0,24"), DATA), "damaged"),
        row(21, "three offsets", json(tensor("a", "F32", "[6]", "0,24,24"), DATA), "at most 2"),
        row(21, "one offset", json(tensor("a", "F32", "[6]", "0"), DATA), "two data_offsets"),
        row(
            21,
            "rank 33",
            json(tensor("a", "F32", "[1" + ",1".repeat(32) + "]", "0,4"), DATA),
            "32"),
        row(21, "sub-byte type", json(tensor("a", "F4", "[48]", "0,24"), DATA), "type \"F4\""),
        row(21, "F8", json(tensor("a", "F8_E4M3", "[24]", "0,24"), DATA), "type \"F8_E4M3\""),
        row(21, "complex", json(tensor("a", "C64", "[3]", "0,24"), DATA), "type \"C64\""),
        row(21, "no dtype", json("\"a\":{\"shape\":[6],\"data_offsets\":[0,24]}", DATA), "lacks"),
        row(
            21,
            "unknown field",
            json("\"a\":{\"dtype\":\"F32\",\"strides\":[1]}", DATA),
            "unknown field \"strides\""),
        row(23, "metadata that is no text", json("\"__metadata__\":{\"a\":1}", DATA), "not text"),
        row(21, "no tensors", json("{}"), "holds no tensors"),
        row(
            22,
            "10 million names (attack 2), scaled down to the limit",
            json(names(100_001), new byte[0]),
            "more than 100000 tensors"));
  }

  private static String names(int count) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < count; i++) {
      names.append(i == 0 ? "" : ",").append(tensor("t" + i, "F32", "[0]", "0,0"));
    }
    return names.toString();
  }

  private static String tensor(String name, String type, String shape, String offsets) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%s]}"
        .formatted(name, type, shape, offsets);
  }

  private static byte[] json(String header) {
    return header(header, StandardCharsets.UTF_8);
  }

  private static byte[] json(String content, byte[] data) {
    return Samples.safetensors(content.startsWith("{") ? content : "{" + content + "}", data);
  }

  private static byte[] header(String header, java.nio.charset.Charset charset) {
    byte[] bytes = header.getBytes(charset);
    return new PickleBytes().little(bytes.length, 8).bytes(bytes).unfinished();
  }

  private static byte[] length(long length, String header) {
    return new PickleBytes().little(length, 8).ascii(header).unfinished();
  }

  static byte[] one(String name) {
    return json(tensor(name, "F32", "[6]", "0,24"), DATA);
  }

  private static String map(String entries) {
    return "{\"weight_map\":{" + entries + "}}";
  }

  private Path write(String index) throws IOException {
    return Files.writeString(folder.resolve("model.safetensors.index.json"), index);
  }

  private static Arguments row(int number, String source, Object input, String message) {
    return Arguments.of(number, source, input, message);
  }
}
