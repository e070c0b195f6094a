package org.stratigraph.prune;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.stratigraph.data.Images;
import org.stratigraph.data.Sample;
import org.stratigraph.tensor.Shape;

class RememberedImagesTest {
  /** Image i has the values i and -i; every fifth cannot be read. */
  private static final class Numbers implements Images {
    private int loads;

    @Override
    public Chunk load(int from, int to, FloatBuffer destination) {
      loads++;
      List<Sample> read = new ArrayList<>();
      List<Skipped> skipped = new ArrayList<>();
      for (int i = from; i < to; i++) {
        if (i % 5 == 2) {
          skipped.add(new Skipped("n" + i, "bad"));
        } else {
          destination.put(2 * read.size(), i).put(2 * read.size() + 1, -i);
          read.add(samples().get(i));
        }
      }
      return new Chunk(read, skipped);
    }

    @Override
    public List<Sample> samples() {
      List<Sample> samples = new ArrayList<>();
      for (int i = 0; i < count(); i++) {
        samples.add(new Sample("n" + i, OptionalInt.of(i % 3)));
      }
      return samples;
    }

    @Override
    public int count() {
      return 600;
    }

    @Override
    public Shape shape() {
      return Shape.of(2);
    }

    @Override
    public String source() {
      return "numbers";
    }

    @Override
    public boolean labelled() {
      return true;
    }

    @Override
    public String sha256() {
      return "";
    }

    @Override
    public String preprocessing() {
      return "none";
    }

    @Override
    public void close() {}
  }

  @Test
  void anyRangeIsAsLoadedDirectlyAndDecodedOnce() {
    Numbers numbers = new Numbers();
    RememberedImages remembered = RememberedImages.of(new Numbers());
    int[][] ranges = {{0, 600}, {0, 1}, {2, 3}, {250, 260}, {255, 257}, {511, 600}, {7, 513}};
    for (int[] range : ranges) {
      FloatBuffer expected = FloatBuffer.allocate(2 * (range[1] - range[0]));
      FloatBuffer actual = FloatBuffer.allocate(2 * (range[1] - range[0]));
      Images.Chunk direct = numbers.load(range[0], range[1], expected);
      assertThat(remembered.load(range[0], range[1], actual)).isEqualTo(direct);
      assertThat(actual.array()).isEqualTo(expected.array());
    }
    Numbers counted = new Numbers();
    RememberedImages twice = RememberedImages.of(counted);
    for (int i = 0; i < 4; i++) {
      twice.load(0, 600, FloatBuffer.allocate(1200));
    }
    assertThat(counted.loads).isEqualTo(3); // 600 images in blocks of 256
  }

  @Test
  void sizeInMemory() {
    assertThat(RememberedImages.bytes(new Numbers())).isEqualTo(600L * 2 * 4);
  }
}
