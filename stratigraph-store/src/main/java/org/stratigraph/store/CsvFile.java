package org.stratigraph.store;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as CSV: RFC 4180, UTF-8 without a byte order mark, one line of column names, CR LF after
 * each record, an empty field where a figure is not known, numbers with a point and as many digits
 * as they need to be read back exactly, whatever the locale.
 *
 * <p>Names come from files that may not be trusted. A text that a spreadsheet would take for a
 * formula (it starts with {@code = + - @}, a tab or a carriage return) gets an apostrophe in front,
 * and NUL, which CSV readers stop at, becomes U+FFFD.
 */
final class CsvFile {
  private CsvFile() {}

  /**
   * Writes a table.
   *
   * @throws org.stratigraph.UnusableInputException if the folder is not there or the path is a
   *     folder
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  static void write(Table table, Path path) {
    TextFile.write(
        path,
        out -> {
          record(out, table.columns().stream().map(Table.Column::name).toList());
          for (List<@Nullable Object> row : table.rows()) {
            record(out, row);
          }
        });
  }

  private static void record(Writer out, List<? extends @Nullable Object> values)
      throws IOException {
    String separator = "";
    for (Object value : values) {
      out.write(separator);
      if (value instanceof String text) {
        out.write(field(text));
      } else if (value != null) {
        out.write(value.toString());
      }
      separator = ",";
    }
    out.write("\r\n");
  }

  private static String field(String text) {
    String safe = text.replace('\0', '\uFFFD');
    if (!safe.isEmpty() && "=+-@\t\r".indexOf(safe.charAt(0)) >= 0) {
      safe = "'" + safe;
    }
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
