package org.stratigraph.weightchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.NamedTensors;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

class WeightChangeTest {
  private static final WeightChangeOptions OPTIONS = WeightChangeOptions.defaults().withThreads(1);

  private static Snapshot snapshot(String name, Map<String, Tensor> tensors) {
    return new Snapshot(name, NamedTensors.of(tensors));
  }

  private static Snapshot matrix(String name, float... values) {
    return snapshot(name, Map.of("w", Tensor.of(Shape.of(2, values.length / 2), values)));
  }

  private static LayerChange only(Snapshot... snapshots) {
    List<LayerChange> changes = WeightChange.of(List.of(snapshots), OPTIONS).changes();
    return changes.get(changes.size() - 1);
  }

  /**
   * By hand. Moved: 0.5, 1, 0.25, 0, 8, 0, in all 9.75 of 7.5. Ratios where there was something:
   * 0.5, 0.5, 0, 2. Squares moved: 0.25 + 1 + 0.0625 + 64. Cosine to the first: (3 + 1 + .25 + .5 -
   * 12) / (|w| |u|) with |w|^2 = 19.5625 and |u|^2 = 17.
   */
  @Test
  void theFormulas() {
    LayerChange change =
        only(
            matrix("a", 2, -1, 1, 1, 3, -1),
            matrix("b", 1, -2, 0, .5f, 4, 0),
            matrix("c", 1.5f, -1, .25f, .5f, -4, 0));
    assertThat(change.layer()).isEqualTo("w");
    assertThat(change.step()).isEqualTo(2);
    assertThat(change.from()).isEqualTo("b");
    assertThat(change.to()).isEqualTo("c");
    assertThat(change.weights()).isEqualTo(6);
    assertThat(change.l1Ratio()).isCloseTo(9.75 / 7.5, within(1e-15));
    assertThat(change.elementwiseMean()).isCloseTo(3.0 / 4, within(1e-15));
    assertThat(change.zeroWeights()).isEqualTo(2);
    assertThat(change.l2Change()).isCloseTo(Math.sqrt(65.3125), within(1e-14));
    assertThat(change.l2Norm()).isCloseTo(Math.sqrt(19.5625), within(1e-14));
    assertThat(change.rotation()).isCloseTo(1 + 7.25 / Math.sqrt(19.5625 * 17), within(1e-14));
    assertThat(change.spectralNorm()).isNaN();
  }

  @Test
  void weightsThatDidNotMove() {
    LayerChange same = only(matrix("a", 1, 2, 0, 4), matrix("b", 1, 2, 0, 4));
    assertThat(same.l1Ratio()).isZero();
    assertThat(same.elementwiseMean()).isZero();
    assertThat(same.rotation()).isZero();
    assertThat(same.zeroWeights()).isEqualTo(1);
    LayerChange nothing = only(matrix("a", 0, 0), matrix("b", 0, 0));
    assertThat(nothing.l1Ratio()).isZero();
    assertThat(nothing.elementwiseMean()).isZero();
    assertThat(nothing.rotation()).isZero();
  }

  @Test
  void whatHasNoMeaningIsNaNAndNeverInfinite() {
    LayerChange born = only(matrix("a", 0, 0), matrix("b", 1, 0));
    assertThat(born.l1Ratio()).isNaN();
    assertThat(born.elementwiseMean()).isNaN();
    assertThat(born.rotation()).isNaN();
    assertThat(born.zeroWeights()).isEqualTo(2);
    assertThat(born.l2Norm()).isEqualTo(1);
    LayerChange died = only(matrix("a", 3, 0), matrix("b", 0, 0));
    assertThat(died.l1Ratio()).isEqualTo(1);
    assertThat(died.elementwiseMean()).isEqualTo(1);
    assertThat(died.rotation()).isNaN();
  }

  /**
   * For a small angle a, 1 - cos a is a a / 2 - a^4 / 24; the plain difference has no digit left.
   */
  @Test
  void smallRotationsKeepTheirDigits() {
    double angle = 1e-7;
    Tensor before = doubles(1, 0);
    Tensor after = doubles(Math.cos(angle), Math.sin(angle));
    LayerChange change =
        only(snapshot("a", Map.of("w", before)), snapshot("b", Map.of("w", after)));
    assertThat(change.rotation()).isCloseTo(angle * angle / 2, within(1e-20));
    LayerChange turned = only(matrix("a", 1, 2), matrix("b", -2, -4));
    assertThat(turned.rotation()).isCloseTo(2, within(1e-15));
  }

  private static Tensor doubles(double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    return Tensor.wrap(ElementType.FLOAT64, Shape.of(1, values.length), bytes);
  }

  /** The values 1, 2, 3 and 1.5, 2, 0 in each type: moved 3.5 of 6, ratios 0.5, 0, 1. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16", "FLOAT32", "FLOAT64"})
  void everyTypeOfRealNumbers(ElementType type) {
    LayerChange change =
        only(
            snapshot("a", Map.of("w", typed(type, 1, 2, 3))),
            snapshot("b", Map.of("w", typed(type, 1.5, 2, 0))));
    assertThat(change.l1Ratio()).isCloseTo(3.5 / 6, within(1e-15));
    assertThat(change.elementwiseMean()).isCloseTo(0.5, within(1e-15));
  }

  private static Tensor typed(ElementType type, double... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      // All values here have at most two significant bits, so that cutting digits off is exact.
      int bits = Float.floatToRawIntBits((float) value);
      int exponent = (bits >>> 23 & 0xff) - 127;
      switch (type) {
        case FLOAT16 ->
            bytes.putShort((short) (value == 0 ? 0 : exponent + 15 << 10 | (bits >> 13 & 0x3ff)));
        case BFLOAT16 -> bytes.putShort((short) (bits >>> 16));
        case FLOAT32 -> bytes.putFloat((float) value);
        default -> bytes.putDouble(value);
      }
    }
    return Tensor.wrap(type, Shape.of(values.length, 1), bytes.flip());
  }

  /** The plain sums over values of several blocks. */
  @Test
  void longTensorsAgainstThePlainSums() {
    int count = 3 * WeightValues.BLOCK + 5;
    SplittableRandom random = new SplittableRandom(4);
    List<float[]> values = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      float[] drawn = new float[count];
      for (int i = 0; i < count; i++) {
        drawn[i] = i % 7 == c ? 0 : (float) random.nextDouble(-1, 1);
      }
      values.add(drawn);
    }
    float[] u = values.get(0);
    float[] v = values.get(1);
    float[] w = values.get(2);
    double moved = 0;
    double before = 0;
    double ratios = 0;
    long zeros = 0;
    double dot = 0;
    double w2 = 0;
    double u2 = 0;
    double moved2 = 0;
    for (int i = 0; i < count; i++) {
      double d = (double) w[i] - v[i];
      moved += Math.abs(d);
      moved2 += d * d;
      before += Math.abs(v[i]);
      if (v[i] == 0) {
        zeros++;
      } else {
        ratios += Math.abs(d / v[i]);
      }
      dot += (double) w[i] * u[i];
      w2 += (double) w[i] * w[i];
      u2 += (double) u[i] * u[i];
    }
    Shape shape = Shape.of(1, count);
    LayerChange change =
        only(
            snapshot("a", Map.of("w", Tensor.of(shape, u))),
            snapshot("b", Map.of("w", Tensor.of(shape, v))),
            snapshot("c", Map.of("w", Tensor.of(shape, w))));
    assertThat(change.l1Ratio()).isCloseTo(moved / before, within(1e-12));
    assertThat(change.zeroWeights()).isEqualTo(zeros).isPositive();
    assertThat(change.elementwiseMean())
        .isCloseTo(ratios / (count - zeros), within(1e-12 * ratios));
    assertThat(change.rotation()).isCloseTo(1 - dot / Math.sqrt(w2 * u2), within(1e-12));
    assertThat(change.l2Norm()).isCloseTo(Math.sqrt(w2), within(1e-12));
    assertThat(change.l2Change()).isCloseTo(Math.sqrt(moved2), within(1e-12));
  }

  @Test
  void onlyTensorsWithSeveralDimensionsAndRealNumbers() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("bias", Tensor.of(Shape.of(2), 1, 2));
    tensors.put("fc.weight", Tensor.of(Shape.of(2, 1), 1, 2));
    tensors.put("index", Tensor.ofLongs(Shape.of(1, 2), 1, 2));
    tensors.put("empty", Tensor.of(Shape.of(0, 3)));
    tensors.put("conv.weight", Tensor.of(Shape.of(1, 1, 1, 2), 1, 2));
    WeightChangeResult result =
        WeightChange.of(
            List.of(snapshot("a", tensors), snapshot("b", tensors), snapshot("c", tensors)),
            OPTIONS);
    assertThat(result.checkpoints()).containsExactly("a", "b", "c");
    assertThat(result.layers()).containsExactly("fc.weight", "conv.weight");
    assertThat(result.changes())
        .extracting(change -> change.step() + change.layer())
        .containsExactly("1fc.weight", "1conv.weight", "2fc.weight", "2conv.weight");
    assertThat(result.curve("fc.weight")).extracting(LayerChange::from).containsExactly("a", "b");
    WeightChangeOptions some = OPTIONS.withLayers(layer -> layer.startsWith("fc"));
    assertThat(WeightChange.of(List.of(snapshot("a", tensors), snapshot("b", tensors)), some))
        .extracting(WeightChangeResult::layers)
        .isEqualTo(List.of("fc.weight"));
  }

  @Test
  void theNumberOfThreadsAndShowingOneByOneChangeNothing() {
    List<Map<String, Tensor>> epochs = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(9);
    for (int epoch = 0; epoch < 4; epoch++) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (int layer = 0; layer < 9; layer++) {
        float[] values = new float[40 * (layer + 1) * 30];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) random.nextDouble(-1, 1);
        }
        tensors.put("layer" + layer, Tensor.of(Shape.of(40, 30L * (layer + 1)), values));
      }
      epochs.add(tensors);
    }
    List<Snapshot> snapshots = new ArrayList<>();
    for (int epoch = 0; epoch < epochs.size(); epoch++) {
      snapshots.add(snapshot("epoch" + epoch, epochs.get(epoch)));
    }
    WeightChangeResult one = WeightChange.of(snapshots, OPTIONS.withSpectral());
    WeightChangeResult many = WeightChange.of(snapshots, OPTIONS.withSpectral().withThreads(5));
    assertThat(many).isEqualTo(one);
    assertThat(one.changes()).allSatisfy(c -> assertThat(c.spectralNorm()).isPositive());
    WeightChangeRecorder recorder =
        WeightChangeRecorder.create(OPTIONS.withSpectral().withThreads(3));
    List<LayerChange> shown = new ArrayList<>();
    for (int epoch = 0; epoch < epochs.size(); epoch++) {
      shown.addAll(recorder.add("epoch" + epoch, epochs.get(epoch)));
    }
    assertThat(shown).isEqualTo(one.changes());

    // One that stops after half of them, and another that goes on.
    int half = epochs.size() / 2;
    List<LayerChange> resumed = new ArrayList<>();
    WeightChangeRecorder before = WeightChangeRecorder.create(OPTIONS.withSpectral());
    for (int epoch = 0; epoch <= half; epoch++) {
      resumed.addAll(before.add("epoch" + epoch, epochs.get(epoch)));
    }
    WeightChangeRecorder after =
        WeightChangeRecorder.after(
            snapshots.get(0), snapshots.get(half), half, OPTIONS.withSpectral());
    for (int epoch = half + 1; epoch < epochs.size(); epoch++) {
      resumed.addAll(after.add("epoch" + epoch, epochs.get(epoch)));
    }
    assertThat(resumed).isEqualTo(one.changes());
  }

  private static void assertUnusable(Snapshot first, Snapshot second, String... texts) {
    assertThatThrownBy(() -> WeightChange.of(List.of(first, second), OPTIONS))
        .isExactlyInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll(texts);
    WeightChangeRecorder recorder = WeightChangeRecorder.create(OPTIONS);
    assertThatThrownBy(
            () -> {
              recorder.add(first.name(), tensors(first));
              recorder.add(second.name(), tensors(second));
            })
        .isExactlyInstanceOf(UnusableInputException.class)
        .hasMessageContainingAll(texts);
  }

  private static Map<String, Tensor> tensors(Snapshot snapshot) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : snapshot.tensors().entries().keySet()) {
      tensors.put(name, snapshot.tensors().read(name));
    }
    return tensors;
  }

  @Test
  void checkpointsThatDiffer() {
    Tensor two = Tensor.of(Shape.of(1, 2), 1, 2);
    Snapshot both = snapshot("both.pth", Map.of("a", two, "b", two));
    Snapshot one = snapshot("one.pth", Map.of("a", two));
    assertUnusable(both, one, "one.pth: has no weights \"b\"", "both.pth has");
    assertUnusable(one, both, "both.pth: holds the weights \"b\"", "one.pth does not");
    Snapshot wide = snapshot("wide.pth", Map.of("a", Tensor.of(Shape.of(2, 1), 1, 2)));
    assertUnusable(one, wide, "wide.pth: the tensor \"a\" has the shape [2, 1]", "[1, 2]");
    Snapshot bias = snapshot("bias.pth", Map.of("a", Tensor.of(Shape.of(2), 1, 2)));
    assertUnusable(bias, one, "bias.pth: holds no tensor");
  }

  @Test
  void weightsThatAreNotFinite() {
    Snapshot good = matrix("good.pth", 1, 2, 3, 4);
    Snapshot nan = matrix("nan.pth", 1, 2, Float.NaN, 4);
    Snapshot infinite = matrix("inf.pth", 1, Float.NEGATIVE_INFINITY, 3, 4);
    assertUnusable(good, nan, "nan.pth: the tensor \"w\" holds NaN (value 2)");
    assertUnusable(nan, good, "nan.pth: the tensor \"w\" holds NaN");
    assertUnusable(good, infinite, "inf.pth: the tensor \"w\" holds an infinity (value 1)");
  }

  @Test
  void aSingleCheckpoint() {
    assertThatThrownBy(() -> WeightChange.of(List.of(matrix("a", 1, 2)), OPTIONS))
        .isExactlyInstanceOf(UnusableInputException.class)
        .hasMessageContaining("at least two");
  }

  @Test
  void aFailureLeavesTheRecorderAsItWas() {
    WeightChangeRecorder recorder = WeightChangeRecorder.create(OPTIONS);
    recorder.add("0", tensors(matrix("0", 1, 2)));
    assertThatThrownBy(() -> recorder.add("bad", tensors(matrix("bad", Float.NaN, 2))))
        .isInstanceOf(UnusableInputException.class);
    LayerChange change = recorder.add("1", tensors(matrix("1", 2, 4))).get(0);
    assertThat(change.from()).isEqualTo("0");
    assertThat(change.step()).isEqualTo(1);
    assertThat(change.l1Ratio()).isEqualTo(1);
  }
}
