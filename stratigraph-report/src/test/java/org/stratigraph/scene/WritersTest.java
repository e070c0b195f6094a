package org.stratigraph.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class WritersTest {
  private static byte[] written(Scene scene, FigureFile kind, int dpi) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    kind.write(scene, dpi, out);
    return out.toByteArray();
  }

  @Test
  void svgHasEveryMarkItsTextAndItsGlyphs() throws Exception {
    String name = "<script>alert('1')</script>\n\u0000\u202e\ud800 & \"co\"";
    String svg = SvgWriter.file(Scenes.everything(name));
    Document document = SafeXml.parse(svg);
    assertThat(SafeXml.elements(document, "script")).isEmpty();
    assertThat(SafeXml.elements(document, "circle")).hasSize(1);
    List<Element> texts = SafeXml.elements(document, "text");
    assertThat(texts.get(0).getTextContent()).isEqualTo("finite \u00b1 0.5 \u2212 \u03b5");
    assertThat(texts.get(1).getTextContent())
        .isEqualTo("<script>alert('1')</script>\\u000a\\u0000\\u202e\\ud800 & \"co\"");
    Element cell = SafeXml.elements(document, "rect").get(1);
    assertThat(cell.getAttribute("data-value")).isEqualTo("0.05");
    assertThat(cell.getAttribute("class")).isEqualTo("cell");
    assertThat(cell.getElementsByTagName("title").item(0).getTextContent()).startsWith("<script>");
    String style = SafeXml.elements(document, "style").get(0).getTextContent();
    String data = style.replaceFirst("(?s).*base64,([^)]*)\\).*", "$1");
    byte[] glyphs = Base64.getDecoder().decode(data);
    try (TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(glyphs))) {
      assertThat(font.getUnicodeCmapLookup().getGlyphId(0x3b5)).isPositive();
      assertThat(font.getUnicodeCmapLookup().getGlyphId('Z')).isZero();
      assertThat(font.getName()).startsWith("FIGURE");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG-u-nu-arab"})
  void formatsDoNotDependOnTheLocale(String tag) throws Exception {
    Locale before = Locale.getDefault();
    Scene scene = Scenes.everything("net");
    List<byte[]> expected =
        List.of(written(scene, FigureFile.SVG, 100), written(scene, FigureFile.PDF, 100));
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertThat(written(scene, FigureFile.SVG, 100)).isEqualTo(expected.get(0));
      assertThat(written(scene, FigureFile.PDF, 100)).isEqualTo(expected.get(1));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void svgIsTheSameInEveryLocaleAsWrittenByHand() {
    Canvas canvas = new Canvas();
    canvas.line(1.25, 2, 3.5, 4, Colour.INK, 0.75);
    assertThat(SvgWriter.element(canvas.scene(10, 20.5, "A & B", "C  d."), "f"))
        .isEqualTo(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20.5" width="10" height="20.5"\
             role="img" aria-labelledby="f-title f-desc"\
             font-family="Liberation Sans, Arimo, Arial, Helvetica, sans-serif">
            <title id="f-title">A &amp; B</title>
            <desc id="f-desc">C d.</desc>

            <path d="M1.25 2L3.5 4" fill="none" stroke="#1a1a1a" stroke-width="0.75"\
             stroke-linejoin="round"/>
            </svg>""");
  }

  @Test
  void pdfKeepsTextAsTextAndEmbedsItsGlyphs() throws Exception {
    byte[] pdf = written(Scenes.everything("layer1.0.conv2"), FigureFile.PDF, 0);
    try (PDDocument document = Loader.loadPDF(pdf)) {
      String text = new PDFTextStripper().getText(document);
      assertThat(text).contains("finite \u00b1 0.5 \u2212 \u03b5");
      // The stripper breaks lines within text that reads upwards.
      assertThat(text.replaceAll("\\s", "")).contains("layer1.0.conv2");
      PDPage page = document.getPage(0);
      assertThat(page.getMediaBox().getWidth()).isEqualTo(160);
      assertThat(page.getMediaBox().getHeight()).isEqualTo(70);
      assertThat(page.getResources().getFontNames()).hasSize(1);
      for (COSName name : page.getResources().getFontNames()) {
        PDFont font = page.getResources().getFont(name);
        assertThat(font.isEmbedded()).isTrue();
        assertThat(font.getName()).contains("+LiberationSans");
      }
      assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Everything");
      assertThat(document.getDocumentInformation().getCreationDate()).isNull();
    }
    assertThat(pdf.length).isLessThan(40_000);
  }

  /** Two painters that share nothing but the scene: Java2D, and PDFBox's reading of our PDF. */
  @Test
  void pdfAndPngShowTheSame() throws Exception {
    Scene scene = Scenes.everything("layer1");
    BufferedImage png = PngWriter.paint(scene, 144);
    try (PDDocument document = Loader.loadPDF(written(scene, FigureFile.PDF, 0))) {
      BufferedImage pdf = new PDFRenderer(document).renderImageWithDPI(0, 144);
      assertThat(pdf.getWidth()).isEqualTo(png.getWidth()).isEqualTo(320);
      assertThat(pdf.getHeight()).isEqualTo(png.getHeight()).isEqualTo(140);
      double difference = 0;
      for (int y = 0; y < png.getHeight(); y++) {
        for (int x = 0; x < png.getWidth(); x++) {
          difference += Math.abs((png.getRGB(x, y) & 255) - (pdf.getRGB(x, y) & 255));
        }
      }
      // Of 255, on average over all pixels: nothing but the edges differs.
      assertThat(difference / (png.getWidth() * png.getHeight())).isLessThan(1.5);
    }
    // The rectangle, the half-transparent circle on white, and the sheet.
    assertThat(png.getRGB(40, 40) & 0xffffff).isEqualTo(0xff0000);
    assertThat(png.getRGB(120, 40) >> 16 & 255).isCloseTo(127, within(1));
    assertThat(png.getRGB(310, 130) & 0xffffff).isEqualTo(0xffffff);
  }

  @Test
  void pngHasTheSizeAskedForAndTellsIt(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a.png");
    FigureFile.write(Scenes.everything("x"), file, 300);
    BufferedImage image = ImageIO.read(file.toFile());
    // 160 and 70 points at 300 pixels per 72 points.
    assertThat(image.getWidth()).isEqualTo(667);
    assertThat(image.getHeight()).isEqualTo(292);
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("pHYs");
    // 300 / 0.0254 = 11811 = 0x2e23 per metre.
    assertThat(bytes[at + 6] & 255).isEqualTo(0x2e);
    assertThat(bytes[at + 7] & 255).isEqualTo(0x23);
  }

  @ParameterizedTest
  @EnumSource(FigureFile.class)
  void theSameSceneGivesTheSameBytes(FigureFile kind) throws Exception {
    assertThat(written(Scenes.everything("a"), kind, 150))
        .isEqualTo(written(Scenes.everything("a"), kind, 150))
        .isNotEqualTo(written(Scenes.everything("b"), kind, 150));
  }

  @Test
  void refusals(@TempDir Path folder) {
    Scene scene = Scenes.everything("a");
    assertThatThrownBy(() -> FigureFile.write(scene, folder.resolve("a.gif"), 300))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("a.gif")
        .hasMessageContaining(".svg, .pdf or .png");
    Scene large = new Canvas().scene(5000, 5000, "t", "d");
    assertThatThrownBy(() -> FigureFile.write(large, folder.resolve("a.png"), 1200))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("83333 x 83333")
        .hasMessageContaining("--dpi");
    assertThat(folder).isEmptyDirectory();
  }

  /** Advance widths of Liberation Sans in 1/2048 em, which are those of Arial: 1366 for A, 569. */
  @Test
  void widthsAreThoseOfTheTypeface() {
    assertThat(Typeface.width("A.", 2048)).isEqualTo(1366 + 569);
    assertThat(Typeface.width("", 10)).isZero();
    assertThat(Typeface.fitting("layer1.0.conv2", 10, 1000)).isEqualTo("layer1.0.conv2");
    String cut = Typeface.fitting("layer1.0.conv2.very.long", 10, 60);
    assertThat(cut).startsWith("laye").contains("\u2026").endsWith("ong");
    assertThat(Typeface.width(cut, 10)).isLessThanOrEqualTo(60);
    assertThat(Typeface.fitting("abcdef", 10, 1)).isEmpty();
  }

  @Test
  void namesOfAnyLengthAndScriptAreDrawable() throws Exception {
    String drawable = Typeface.drawable("x".repeat(1 << 20));
    assertThat(drawable).hasSize(1001).endsWith("\u2026");
    assertThat(Typeface.drawable("\u05d0\u4e2d\ud83d\ude00"))
        .isEqualTo("\\u05d0\\u4e2d\\ud83d\\ude00");
    assertThat(Typeface.drawable("\u0416\u00e9\u03b5")).isEqualTo("\u0416\u00e9\u03b5");
    assertThat(written(Scenes.everything("\u4e2d".repeat(2000)), FigureFile.PDF, 0)).isNotEmpty();
  }
}
