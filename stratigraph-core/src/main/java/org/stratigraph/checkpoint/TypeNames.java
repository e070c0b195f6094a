package org.stratigraph.checkpoint;

import java.util.Locale;
import java.util.Optional;
import org.stratigraph.tensor.ElementType;

/** What the formats call the element types. */
final class TypeNames {
  private TypeNames() {}

  /** PyTorch's name, such as {@code float32}. */
  static String pytorch(ElementType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /** What a safetensors header calls the type, such as {@code F32}. */
  static String safetensors(ElementType type) {
    return switch (type) {
      case FLOAT64 -> "F64";
      case FLOAT32 -> "F32";
      case FLOAT16 -> "F16";
      case BFLOAT16 -> "BF16";
      case INT64 -> "I64";
      case INT32 -> "I32";
      case INT16 -> "I16";
      case INT8 -> "I8";
      case UINT64 -> "U64";
      case UINT32 -> "U32";
      case UINT16 -> "U16";
      case UINT8 -> "U8";
      case BOOL -> "BOOL";
    };
  }

  /** The type that a safetensors header calls so, such as {@code F32}; empty if unsupported. */
  static Optional<ElementType> safetensors(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "F64" -> ElementType.FLOAT64;
          case "F32" -> ElementType.FLOAT32;
          case "F16" -> ElementType.FLOAT16;
          case "BF16" -> ElementType.BFLOAT16;
          case "I64" -> ElementType.INT64;
          case "I32" -> ElementType.INT32;
          case "I16" -> ElementType.INT16;
          case "I8" -> ElementType.INT8;
          case "U64" -> ElementType.UINT64;
          case "U32" -> ElementType.UINT32;
          case "U16" -> ElementType.UINT16;
          case "U8" -> ElementType.UINT8;
          case "BOOL" -> ElementType.BOOL;
          default -> null;
        });
  }
}
