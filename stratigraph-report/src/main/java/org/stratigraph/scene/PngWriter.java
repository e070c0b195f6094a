package org.stratigraph.scene;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.stratigraph.UnusableInputException;

/**
 * Scenes as PNG. Text is painted as outlines of the typeface's glyphs, not by the machine's fonts,
 * so that every machine paints the same.
 */
public final class PngWriter {
  /** About 400 megabytes while it is painted. */
  private static final long MOST_PIXELS = 100_000_000;

  private static final double POINTS_PER_INCH = 72;

  private PngWriter() {}

  /**
   * Paints a scene on white.
   *
   * @param dpi pixels per inch, in [30, 2400]
   * @throws UnusableInputException if that makes more than a hundred million pixels
   */
  static BufferedImage paint(Scene scene, int dpi) {
    double scale = dpi / POINTS_PER_INCH;
    long width = Math.max(1, Math.round(scene.width() * scale));
    long height = Math.max(1, Math.round(scene.height() * scale));
    if (width * height > MOST_PIXELS) {
      throw new UnusableInputException(
          ("The picture would have %d x %d pixels; at most %d are painted. Give a smaller --dpi, or"
                  + " write SVG or PDF.")
              .formatted(width, height, MOST_PIXELS));
    }
    BufferedImage image = new BufferedImage((int) width, (int) height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.scale(scale, scale);
      scene.marks().forEach(mark -> paint(mark, graphics));
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private static void paint(Mark mark, Graphics2D graphics) {
    if (mark instanceof Mark.Rectangle r) {
      paint(new Rectangle2D.Double(r.x(), r.y(), r.width(), r.height()), r.paint(), graphics);
    } else if (mark instanceof Mark.Circle c) {
      double size = 2 * c.radius();
      Shape shape = new Ellipse2D.Double(c.x() - c.radius(), c.y() - c.radius(), size, size);
      paint(shape, c.paint(), graphics);
    } else if (mark instanceof Mark.Path path) {
      paint(shape(path), path.paint(), graphics);
    } else if (mark instanceof Mark.Text text) {
      AffineTransform place = AffineTransform.getTranslateInstance(text.x(), text.y());
      place.rotate(Math.toRadians(text.rotation()));
      place.translate(-text.anchor().before(Typeface.width(text.text(), text.size())), 0);
      graphics.setColor(new Color(text.colour().rgb()));
      Path2D outline = Typeface.outline(text.text(), text.size());
      graphics.fill(place.createTransformedShape(outline));
    }
  }

  private static Shape shape(Mark.Path path) {
    Path2D shape = new Path2D.Double();
    for (List<Point> piece : path.pieces()) {
      shape.moveTo(piece.get(0).x(), piece.get(0).y());
      piece.subList(1, piece.size()).forEach(point -> shape.lineTo(point.x(), point.y()));
      if (path.closed()) {
        shape.closePath();
      }
    }
    return shape;
  }

  private static void paint(Shape shape, Paint paint, Graphics2D graphics) {
    if (paint.fill().isPresent()) {
      Colour fill = paint.fill().get();
      int alpha = (int) Math.round(255 * paint.opacity());
      graphics.setColor(new Color(fill.red(), fill.green(), fill.blue(), alpha));
      graphics.fill(shape);
    }
    if (paint.stroke().isPresent()) {
      graphics.setColor(new Color(paint.stroke().get().rgb()));
      graphics.setStroke(stroke(paint));
      graphics.draw(shape);
    }
  }

  private static BasicStroke stroke(Paint paint) {
    float width = (float) paint.width();
    if (paint.dashes().isEmpty()) {
      return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    }
    float[] dashes = new float[paint.dashes().size()];
    for (int i = 0; i < dashes.length; i++) {
      dashes[i] = paint.dashes().get(i).floatValue();
    }
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }

  /** Writes a scene; see {@link #paint}. The file tells its resolution. */
  static void write(Scene scene, int dpi, OutputStream out) throws IOException {
    BufferedImage image = paint(scene, dpi);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              new ImageTypeSpecifier(image), writer.getDefaultWriteParam());
      IIOMetadataNode root = new IIOMetadataNode("javax_imageio_png_1.0");
      IIOMetadataNode resolution = new IIOMetadataNode("pHYs");
      String perMetre = Long.toString(Math.round(dpi / 0.0254));
      resolution.setAttribute("pixelsPerUnitXAxis", perMetre);
      resolution.setAttribute("pixelsPerUnitYAxis", perMetre);
      resolution.setAttribute("unitSpecifier", "meter");
      root.appendChild(resolution);
      metadata.mergeTree("javax_imageio_png_1.0", root);
      writer.write(new IIOImage(image, List.of(), metadata));
    } finally {
      writer.dispose();
    }
  }
}
