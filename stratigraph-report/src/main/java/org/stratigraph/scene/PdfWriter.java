package org.stratigraph.scene;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.util.Matrix;

/**
 * Scenes as PDF of one page, as large as the scene. Text stays text, its glyphs are embedded. No
 * date and a fixed id: the same scene gives the same bytes.
 */
public final class PdfWriter {
  /** How far the control points of a quarter circle lie from its ends, as a share of the radius. */
  private static final double QUARTER = 0.5522847498;

  private final Scene scene;
  private final PDPageContentStream page;
  private final PDFont font;
  private final Map<Double, PDExtendedGraphicsState> opacities = new HashMap<>();

  private PdfWriter(Scene scene, PDPageContentStream page, PDFont font) {
    this.scene = scene;
    this.page = page;
    this.font = font;
  }

  /** Writes a scene. */
  static void write(Scene scene, OutputStream out) throws IOException {
    try (TrueTypeFont typeface = Typeface.open();
        PDDocument document = new PDDocument()) {
      document.setDocumentId(1L);
      PDDocumentInformation information = new PDDocumentInformation();
      information.setTitle(Label.full(scene.title()));
      information.setSubject(Label.prose(scene.description()));
      information.setCreator("Stratigraph");
      document.setDocumentInformation(information);
      document.getDocumentCatalog().setLanguage("en");
      PDPage sheet = new PDPage(new PDRectangle((float) scene.width(), (float) scene.height()));
      document.addPage(sheet);
      PDFont font = PDType0Font.load(document, typeface, true);
      try (PDPageContentStream page = new PDPageContentStream(document, sheet)) {
        new PdfWriter(scene, page, font).marks();
      }
      document.save(out);
    }
  }

  private void marks() throws IOException {
    // The sheet's origin is below, a scene's above: what follows has y downwards.
    page.transform(new Matrix(1, 0, 0, -1, 0, (float) scene.height()));
    for (Mark mark : scene.marks()) {
      if (mark instanceof Mark.Text text) {
        text(text);
      } else {
        shape(mark);
      }
    }
  }

  private void shape(Mark mark) throws IOException {
    Paint paint;
    if (mark instanceof Mark.Rectangle r) {
      paint = r.paint();
      prepare(paint);
      page.addRect((float) r.x(), (float) r.y(), (float) r.width(), (float) r.height());
    } else if (mark instanceof Mark.Circle c) {
      paint = c.paint();
      prepare(paint);
      circle(c.x(), c.y(), c.radius());
    } else if (mark instanceof Mark.Path p) {
      paint = p.paint();
      prepare(paint);
      path(p);
    } else {
      throw new IllegalArgumentException("not a shape: " + mark);
    }
    boolean fill = paint.fill().isPresent();
    if (fill && paint.stroke().isPresent()) {
      page.fillAndStroke();
    } else if (fill) {
      page.fill();
    } else if (paint.stroke().isPresent()) {
      page.stroke();
    }
    if (fill && paint.opacity() < 1) {
      page.setGraphicsStateParameters(opacity(1));
    }
  }

  private void prepare(Paint paint) throws IOException {
    if (paint.fill().isPresent()) {
      page.setNonStrokingColor(colour(paint.fill().get()));
      if (paint.opacity() < 1) {
        page.setGraphicsStateParameters(opacity(paint.opacity()));
      }
    }
    if (paint.stroke().isPresent()) {
      page.setStrokingColor(colour(paint.stroke().get()));
      page.setLineWidth((float) paint.width());
      page.setLineJoinStyle(1);
      float[] dashes = new float[paint.dashes().size()];
      for (int i = 0; i < dashes.length; i++) {
        dashes[i] = paint.dashes().get(i).floatValue();
      }
      page.setLineDashPattern(dashes, 0);
    }
  }

  private PDExtendedGraphicsState opacity(double share) {
    return opacities.computeIfAbsent(
        share,
        s -> {
          PDExtendedGraphicsState state = new PDExtendedGraphicsState();
          state.setNonStrokingAlphaConstant(s.floatValue());
          return state;
        });
  }

  private void circle(double x, double y, double r) throws IOException {
    double k = r * QUARTER;
    page.moveTo((float) (x + r), (float) y);
    curve(x + r, y + k, x + k, y + r, x, y + r);
    curve(x - k, y + r, x - r, y + k, x - r, y);
    curve(x - r, y - k, x - k, y - r, x, y - r);
    curve(x + k, y - r, x + r, y - k, x + r, y);
    page.closePath();
  }

  private void curve(double x1, double y1, double x2, double y2, double x, double y)
      throws IOException {
    page.curveTo((float) x1, (float) y1, (float) x2, (float) y2, (float) x, (float) y);
  }

  private void path(Mark.Path path) throws IOException {
    for (List<Point> piece : path.pieces()) {
      page.moveTo((float) piece.get(0).x(), (float) piece.get(0).y());
      for (Point point : piece.subList(1, piece.size())) {
        page.lineTo((float) point.x(), (float) point.y());
      }
      if (path.closed()) {
        page.closePath();
      }
    }
  }

  private void text(Mark.Text mark) throws IOException {
    if (mark.text().isEmpty()) {
      return;
    }
    Matrix place = Matrix.getTranslateInstance((float) mark.x(), (float) mark.y());
    place.rotate(Math.toRadians(mark.rotation()));
    double before = mark.anchor().before(Typeface.width(mark.text(), mark.size()));
    place.translate((float) -before, 0);
    // The sheet is upside down; glyphs are not.
    place.scale(1, -1);
    page.beginText();
    page.setNonStrokingColor(colour(mark.colour()));
    page.setFont(font, (float) mark.size());
    page.setTextMatrix(place);
    page.showText(mark.text());
    page.endText();
  }

  private static PDColor colour(Colour colour) {
    float[] parts = {colour.red() / 255f, colour.green() / 255f, colour.blue() / 255f};
    return new PDColor(parts, PDDeviceRGB.INSTANCE);
  }
}
