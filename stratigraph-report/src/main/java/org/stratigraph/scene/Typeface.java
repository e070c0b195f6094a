package org.stratigraph.scene;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * The typeface of all figures: Liberation Sans, which comes with Apache PDFBox and whose licence
 * (SIL Open Font License 1.1) lets documents hold it. Every format takes its widths from here, so
 * that what fits in one fits in all. No kerning, no ligatures. Thread-safe.
 */
public final class Typeface {
  /** Height of a capital as a share of the size. */
  public static final double CAPITAL = 0.716;

  private static final String RESOURCE =
      "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final int LONGEST = 1_000;

  private static final Typeface SANS = new Typeface();

  private final TrueTypeFont font;
  private final CmapLookup glyphs;
  private final double em;

  private Typeface() {
    try {
      font = open();
      glyphs = font.getUnicodeCmapLookup();
      em = font.getUnitsPerEm();
    } catch (IOException e) {
      throw new UncheckedIOException("The typeface of figures cannot be read", e);
    }
  }

  /** A reader of the typeface of its own, for a document that closes it. */
  static TrueTypeFont open() throws IOException {
    try (InputStream in = PDDocument.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("PDFBox comes without " + RESOURCE);
      }
      TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
      font.setEnableGsub(false);
      return font;
    }
  }

  /**
   * A text that the typeface can draw: at most 1,000 characters of it, and a backslash, {@code u}
   * and the code in hex for a character without a glyph, without a shape of its own, or written
   * from right to left, which would turn round in some formats and not in others.
   */
  public static String drawable(String text) {
    StringBuilder drawable = new StringBuilder();
    int end = Math.min(text.length(), LONGEST);
    for (int i = 0; i < end; ) {
      int c = text.codePointAt(i);
      if (SANS.canDraw(c)) {
        drawable.appendCodePoint(c);
      } else {
        for (char unit : Character.toChars(c)) {
          drawable.append(Markup.visible(unit));
        }
      }
      i += Character.charCount(c);
    }
    return drawable.append(text.length() > LONGEST ? "\u2026" : "").toString();
  }

  private boolean canDraw(int c) {
    if (c >= ' ' && c < 0x7f) {
      return true;
    }
    int direction = Character.getDirectionality(c);
    return c > 0x9f
        && Character.getType(c) != Character.FORMAT
        && Character.getType(c) != Character.LINE_SEPARATOR
        && Character.getType(c) != Character.PARAGRAPH_SEPARATOR
        && direction != Character.DIRECTIONALITY_RIGHT_TO_LEFT
        && direction != Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
        && glyphs.getGlyphId(c) != 0;
  }

  /**
   * How wide a text is set.
   *
   * @param text as {@link #drawable} gives it
   * @param size in points
   */
  public static double width(String text, double size) {
    return SANS.units(text) / SANS.em * size;
  }

  private synchronized double units(String text) {
    try {
      double sum = 0;
      for (int c : text.codePoints().toArray()) {
        sum += font.getAdvanceWidth(glyphs.getGlyphId(c));
      }
      return sum;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The width of the widest of some texts; 0 if there are none. */
  public static double widest(Collection<String> texts, double size) {
    return texts.stream().mapToDouble(text -> width(text, size)).max().orElse(0);
  }

  /**
   * As much of a name as fits, its middle left out where it must be; see {@link Label#of}.
   *
   * @return empty if not even four characters fit
   */
  public static String fitting(String name, double size, double room) {
    String whole = drawable(Label.full(name));
    if (width(whole, size) <= room) {
      return whole;
    }
    int low = 3;
    int high = Math.max(4, whole.codePointCount(0, whole.length()));
    while (high - low > 1) {
      int middle = (low + high) / 2;
      boolean fits = width(Label.of(whole, middle), size) <= room;
      low = fits ? middle : low;
      high = fits ? high : middle;
    }
    return low < 4 ? "" : Label.of(whole, low);
  }

  /** The outline of a text that starts at the origin, with y downwards. */
  static Path2D outline(String text, double size) {
    return SANS.path(text, size);
  }

  private synchronized Path2D path(String text, double size) {
    Path2D path = new Path2D.Double();
    double scale = size / em;
    double x = 0;
    try {
      for (int c : text.codePoints().toArray()) {
        int glyph = glyphs.getGlyphId(c);
        var data = font.getGlyph().getGlyph(glyph);
        if (data != null) {
          AffineTransform place = AffineTransform.getTranslateInstance(x, 0);
          place.scale(scale, -scale);
          path.append(place.createTransformedShape(data.getPath()), false);
        }
        x += font.getAdvanceWidth(glyph) * scale;
      }
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A TrueType file with the glyphs of some texts and no others; the same texts, the same bytes.
   */
  static byte[] subset(Collection<String> texts) {
    return SANS.part(texts);
  }

  private synchronized byte[] part(Collection<String> texts) {
    TreeSet<Integer> characters = new TreeSet<>();
    texts.forEach(text -> text.codePoints().forEach(characters::add));
    try {
      TTFSubsetter subsetter = new TTFSubsetter(font, TABLES);
      characters.forEach(subsetter::add);
      // The licence reserves the typeface's name for the whole of it.
      subsetter.setPrefix("FIGURE");
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      subsetter.writeToStream(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What browsers ask for. */
  private static final List<String> TABLES =
      List.of(
          "head", "hhea", "maxp", "hmtx", "cmap", "glyf", "loca", "name", "post", "OS/2", "cvt ",
          "fpgm", "prep");
}
