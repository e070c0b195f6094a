package org.stratigraph.criticality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.stratigraph.data.Sample;

/** Expected figures computed with NumPy 1.24.2 from the definitions in the paper's code. */
class PredictionsTest {
  private static final float[] ORIGINAL = {2f, 0.5f, -1f, 0.1f, 0.2f, 3f, 1f, 1f, 1f};
  private static final float[] CHANGED = {0f, 1f, 0.5f, 0.1f, 0.2f, 3f, -2f, 4f, 0f};

  @Test
  void measuresOfThreeImages() {
    Agreement agreement = new Predictions(ORIGINAL, 3, labelled(0, 2, 1)).agreement(CHANGED);
    assertThat(agreement.cosines())
        .containsExactly(new float[] {0.49392736f, 1f, 0.58925528f}, within(1e-7f));
    assertThat(agreement.l1()).isCloseTo(2.4911383703943493, within(1e-7));
    assertThat(agreement.l2()).isCloseTo(1.526935737581315, within(1e-7));
    assertThat(agreement.loss()).isCloseTo(1.810452274110529, within(1e-7));
    assertThat(agreement.sameArgmax()).isEqualTo(1);
    assertThat(agreement.top1()).isEqualTo(2);
    assertThat(agreement.top5()).isEqualTo(3);
    assertThat(agreement.labelled()).isEqualTo(3);
  }

  @Test
  void ceilings() {
    Untouched untouched = new Predictions(ORIGINAL, 3, labelled(0, 2, 1)).untouched(0, List.of());
    CriticalityResult.Original original = Ceilings.original(List.of(untouched));
    assertThat(original.uniformCeiling()).isCloseTo(0.21383127214227357, within(1e-7));
    assertThat(original.meanCeiling()).isCloseTo(0.1883382477459897, within(1e-7));
    assertThat(untouched.predictions()).containsExactly(2, 0, 1);
  }

  @Test
  void chunksMergeToTheWhole() {
    Predictions first = new Predictions(new float[] {2f, 0.5f, -1f}, 3, labelled(0));
    Predictions second =
        new Predictions(new float[] {0.1f, 0.2f, 3f, 1f, 1f, 1f}, 3, labelled(2, 1));
    Agreement merged =
        first
            .agreement(new float[] {0f, 1f, 0.5f})
            .merge(second.agreement(new float[] {0.1f, 0.2f, 3f, -2f, 4f, 0f}));
    Agreement whole = new Predictions(ORIGINAL, 3, labelled(0, 2, 1)).agreement(CHANGED);
    assertThat(merged.cosines()).containsExactly(whole.cosines());
    assertThat(merged.l1()).isCloseTo(whole.l1(), within(1e-12));
    assertThat(merged.meanLoss()).isCloseTo(whole.meanLoss(), within(1e-12));
    assertThat(
            Ceilings.original(
                    List.of(first.untouched(0, List.of()), second.untouched(1, List.of())))
                .meanCeiling())
        .isCloseTo(0.1883382477459897, within(1e-7));
  }

  /** A one-hot original and a uniform answer: 1 - 1/sqrt(K) (methods: K = 10 gives 0.684). */
  @Test
  void aCertainNetworkThatCollapsesReachesTheUniformCeiling() {
    float[] certain = new float[10];
    certain[3] = 200;
    Predictions predictions = new Predictions(certain, 10, labelled(3));
    double criticality = 1 - predictions.agreement(new float[10]).meanCosine();
    assertThat(criticality).isCloseTo(1 - 1 / Math.sqrt(10), within(1e-6));
    assertThat(Ceilings.original(List.of(predictions.untouched(0, List.of()))).uniformCeiling())
        .isCloseTo(criticality, within(1e-6));
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    Agreement agreement =
        new Predictions(new float[] {1e30f, 0f}, 2, labelled(0)).agreement(new float[] {0f, 1e30f});
    assertThat(agreement.meanCosine()).isZero();
    assertThat(agreement.meanL1()).isEqualTo(2);
    assertThat(agreement.meanLoss()).isCloseTo(1e30, within(1e24));
  }

  @Test
  void withoutLabelsThereIsNoAccuracy() {
    Agreement agreement = new Predictions(ORIGINAL, 3, unlabelled(3)).agreement(CHANGED);
    assertThat(agreement.top1Accuracy()).isNaN();
    assertThat(agreement.meanLoss()).isNaN();
    assertThat(agreement.images()).isEqualTo(3);
  }

  @Test
  void outputsThatAreNotNumbersAreRefused() {
    Predictions predictions = new Predictions(ORIGINAL, 3, labelled(0, 2, 1));
    float[] broken = CHANGED.clone();
    broken[4] = Float.NaN;
    assertThatThrownBy(() -> predictions.agreement(broken))
        .isInstanceOf(NonFiniteOutputException.class)
        .hasMessageContaining("NaN for image 1");
  }

  private static List<Sample> labelled(int... labels) {
    return java.util.stream.IntStream.range(0, labels.length)
        .mapToObj(i -> new Sample("image" + i, OptionalInt.of(labels[i])))
        .toList();
  }

  private static List<Sample> unlabelled(int count) {
    return java.util.stream.IntStream.range(0, count)
        .mapToObj(i -> new Sample("image" + i, OptionalInt.empty()))
        .toList();
  }
}
