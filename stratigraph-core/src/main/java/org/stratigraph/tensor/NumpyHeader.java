package org.stratigraph.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a {@code .npy} file: a Python literal with exactly three entries, in the order in
 * which NumPy writes them.
 *
 * @param description NumPy's type string, such as {@code <f4}; {@code structured} for a record type
 * @param fortranOrder whether the first axis varies fastest
 * @param shape the extents, never negative
 */
record NumpyHeader(String description, boolean fortranOrder, List<Long> shape) {
  private static final Pattern FORM =
      Pattern.compile(
          "\\{'descr': (?:'([^']{1,32})'|(\\[.*\\])), 'fortran_order': (True|False), 'shape':"
              + " \\(((?:\\d{1,18}, ?)*(?:\\d{1,18})?)\\), ?\\} *\n?",
          Pattern.DOTALL);
  private static final int MOST_AXES = 32;

  /** The header, or nothing if the text is not one. */
  static Optional<NumpyHeader> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String[] extents = matcher.group(4).isEmpty() ? new String[0] : matcher.group(4).split(", ?");
    if (extents.length > MOST_AXES) {
      return Optional.empty();
    }
    List<Long> shape = Arrays.stream(extents).map(Long::valueOf).toList();
    String description = matcher.group(1) == null ? "structured" : matcher.group(1);
    return Optional.of(new NumpyHeader(description, matcher.group(3).equals("True"), shape));
  }

  boolean bigEndian() {
    return description.startsWith(">");
  }

  boolean isObject() {
    return description.endsWith("O");
  }

  /** The element type; empty where a tensor cannot hold it. */
  Optional<ElementType> type() {
    return Optional.ofNullable(
        switch (description) {
          case "<f4", ">f4" -> ElementType.FLOAT32;
          case "<f8", ">f8" -> ElementType.FLOAT64;
          case "<f2", ">f2" -> ElementType.FLOAT16;
          case "|i1" -> ElementType.INT8;
          case "|u1" -> ElementType.UINT8;
          case "<i2", ">i2" -> ElementType.INT16;
          case "<u2", ">u2" -> ElementType.UINT16;
          case "<i4", ">i4" -> ElementType.INT32;
          case "<u4", ">u4" -> ElementType.UINT32;
          case "<i8", ">i8" -> ElementType.INT64;
          case "<u8", ">u8" -> ElementType.UINT64;
          case "|b1" -> ElementType.BOOL;
          default -> null;
        });
  }
}
