package org.stratigraph.augmentation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.ImageLoader;
import org.stratigraph.data.Images;
import org.stratigraph.data.LoaderOptions;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.Raster;
import org.stratigraph.data.Sample;
import org.stratigraph.tensor.Shape;

/**
 * Labelled images, decoded once and kept outside the heap: one byte a channel and pixel, after the
 * preprocessing's resize and crop and before its normalisation. Immutable and thread-safe; any
 * number of trainings may share them.
 */
public final class DecodedImages {
  /** What all images of a data set may take, in bytes: 4 GiB. */
  private static final long DEFAULT_MEMORY = 4L << 30;

  private static final long LARGEST_BUFFER = 1 << 30;
  private static final double MIB = 1 << 20;

  private final String source;
  private final Shape shape;
  private final int classes;
  private final Preprocessing preprocessing;
  private final List<ByteBuffer> levels = new ArrayList<>();
  private final int imagesInBuffer;
  private final List<Sample> samples = new ArrayList<>();
  private final List<Images.Skipped> skipped = new ArrayList<>();

  private DecodedImages(DataSet data, Preprocessing preprocessing, Images images) {
    this.source = data.source();
    this.preprocessing = preprocessing;
    this.shape = images.shape();
    this.classes = data.classes();
    this.imagesInBuffer = (int) Math.max(1, LARGEST_BUFFER / shape.elementCount());
    for (int left = images.count(); left > 0; left -= imagesInBuffer) {
      int count = Math.min(left, imagesInBuffer);
      levels.add(ByteBuffer.allocateDirect(Math.toIntExact(count * shape.elementCount())));
    }
    decode(images);
    if (samples.isEmpty()) {
      throw new UnusableInputException(source + ": none of the images can be read.");
    }
  }

  /**
   * Decodes all images of a data set, which may take 4 GiB.
   *
   * @throws UnusableInputException as {@link #load}; an image that cannot be read is named
   */
  public static DecodedImages of(DataSet data, Preprocessing preprocessing, int threads) {
    LoaderOptions options = LoaderOptions.defaults().withThreads(threads);
    return load(data, data.samples(), preprocessing, options, DEFAULT_MEMORY);
  }

  /**
   * Decodes images.
   *
   * @param samples some of the data set's samples
   * @param memory the most bytes that the images may take
   * @throws UnusableInputException if an image has no label or cannot be read (and bad images are
   *     not to be skipped), all have the same label, images differ in size, the data are stored
   *     preprocessed, or the images need more memory
   */
  public static DecodedImages load(
      DataSet data,
      List<Sample> samples,
      Preprocessing preprocessing,
      LoaderOptions options,
      long memory) {
    if (data.preprocessedShape().isPresent()) {
      throw new UnusableInputException(
          data.source()
              + ": these values are preprocessed already; training needs images of 8-bit levels, which it changes and normalises itself.");
    }
    requireClasses(data, samples);
    // Neither shifted nor scaled, a value is level / 255, which gives the level back exactly.
    Preprocessing plain =
        preprocessing.withNormalisation(
            Collections.nCopies(preprocessing.channels(), 0f),
            Collections.nCopies(preprocessing.channels(), 1f));
    try (Images images = ImageLoader.of(data, samples, plain, options)) {
      double bytes = (double) images.shape().elementCount() * images.count();
      if (bytes > memory) {
        throw tooLarge(data, images, bytes, memory);
      }
      return new DecodedImages(data, preprocessing, images);
    }
  }

  private static void requireClasses(DataSet data, List<Sample> samples) {
    int highest = -1;
    int lowest = Integer.MAX_VALUE;
    for (Sample sample : samples) {
      if (sample.label().isEmpty()) {
        throw new UnusableInputException(
            data.source()
                + ": the image "
                + sample.id()
                + " has no label; training needs a class for each image, such as the name of its folder.");
      }
      highest = Math.max(highest, sample.label().getAsInt());
      lowest = Math.min(lowest, sample.label().getAsInt());
    }
    if (lowest == highest) {
      throw new UnusableInputException(
          data.source()
              + ": all images are of one class, "
              + highest
              + "; training needs at least two.");
    }
  }

  private static UnusableInputException tooLarge(
      DataSet data, Images images, double bytes, long memory) {
    return new UnusableInputException(
        String.format(
            Locale.ROOT,
            "%s: %d images of %s levels need %.0f MiB of memory, more than the %.0f MiB allowed; use fewer images, a smaller --resize and --crop, or allow more memory.",
            data.source(),
            images.count(),
            images.shape(),
            Math.ceil(bytes / MIB),
            Math.floor(memory / MIB)));
  }

  private void decode(Images images) {
    int length = Math.toIntExact(shape.elementCount());
    float[] planes = new float[length];
    images.loadAll(
        (chunk, values) -> {
          for (int i = 0; i < chunk.samples().size(); i++) {
            values.get(i * length, planes);
            int index = samples.size();
            buffer(index).put(place(index), interleaved(planes));
            samples.add(chunk.samples().get(i));
          }
          skipped.addAll(chunk.skipped());
        });
  }

  private byte[] interleaved(float[] planes) {
    int channels = channels();
    int pixels = planes.length / channels;
    byte[] image = new byte[planes.length];
    for (int channel = 0; channel < channels; channel++) {
      for (int i = 0; i < pixels; i++) {
        image[i * channels + channel] = (byte) Math.round(planes[channel * pixels + i] * 255);
      }
    }
    return image;
  }

  private ByteBuffer buffer(int index) {
    return levels.get(index / imagesInBuffer);
  }

  private int place(int index) {
    return (index % imagesInBuffer) * (int) shape.elementCount();
  }

  /** Where they come from: the path or name that the user gave. */
  public String source() {
    return source;
  }

  /** The number of images that were read, from 1. */
  public int count() {
    return samples.size();
  }

  /** The images that were read, in order. */
  public List<Sample> samples() {
    return Collections.unmodifiableList(samples);
  }

  /** Those that could not be read, each with its reason. */
  public List<Images.Skipped> skipped() {
    return Collections.unmodifiableList(skipped);
  }

  /** The number of classes; every label is below it. */
  public int classes() {
    return classes;
  }

  /** The class of an image. */
  public int label(int index) {
    return samples.get(index).label().orElseThrow();
  }

  /** The shape of one image, [C, H, W]. */
  public Shape shape() {
    return shape;
  }

  /** How the images were prepared, with the normalisation that batches apply. */
  public Preprocessing preprocessing() {
    return preprocessing;
  }

  private int channels() {
    return (int) shape.extent(0);
  }

  /** A copy of one image. */
  Raster image(int index) {
    byte[] copy = new byte[(int) shape.elementCount()];
    buffer(index).get(place(index), copy);
    return new Raster((int) shape.extent(2), (int) shape.extent(1), channels(), copy);
  }
}
