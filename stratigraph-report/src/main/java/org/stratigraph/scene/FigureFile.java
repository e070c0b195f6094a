package org.stratigraph.scene;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.AtomicFile;

/** The kinds of files that scenes are written to. */
public enum FigureFile {
  SVG,
  PDF,
  PNG;

  /** What PNG files have where nothing else is asked for; enough for print. */
  public static final int DEFAULT_DPI = 300;

  /**
   * The kind that a file's name ends with.
   *
   * @throws UnusableInputException if it is none of these
   */
  public static FigureFile of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (FigureFile kind : values()) {
      if (name.endsWith("." + kind.name().toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw new UnusableInputException(
        "%s: the name of a figure ends with .svg, .pdf or .png, which says what it becomes."
            .formatted(file));
  }

  /**
   * Writes a scene as what the file's name ends with. The same scene gives the same bytes. The file
   * appears whole or not at all.
   *
   * @param dpi pixels per inch of a PNG, in [30, 2400]; without effect on the others
   * @throws UnusableInputException if the name ends with something else, the picture would be too
   *     large, or the file has no place
   * @throws java.io.UncheckedIOException if writing fails, such as on a full disk
   */
  public static void write(Scene scene, Path file, int dpi) {
    FigureFile kind = of(file);
    AtomicFile.write(
        file,
        aside -> {
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(aside))) {
            kind.write(scene, dpi, out);
          }
        });
  }

  /** Writes a scene as this kind of file. */
  public void write(Scene scene, int dpi, OutputStream out) throws IOException {
    switch (this) {
      case SVG -> out.write(SvgWriter.file(scene).getBytes(StandardCharsets.UTF_8));
      case PDF -> PdfWriter.write(scene, out);
      case PNG -> PngWriter.write(scene, dpi, out);
    }
  }
}
