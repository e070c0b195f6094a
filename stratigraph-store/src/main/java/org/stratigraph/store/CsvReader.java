package org.stratigraph.store;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.IoReason;

/**
 * A CSV file row by row: RFC 4180, UTF-8 with or without a byte order mark, any line end, the first
 * line names the columns, empty lines are passed over. The file is not trusted: lengths are limited
 * and every complaint names the line. Not thread-safe.
 */
final class CsvReader implements Closeable {
  private static final int MOST_CHARACTERS = 1 << 22;
  private static final int MOST_COLUMNS = 10_000;

  /** A share that another program computed in single precision may be a little beyond its end. */
  private static final double ROUNDING = 1e-5;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Path file;
  private final BufferedReader in;
  private final Map<String, Integer> columns = new HashMap<>();
  private final List<String> names;
  private List<String> cells = List.of();
  private long nextLine = 1;
  private long line = 1;

  private CsvReader(Path file, BufferedReader in) {
    this.file = file;
    this.in = in;
    skipByteOrderMark();
    List<String> header = record();
    if (header.isEmpty()) {
      throw new UnusableInputException("%s is empty.".formatted(file));
    }
    this.names = header.stream().map(String::strip).toList();
    for (int i = 0; i < names.size(); i++) {
      if (columns.put(names.get(i), i) != null) {
        throw wrong("the column " + shortened(names.get(i)) + " is there twice.");
      }
    }
  }

  /**
   * Opens a file and reads the names of its columns.
   *
   * @throws UnusableInputException if it is not there, not text, empty, or a column is there twice
   */
  static CsvReader open(Path file) {
    if (Files.isDirectory(file)) {
      throw new UnusableInputException("%s is a folder; give a CSV file.".formatted(file));
    }
    try {
      BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
      try {
        return new CsvReader(file, in);
      } catch (RuntimeException e) {
        in.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw new UnusableInputException("The file %s does not exist.".formatted(file), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s: %s.".formatted(file, IoReason.of(e)), e);
    }
  }

  /**
   * Checks that columns are there.
   *
   * @throws UnusableInputException naming the first that is not, and those that are
   */
  void require(String... needed) {
    for (String column : needed) {
      if (!columns.containsKey(column)) {
        throw new UnusableInputException(
            "%s has no column %s. Its columns are %s."
                .formatted(file, column, shortened(String.join(", ", names))));
      }
    }
  }

  /** The names of the columns, in order. */
  List<String> columns() {
    return names;
  }

  /**
   * Goes to the next row.
   *
   * @return whether there is one
   * @throws UnusableInputException if it has more or fewer cells than the first line
   */
  boolean next() {
    cells = record();
    if (cells.isEmpty()) {
      return false;
    }
    if (cells.size() != names.size()) {
      throw wrong(
          "it has %d cells, and the first line names %d columns."
              .formatted(cells.size(), names.size()));
    }
    return true;
  }

  /** The line on which the current row begins, from 1. */
  long line() {
    return line;
  }

  /**
   * The cell of a column in the current row, without spaces around it; empty without the column.
   */
  String text(String column) {
    Integer index = columns.get(column);
    return index == null ? "" : cells.get(index).strip();
  }

  /**
   * A number in the current row, from {@code low} to {@code high}; one that is beyond by no more
   * than rounding is the bound.
   *
   * @throws UnusableInputException if it is none
   */
  double number(String column, double low, double high) {
    double value;
    try {
      value = Double.parseDouble(text(column));
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!(value >= low - ROUNDING && value <= high + ROUNDING)) {
      throw wrong(
          "%s should be a number%s, not %s."
              .formatted(column, range(low, high), quoted(text(column))));
    }
    return Math.max(low, Math.min(high, value));
  }

  /** The same; NaN where the cell is empty or there is no such column. */
  double numberIfKnown(String column, double low, double high) {
    return text(column).isEmpty() ? Double.NaN : number(column, low, high);
  }

  private static String range(double low, double high) {
    if (high == Double.MAX_VALUE) {
      return low == -Double.MAX_VALUE ? "" : " from " + shown(low);
    }
    return " from " + shown(low) + " to " + shown(high);
  }

  private static String shown(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "empty" : '"' + shortened(text) + '"';
  }

  /** Text of the file for a message. */
  static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= 120 ? line : line.substring(0, 120) + "...";
  }

  /** A complaint about the current row. */
  UnusableInputException wrong(String what) {
    return new UnusableInputException("%s, line %d: %s".formatted(file, line, what));
  }

  private void skipByteOrderMark() {
    if (peek() == BYTE_ORDER_MARK) {
      read();
    }
  }

  /** The cells of the next record that is not an empty line; none at the end. */
  private List<String> record() {
    int c = read();
    while (c == '\n' || c == '\r') {
      c = read();
    }
    line = nextLine;
    List<String> record = new ArrayList<>();
    if (c < 0) {
      return record;
    }
    StringBuilder cell = new StringBuilder();
    int length = 0;
    boolean begun = false;
    while (c >= 0 && c != '\n' && c != '\r') {
      if (c == ',') {
        add(record, cell);
        begun = false;
      } else if (c == '"' && !begun) {
        length += readQuoted(cell);
        begun = true;
        int after = peek();
        if (after >= 0 && ",\r\n".indexOf(after) < 0) {
          throw wrong("a cell goes on behind its closing quote.");
        }
      } else {
        cell.append((char) c);
        begun = true;
      }
      if (++length > MOST_CHARACTERS) {
        throw wrong("it is longer than %d characters.".formatted(MOST_CHARACTERS));
      }
      c = read();
    }
    add(record, cell);
    return record;
  }

  private void add(List<String> record, StringBuilder cell) {
    if (record.size() == MOST_COLUMNS) {
      throw wrong("it has more than %d cells.".formatted(MOST_COLUMNS));
    }
    record.add(cell.toString());
    cell.setLength(0);
  }

  /** What follows an opening quote, up to the closing one; a doubled quote stands for one. */
  private int readQuoted(StringBuilder cell) {
    while (true) {
      int c = read();
      if (c < 0) {
        throw wrong("a quoted cell does not end.");
      }
      if (c == '"') {
        if (peek() != '"') {
          return cell.length();
        }
        read();
      }
      if (cell.length() > MOST_CHARACTERS) {
        throw wrong("it is longer than %d characters.".formatted(MOST_CHARACTERS));
      }
      cell.append((char) c);
    }
  }

  private int peek() {
    try {
      in.mark(1);
      int c = in.read();
      in.reset();
      return c;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private int read() {
    try {
      int c = in.read();
      if (c == '\n' || (c == '\r' && peek() != '\n')) {
        nextLine++;
      }
      return c;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private RuntimeException failed(IOException e) {
    if (e instanceof CharacterCodingException) {
      return new UnusableInputException(
          "%s is not a CSV file: behind line %d it is not UTF-8 text.".formatted(file, line), e);
    }
    return new UncheckedIOException("Cannot read %s: %s.".formatted(file, IoReason.of(e)), e);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
