package org.stratigraph.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.stratigraph.criticality.Agreement;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.Measurement;
import org.stratigraph.criticality.Untouched;
import org.stratigraph.data.Images;

/** Values to store: made up, but the same each time. */
final class Samples {
  private Samples() {}

  /** A cell whose numbers follow from its name. */
  static Measurement measurement(String layer, int trial, int chunk, int images) {
    return new Measurement(layer, trial, chunk, agreement(new long[] {trial, chunk}, images));
  }

  static Agreement agreement(long[] seed, int images) {
    Random random = new Random(seed[0] * 1_000_003 + seed[1]);
    float[] cosines = new float[images];
    for (int i = 0; i < images; i++) {
      cosines[i] = random.nextFloat();
    }
    return new Agreement(
        cosines,
        random.nextDouble(),
        random.nextDouble() / 3,
        random.nextInt(images + 1),
        images,
        random.nextInt(images + 1),
        random.nextInt(images + 1),
        random.nextGaussian() * 1e5);
  }

  static Untouched untouched(int chunk, int images) {
    return new Untouched(
        chunk,
        agreement(new long[] {-1, chunk}, images),
        new double[] {0.1, 1.0 / 3, -0.0, Double.MIN_VALUE},
        new double[] {Math.nextUp(1.0), Math.PI, 1e300, Double.NaN},
        new long[] {0, Long.MAX_VALUE, 3, 4},
        12.345,
        List.of(new Images.Skipped("a/b,'\"\n.jpg", "not a JPEG file")));
  }

  static RunIdentity identity(String... parts) {
    Map<String, String> fixed = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i += 2) {
      fixed.put(parts[i], parts[i + 1]);
    }
    return RunIdentity.of(fixed);
  }

  /**
   * The result of which {@code criticality-1.json} was written by hand: one layer with every figure
   * known, one with none.
   */
  static CriticalityResult result() {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("stratigraph", "0.1.0");
    provenance.put("command", "criticality a.onnx --data b");
    return new CriticalityResult(
        new CriticalityResult.Model("squeezenet", "nets/a.onnx", "ab12", 3_000_000_000L, 10),
        new CriticalityResult.Data("b", 4, "cd34", true, "resize 256, crop 224"),
        new CriticalityResult.Protocol(
            "fixed", "random", 2, 4, List.of("conv", "linear"), -7, Double.NaN),
        new CriticalityResult.Original(0.75, 1.0, 0.1, 0.6837722339831621, 0.5),
        List.of(
            new CriticalityResult.LayerResult(
                "conv1",
                "conv",
                0,
                864,
                0.25,
                0.125,
                0.0625,
                0.0,
                0.5,
                2,
                4,
                "target",
                1.0 / 3,
                0.5,
                0.75,
                0.5,
                1.0 / 3,
                List.of("Batch norm is folded into it.")),
            new CriticalityResult.LayerResult(
                "größe \"x\"\n",
                "linear",
                1,
                1,
                1e-10,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                1,
                4,
                "protocol",
                Double.NaN,
                Double.NaN,
                1.0,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                List.of())),
        List.of(
            new CriticalityResult.TrialResult(
                "conv1", 0, 4, 0.625, 0.1, 0.2, 0.75, 0.5, 1.0, 1234567.0),
            new CriticalityResult.TrialResult(
                "conv1", 1, 4, 0.875, 0.1, 0.2, 0.75, Double.NaN, Double.NaN, Double.NaN)),
        List.of(new CriticalityResult.SkippedLayer("bn1", "kind norm was not asked for")),
        List.of("x.jpg: truncated"),
        List.of("One layer has a single trial."),
        provenance);
  }
}
