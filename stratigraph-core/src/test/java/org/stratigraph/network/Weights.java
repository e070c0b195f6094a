package org.stratigraph.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/** Makes checkpoints and writes them as safetensors, after that format's published description. */
final class Weights {
  private Weights() {}

  /** The tensors of a variant, filled with 0.001, 0.002, ... */
  static Map<String, Tensor> of(String architecture, int variant, int classes) {
    Architecture known = Architectures.named(architecture);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    known
        .variants()
        .get(variant)
        .tensors(known.input(), classes)
        .forEach((name, shape) -> tensors.put(name, counting(shape)));
    return tensors;
  }

  static Tensor counting(Shape shape) {
    float[] values = new float[Math.toIntExact(shape.elementCount())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i + 1) * 0.001f;
    }
    return Tensor.of(shape, values);
  }

  static Path write(Path file, Map<String, Tensor> tensors) throws IOException {
    StringBuilder header = new StringBuilder("{");
    int offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      int end = offset + tensor.bytes().remaining();
      String type =
          switch (tensor.type()) {
            case FLOAT32 -> "F32";
            case FLOAT16 -> "F16";
            case INT64 -> "I64";
            default -> throw new IllegalArgumentException(tensor.toString());
          };
      header
          .append(header.length() > 1 ? "," : "")
          .append(
              "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                  .formatted(
                      entry.getKey(),
                      type,
                      Arrays.toString(tensor.shape().extents()),
                      offset,
                      end));
      offset = end;
    }
    byte[] json = header.append("}").toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + offset).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    tensors.values().forEach(tensor -> bytes.put(tensor.bytes()));
    return Files.write(file, bytes.array());
  }
}
