package org.stratigraph.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.stratigraph.data.Preprocessing.Size;
import org.stratigraph.tensor.Shape;

/** Turns one stored image after the other into a network's input; for one thread at a time. */
final class ImageWorker implements AutoCloseable {
  private final StoredImages images;
  private final Preprocessing preprocessing;
  private final long maxPixels;
  private final ImageDecoder decoder;
  private final Preprocessor preprocessor;

  ImageWorker(StoredImages images, Preprocessing preprocessing, long maxPixels) {
    this.images = images;
    this.preprocessing = preprocessing;
    this.maxPixels = maxPixels;
    this.decoder = new ImageDecoder(maxPixels);
    this.preprocessor = new Preprocessor(preprocessing);
  }

  /** An image's values, [C, H, W]. */
  record Prepared(Shape shape, float[] values) {}

  /** The input for the image of an index. */
  Prepared prepare(int index) throws IOException, UnreadableImageException {
    StoredImage stored = images.read(index);
    if (stored instanceof StoredImage.Values values) {
      float[] floats = new float[values.bytes().length / Float.BYTES];
      ByteBuffer.wrap(values.bytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
      return new Prepared(values.shape(), floats);
    }
    Raster raster =
        stored instanceof StoredImage.Levels levels
            ? levels.raster()
            : decoder.decode(stored.bytes());
    check(new Size(raster.width(), raster.height()));
    Raster prepared = preprocessor.prepare(raster);
    return new Prepared(
        Shape.of(prepared.channels(), prepared.height(), prepared.width()),
        preprocessor.normalise(prepared));
  }

  /** The shape of the input for the image of an index, without decoding it. */
  Shape shape(int index) throws IOException, UnreadableImageException {
    StoredImage stored = images.read(index);
    if (stored instanceof StoredImage.Values values) {
      return values.shape();
    }
    Size size =
        stored instanceof StoredImage.Levels levels
            ? new Size(levels.raster().width(), levels.raster().height())
            : decoder.size(stored.bytes());
    check(size);
    Size wanted = preprocessing.sizeFor(size.width(), size.height());
    return Shape.of(preprocessing.channels(), wanted.height(), wanted.width());
  }

  /** A thin image may be enlarged beyond all bounds. */
  private void check(Size size) throws UnreadableImageException {
    Size resized = preprocessing.resizedSize(size.width(), size.height());
    if ((long) resized.width() * resized.height() > Math.min(maxPixels, Integer.MAX_VALUE / 4)) {
      throw new UnreadableImageException(
          "its " + size + " pixels would be resized to " + resized + ", which is too many");
    }
  }

  @Override
  public void close() {
    decoder.close();
  }
}
