package org.stratigraph.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.data.Images;
import org.stratigraph.data.Sample;
import org.stratigraph.graph.Graph;
import org.stratigraph.tensor.Shape;

class TestSetTest {
  private static final Graph NETWORK = Subjects.untrained(1);

  /** Images [1, 1, 2], whose two values are the logits. */
  private record Rows(float[][] rows, int[] labels) implements Images {
    @Override
    public String source() {
      return "rows";
    }

    @Override
    public int count() {
      return rows.length;
    }

    @Override
    public List<Sample> samples() {
      List<Sample> samples = new ArrayList<>();
      for (int i = 0; i < rows.length; i++) {
        samples.add(new Sample("" + i, OptionalInt.of(labels[i])));
      }
      return samples;
    }

    @Override
    public boolean labelled() {
      return true;
    }

    @Override
    public Shape shape() {
      return Shape.of(1, 1, 2);
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
    public Chunk load(int from, int to, FloatBuffer destination) {
      for (int i = from; i < to; i++) {
        destination.put(2 * (i - from), rows[i]);
      }
      return new Chunk(samples().subList(from, to), List.of());
    }

    @Override
    public void close() {}
  }

  /**
   * By hand: the margins z(label) - z(other) are 2, -1 and 0, so the losses are ln(1 + e^-2) =
   * 0.126928, ln(1 + e) = 1.313262 and ln 2 = 0.693147; of the equal logits the first counts as
   * predicted.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void accuracyAndLossDoNotDependOnTheBatch(int batch) {
    Rows rows = new Rows(new float[][] {{2, 0}, {1, 0}, {5, 5}}, new int[] {0, 1, 0});
    TestSet.Score score = TestSet.of(rows, batch).score(new FakeEvaluator(2), NETWORK);
    assertThat(score.images()).isEqualTo(3);
    assertThat(score.accuracy()).isEqualTo(2.0 / 3);
    assertThat(score.loss()).isCloseTo((0.126928 + 1.313262 + 0.693147) / 3, within(1e-6));
  }

  @Test
  void logitsBeyondTheRangeOfTheExponentialGiveTheRightLoss() {
    Rows rows = new Rows(new float[][] {{2000, 0}, {0, 2000}}, new int[] {0, 0});
    TestSet.Score score = TestSet.of(rows, 2).score(new FakeEvaluator(2), NETWORK);
    assertThat(score.loss()).isEqualTo(1000);
  }

  @Test
  void aLossThatIsNotANumberIsNaN() {
    float[][] values = {{Float.NaN, Float.NaN}, {1, 0}, {Float.POSITIVE_INFINITY, 0}};
    Rows rows = new Rows(values, new int[] {0, 0, 0});
    TestSet.Score score = TestSet.of(rows, 2).score(new FakeEvaluator(2), NETWORK);
    assertThat(score.loss()).isNaN();
    // NaN is no prediction; an infinite logit is the largest.
    assertThat(score.accuracy()).isEqualTo(2.0 / 3);
  }
}
