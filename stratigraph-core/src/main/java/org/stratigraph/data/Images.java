package org.stratigraph.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.stratigraph.tensor.Shape;

/**
 * The images of one run: selected, in their final order, decoded and preprocessed on demand.
 * Thread-safe.
 */
public interface Images extends AutoCloseable {
  /** Where they come from, for people: the path or name that the user gave. */
  String source();

  /** The number of selected images, the unreadable ones among them included. */
  default int count() {
    return samples().size();
  }

  /** The selected samples in order. */
  List<Sample> samples();

  /** Whether every image has a class index. */
  default boolean labelled() {
    return samples().stream().allMatch(sample -> sample.label().isPresent());
  }

  /** The shape of one preprocessed image, [C, H, W] (or what a numpy file gives). */
  Shape shape();

  /** SHA-256 in hex over the ids, labels and stored bytes of the selected images, in order. */
  String sha256();

  /** The preprocessing in words, one line, complete enough to repeat it; part of the identity. */
  String preprocessing();

  /**
   * Decodes the images {@code from} (inclusive) to {@code to} (exclusive), on several threads.
   *
   * @param destination takes [n, C, H, W] from its position 0 on; n is the number of samples of the
   *     result, which is smaller than {@code to - from} only if images are skipped
   * @throws org.stratigraph.UnusableInputException if an image cannot be read and bad images are
   *     not to be skipped; the message names it
   */
  Chunk load(int from, int to, FloatBuffer destination);

  /**
   * Loads all images, as many at a time as take 64 MiB, but at most 512 and at least one.
   *
   * @param sink takes the chunks in order; the values are overwritten by the next one
   * @throws org.stratigraph.UnusableInputException as {@link #load}
   */
  default void loadAll(ChunkSink sink) {
    long length = shape().elementCount();
    int size = (int) Math.max(1, Math.min(512, (1 << 24) / length));
    FloatBuffer values =
        ByteBuffer.allocateDirect(Math.toIntExact(size * length * Float.BYTES))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int from = 0; from < count(); from += size) {
      sink.accept(load(from, Math.min(from + size, count()), values), values);
    }
  }

  @Override
  void close();

  /** Takes chunks. */
  @FunctionalInterface
  interface ChunkSink {
    /** Takes decoded images and their values, [n, C, H, W] from position 0 on. */
    void accept(Chunk chunk, FloatBuffer values);
  }

  /**
   * Decoded images.
   *
   * @param samples the n samples that were read, in order
   * @param skipped the ids of those that could not be read, each with its reason
   */
  record Chunk(List<Sample> samples, List<Skipped> skipped) {}

  /** An image that could not be read. */
  record Skipped(String id, String reason) {}
}
