package org.stratigraph.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An amount of memory, written as a number and an optional unit: {@code 2g}, {@code 1.5GB}, {@code
 * 512m}, {@code 800000k}. Units are powers of 1024; without one the number counts bytes.
 *
 * @param bytes at least 1
 */
record MemorySize(long bytes) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)([kmgt]?)(?:i?b)?", Pattern.CASE_INSENSITIVE);

  /**
   * Reads a size.
   *
   * @throws IllegalArgumentException if the text is no size, or less than a byte or more than 2^60
   *     bytes
   */
  static MemorySize parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no amount of memory; write it like 2g or 512m");
    }
    String unit = form.group(2).toLowerCase(Locale.ROOT);
    double bytes =
        Double.parseDouble(form.group(1))
            * Math.pow(1024, " kmgt".indexOf(unit.isEmpty() ? " " : unit));
    if (bytes < 1 || bytes > (double) (1L << 60)) {
      throw new IllegalArgumentException(
          "'" + text + "' is out of range for an amount of memory; write it like 2g or 512m");
    }
    return new MemorySize((long) bytes);
  }

  /** For a person: {@code 1.5 GB}, with the largest unit that leaves at least 1. */
  @Override
  public String toString() {
    String[] units = {"bytes", "kB", "MB", "GB", "TB"};
    double amount = bytes;
    int unit = 0;
    while (amount >= 1024 && unit < units.length - 1) {
      amount /= 1024;
      unit++;
    }
    return unit == 0
        ? bytes + " bytes"
        : String.format(Locale.ROOT, amount < 10 ? "%.1f %s" : "%.0f %s", amount, units[unit]);
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<MemorySize> {
    @Override
    public MemorySize convert(String value) {
      try {
        return parse(value);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(String.valueOf(wrong.getMessage()));
      }
    }
  }
}
