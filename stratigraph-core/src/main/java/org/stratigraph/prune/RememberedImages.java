package org.stratigraph.prune;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.data.Images;
import org.stratigraph.data.Sample;
import org.stratigraph.tensor.Shape;

/**
 * Images that are decoded once and then stay in memory, for work that goes over them many times.
 * Thread-safe. Closing it closes the images behind it.
 */
public final class RememberedImages implements Images {
  private static final int BLOCK = 256;

  private final Images images;
  private final Map<Integer, Block> blocks = new HashMap<>();

  /**
   * Some images in a row.
   *
   * @param chunk what was read of them
   * @param pixels of those that could be read, without gaps
   */
  private record Block(Chunk chunk, FloatBuffer pixels) {}

  private RememberedImages(Images images) {
    this.images = images;
  }

  /** Remembers whatever is loaded. */
  public static RememberedImages of(Images images) {
    return new RememberedImages(images);
  }

  /** The memory that all images take, in bytes. */
  public static long bytes(Images images) {
    return Math.multiplyExact(Float.BYTES * images.shape().elementCount(), (long) images.count());
  }

  @Override
  public synchronized Chunk load(int from, int to, FloatBuffer destination) {
    int width = Math.toIntExact(shape().elementCount());
    List<Sample> read = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    for (int number = from / BLOCK; number * BLOCK < to; number++) {
      Block block = blocks.computeIfAbsent(number, this::decode);
      int place = 0;
      int unread = 0;
      int end = Math.min(count(), (number + 1) * BLOCK);
      for (int i = number * BLOCK; i < end; i++) {
        boolean readable =
            place < block.chunk().samples().size()
                && block.chunk().samples().get(place).equals(samples().get(i));
        boolean wanted = i >= from && i < to;
        if (readable && wanted) {
          destination.put(read.size() * width, block.pixels(), place * width, width);
          read.add(samples().get(i));
        } else if (wanted) {
          skipped.add(block.chunk().skipped().get(unread));
        }
        place += readable ? 1 : 0;
        unread += readable ? 0 : 1;
      }
    }
    return new Chunk(List.copyOf(read), List.copyOf(skipped));
  }

  private Block decode(int number) {
    int from = number * BLOCK;
    int to = Math.min(count(), from + BLOCK);
    int bytes = Math.toIntExact((long) (to - from) * Float.BYTES * shape().elementCount());
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
    return new Block(images.load(from, to, pixels), pixels);
  }

  @Override
  public String source() {
    return images.source();
  }

  @Override
  public int count() {
    return images.count();
  }

  @Override
  public List<Sample> samples() {
    return images.samples();
  }

  @Override
  public boolean labelled() {
    return images.labelled();
  }

  @Override
  public Shape shape() {
    return images.shape();
  }

  @Override
  public String sha256() {
    return images.sha256();
  }

  @Override
  public String preprocessing() {
    return images.preprocessing();
  }

  @Override
  public void close() {
    images.close();
  }
}
