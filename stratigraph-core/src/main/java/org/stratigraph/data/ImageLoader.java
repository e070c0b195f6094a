package org.stratigraph.data;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.Sha256;
import org.stratigraph.parallel.ParallelRange;
import org.stratigraph.tensor.Shape;

/**
 * Images of a data set, decoded and preprocessed on threads of its own. Any number of {@link #load}
 * calls may run at a time. Loading the same range twice gives the same bits.
 */
public final class ImageLoader implements Images {
  private final DataSet data;
  private final List<Sample> samples;
  private final Preprocessing preprocessing;
  private final LoaderOptions options;
  private final StoredImages stored;
  private final Deque<ImageWorker> idle = new ConcurrentLinkedDeque<>();
  private final ParallelRange threads;
  private final Shape shape;

  /** The image that {@link #shape} was taken from; empty if the crop decides alone. */
  private final Optional<String> pattern;

  private Optional<String> hash = Optional.empty();

  private ImageLoader(
      DataSet data, List<Sample> samples, Preprocessing preprocessing, LoaderOptions options) {
    this.data = data;
    this.samples = List.copyOf(samples);
    this.preprocessing = preprocessing;
    this.options = options;
    this.stored = data.open(samples);
    boolean opened = false;
    try {
      if (data.preprocessedShape().isPresent()) {
        shape = data.preprocessedShape().get();
        pattern = Optional.empty();
      } else if (preprocessing.crop().isPresent()) {
        int side = preprocessing.crop().getAsInt();
        shape = Shape.of(preprocessing.channels(), side, side);
        pattern = Optional.empty();
      } else {
        int first = firstReadable();
        shape = shapeOf(first);
        pattern = Optional.of(samples.get(first).id());
      }
      opened = true;
    } finally {
      if (!opened) {
        stored.close();
      }
    }
    this.threads = new ParallelRange("image", options.threads());
  }

  /**
   * Opens images of a data set for loading.
   *
   * @param samples some of the data set's samples, without duplicates, in the order wanted
   * @param preprocessing not applied to data that are stored preprocessed
   * @throws UnusableInputException if there are no samples, the data cannot be read, or the first
   *     image cannot and bad images are not to be skipped
   */
  public static ImageLoader of(
      DataSet data, List<Sample> samples, Preprocessing preprocessing, LoaderOptions options) {
    if (samples.isEmpty()) {
      throw new UnusableInputException(data.source() + ": no image is chosen.");
    }
    return new ImageLoader(data, samples, preprocessing, options);
  }

  private int firstReadable() {
    for (int i = 0; i < samples.size(); i++) {
      try {
        shapeOf(i);
        return i;
      } catch (UnusableInputException e) {
        if (!options.skipBadImages()) {
          throw e;
        }
      }
    }
    throw new UnusableInputException(
        data.source() + ": none of the " + samples.size() + " chosen images can be read.");
  }

  private Shape shapeOf(int index) {
    ImageWorker worker = borrow();
    try {
      return worker.shape(index);
    } catch (IOException | UnreadableImageException e) {
      throw unreadable(index, reason(e));
    } finally {
      idle.push(worker);
    }
  }

  private ImageWorker borrow() {
    ImageWorker worker = idle.poll();
    return worker != null ? worker : new ImageWorker(stored, preprocessing, options.maxPixels());
  }

  private UnusableInputException unreadable(int index, String reason) {
    return new UnusableInputException(
        data.source()
            + ": the image "
            + samples.get(index).id()
            + " cannot be read: "
            + reason
            + ". Replace it, or leave such images out with --skip-bad-images.");
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  @Override
  public String source() {
    return data.source();
  }

  @Override
  public List<Sample> samples() {
    return samples;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public String preprocessing() {
    return data.preprocessedShape().isPresent()
        ? "values as stored, preprocessed before"
        : preprocessing.describe();
  }

  /**
   * Reads every image once, the first time. An image whose bytes cannot be read counts as empty.
   */
  @Override
  public synchronized String sha256() {
    if (hash.isEmpty()) {
      MessageDigest digest = Sha256.digest();
      for (int i = 0; i < samples.size(); i++) {
        Sample sample = samples.get(i);
        byte[] id = sample.id().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = bytes(i);
        digest.update(HashNumbers.bytes(id.length));
        digest.update(id);
        digest.update(HashNumbers.bytes(sample.label().orElse(-1)));
        digest.update(HashNumbers.bytes(bytes.length));
        digest.update(bytes);
      }
      hash = Optional.of(HexFormat.of().formatHex(digest.digest()));
    }
    return hash.get();
  }

  private byte[] bytes(int index) {
    try {
      return stored.read(index).bytes();
    } catch (IOException e) {
      if (options.skipBadImages()) {
        return new byte[0];
      }
      throw unreadable(index, reason(e));
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnusableInputException also if an image has another size than the first one
   * @throws IllegalArgumentException if the range is not one of these images or does not fit the
   *     destination
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  @Override
  public Chunk load(int from, int to, FloatBuffer destination) {
    if (from < 0 || to < from || to > samples.size()) {
      throw new IllegalArgumentException(from + " to " + to + " of " + samples.size());
    }
    FloatBuffer pixels = destination.duplicate().clear();
    if (pixels.capacity() < Math.multiplyExact((to - from), shape.elementCount())) {
      throw new IllegalArgumentException(
          "%d images of %s do not fit %d values".formatted(to - from, shape, pixels.capacity()));
    }
    List<Optional<String>> reasons =
        threads.map(to - from, index -> place(from + index, index, pixels));
    return compact(from, pixels, reasons);
  }

  /** Puts an image into its place; the reason if it cannot be read. */
  private Optional<String> place(int index, int position, FloatBuffer pixels) {
    ImageWorker worker = borrow();
    try {
      ImageWorker.Prepared image = worker.prepare(index);
      if (!image.shape().equals(shape)) {
        throw differs(index, image.shape());
      }
      pixels.put(position * (int) shape.elementCount(), image.values());
      return Optional.empty();
    } catch (IOException | UnreadableImageException e) {
      if (!options.skipBadImages()) {
        throw unreadable(index, reason(e));
      }
      return Optional.of(reason(e));
    } finally {
      idle.push(worker);
    }
  }

  private UnusableInputException differs(int index, Shape other) {
    return new UnusableInputException(
        data.source()
            + ": images differ in size: "
            + pattern.orElse(samples.get(0).id())
            + " gives "
            + shape
            + ", "
            + samples.get(index).id()
            + " "
            + other
            + "; make them equal with --resize and --crop.");
  }

  /** Moves the images that were read together, so that no gaps are left. */
  private Chunk compact(int from, FloatBuffer pixels, List<Optional<String>> reasons) {
    int length = (int) shape.elementCount();
    List<Sample> read = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    for (int i = 0; i < reasons.size(); i++) {
      Sample sample = samples.get(from + i);
      if (reasons.get(i).isPresent()) {
        skipped.add(new Skipped(sample.id(), reasons.get(i).get()));
        continue;
      }
      if (!skipped.isEmpty()) {
        pixels.put(read.size() * length, pixels.duplicate(), i * length, length);
      }
      read.add(sample);
    }
    return new Chunk(List.copyOf(read), List.copyOf(skipped));
  }

  @Override
  public void close() {
    threads.close();
    idle.forEach(ImageWorker::close);
    idle.clear();
    stored.close();
  }
}
