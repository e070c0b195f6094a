package org.stratigraph.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.autotune.TuningEvent;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.conflict.ConflictResult;
import org.stratigraph.conflict.LayerConflicts;
import org.stratigraph.lesion.LesionGroup;
import org.stratigraph.lesion.LesionResult.CurvePoint;
import org.stratigraph.scene.Mark;
import org.stratigraph.scene.Scene;
import org.stratigraph.training.EpochMetrics;
import org.stratigraph.training.EpochRecord;
import org.stratigraph.weightchange.CurveForm;
import org.stratigraph.weightchange.LayerChange;
import org.stratigraph.weightchange.WeightChangeResult;

class ChartsTest {
  private static LayerChange change(String layer, int step, double ratio) {
    return new LayerChange(
        layer, step, "e" + (step - 1), "e" + step, 4, ratio, 2 * ratio, 0, 0, 0, 0, Double.NaN);
  }

  /** Layer a settles at the third step; b jumps again at the last; c is unknown at the second. */
  private static WeightChangeResult changes() {
    return new WeightChangeResult(
        List.of("e0", "e1", "e2", "e3", "e4"),
        List.of(
            change("a.weight", 1, 1),
            change("b.weight", 1, 0.5),
            change("c.weight", 1, 0.4),
            change("a.weight", 2, 0.2),
            change("b.weight", 2, 0.01),
            change("c.weight", 2, Double.NaN),
            change("a.weight", 3, 0.1),
            change("b.weight", 3, 0.01),
            change("c.weight", 3, 0.3),
            change("a.weight", 4, 0.05),
            change("b.weight", 4, 0.4),
            change("c.weight", 4, 0.2)));
  }

  private static LayerConflicts conflicts(String layer, double entropy) {
    return new LayerConflicts(layer, 10, 5, 2, entropy > 0 ? 1 : 0, 0, entropy);
  }

  private static List<Scene> all(Size size) {
    Comparison three = TestNetworks.three();
    List<Scene> scenes = new ArrayList<>();
    scenes.add(AccuracyFigure.of(three, Set.of("b"), size));
    scenes.add(ParameterFigure.of(three, "eps", "norm", size));
    scenes.add(GroupFigure.stages(three, size));
    scenes.add(GroupFigure.operators(three, size));
    scenes.add(PairedFigure.of(three.networks().get(0), three.networks().get(1), size));
    scenes.add(WeightChangeFigure.curves(changes(), CurveForm.L1_RATIO, size));
    scenes.add(WeightChangeFigure.map(changes(), CurveForm.ELEMENTWISE_MEAN).scene(size));
    scenes.add(ConflictFigure.map(checkpoints()).scene(size));
    scenes.add(LesionFigure.of(points(), 0.9, "accuracy", size));
    scenes.add(TrainingFigure.of(List.of(run("a"), run("b")), size));
    scenes.add(TuningFigure.of(tuning(), size));
    return scenes;
  }

  private static List<ConflictResult.Checkpoint> checkpoints() {
    return List.of(
        new ConflictResult.Checkpoint(
            "runs/x/checkpoints/epoch-000.safetensors",
            List.of(1.0, 1.0),
            List.of(conflicts("block1", 0), conflicts("block2", 1.5))),
        new ConflictResult.Checkpoint(
            "other", List.of(1.0, 1.0), List.of(conflicts("block1", 0), conflicts("block2", 0.5))));
  }

  private static List<CurvePoint> points() {
    return List.of(
        new CurvePoint(LesionGroup.ALL, 1, 3, 0.8, 0.05, 0.7, 0.85),
        new CurvePoint(LesionGroup.ALL, 2, 1, 0.5, Double.NaN, 0.5, 0.5));
  }

  private static TrainingFigure.Run run(String name) {
    return new TrainingFigure.Run(
        name,
        List.of(
            new EpochRecord(0, "initial", Double.NaN, Double.NaN, 2.3, 0.1, Double.NaN, 0, 0),
            new EpochRecord(1, "main", 1.5, 0.4, 1.2, 0.5, 0.1, 100, 1),
            new EpochRecord(2, "main", 1.0, 0.6, 0.9, 0.7, 0.1, 100, 1)));
  }

  private static List<TuningEvent> tuning() {
    return List.of(
        new TuningEvent.Started(1, List.of(2, 3)),
        new TuningEvent.Trained(1, new EpochMetrics(1, 2, 0.1, 0.1, 100, 1)),
        new TuningEvent.Checked(1, 1, conflicts("block5", 1.2)),
        new TuningEvent.Started(2, List.of(2, 1)),
        new TuningEvent.Trained(2, new EpochMetrics(1, 1, 0.6, 0.1, 100, 1)),
        new TuningEvent.Checked(2, 1, conflicts("block3", 0)));
  }

  @ParameterizedTest
  @EnumSource(Size.class)
  void nothingIsDrawnOutsideOfTheSheet(Size size) {
    all(size).forEach(Sheets::assertInside);
  }

  @Test
  void settledLayersHaveADotFromTheirLastLargeChangeOn() {
    Matrix map = WeightChangeFigure.map(changes(), CurveForm.L1_RATIO);
    List<List<Boolean>> marks =
        map.rows().stream()
            .map(row -> row.cells().stream().map(Matrix.Cell::marked).toList())
            .toList();
    assertThat(marks)
        .containsExactly(
            List.of(false, false, false),
            List.of(false, false, false),
            List.of(true, false, false),
            List.of(true, false, false));
    assertThat(map.scene(Size.ONE_COLUMN).marks("settled")).hasSize(3);
  }

  @Test
  void unknownChangesInterruptTheirCurve() {
    Scene scene = WeightChangeFigure.curves(changes(), CurveForm.L1_RATIO, Size.ONE_COLUMN);
    Mark.Path curve =
        scene.marks("curve").stream()
            .map(Mark.Path.class::cast)
            .filter(mark -> mark.note().tooltip().equals("c.weight"))
            .findFirst()
            .orElseThrow();
    // Its first point stands alone, so that the line has the last two only.
    assertThat(curve.pieces()).hasSize(1);
    assertThat(curve.pieces().get(0)).hasSize(2);
  }

  @Test
  void checkpointsAreNamedByTheirEpochs() {
    assertThat(ConflictFigure.map(checkpoints()).rows())
        .extracting(Matrix.Row::label)
        .containsExactly("0", "other");
  }

  @Test
  void lesionsStartAtTheUntouchedNetworkAndHaveABandWhereThereAreDraws() {
    Scene scene = LesionFigure.of(points(), 0.9, "accuracy", Size.ONE_COLUMN);
    assertThat(scene.marks("point")).hasSize(3);
    assertThat(scene.marks("point").get(0).note().data()).containsEntry("value", "0.9");
    assertThat(LesionFigure.of(List.of(), 0.9, "accuracy", Size.PAGE).texts())
        .containsExactly("Nothing to show: no draw of blocks was measured.");
  }

  @Test
  void theEpochsOfATuningAreCountedOn() {
    Scene scene = TuningFigure.of(tuning(), Size.TWO_COLUMN);
    assertThat(scene.marks("point"))
        .extracting(mark -> mark.note().data().get("series") + " " + mark.note().data().get("x"))
        .contains("network 1 1.0", "network 2 2.0");
    assertThat(TuningFigure.of(List.of(), Size.PAGE).texts()).hasSize(1);
  }

  /**
   * SciPy 1.10.1: ttest_ind([.44,.5,.56], [.2,.3,.4], equal_var=False) has t = 2.9704, so a
   * standard error of .0673300; Satterthwaite's degrees of freedom are 3.274788 and t.ppf(.975,
   * 3.274788) = 3.036583: .2 -+ 3.036583 * .06733 is -.0044532 and .4044532.
   */
  @Test
  void differencesHaveWelchsInterval() {
    Difference difference =
        Difference.of(Optional.of(layer(0.2, 0.3, 0.4)), Optional.of(layer(0.44, 0.5, 0.56)));
    assertThat(difference.value()).isCloseTo(0.2, within(1e-12));
    assertThat(difference.low()).isCloseTo(LOW, within(1e-6));
    assertThat(difference.high()).isCloseTo(0.4 - LOW, within(1e-6));
    assertThat(difference.isApart()).isFalse();
  }

  private static final double LOW = -0.0044532;

  @Test
  void differencesOfSingleTrialsHaveNoInterval() {
    Difference difference = Difference.of(Optional.of(layer(0.2)), Optional.of(layer(0.4, 0.5)));
    assertThat(difference.value()).isCloseTo(0.25, within(1e-12));
    assertThat(difference.low()).isNaN();
    assertThat(difference.isApart()).isFalse();
    assertThat(Difference.of(Optional.empty(), Optional.of(layer(0.2))).value()).isNaN();
  }

  private static MeasuredLayer layer(double... criticalities) {
    List<org.stratigraph.criticality.CriticalityResult.TrialResult> trials = new ArrayList<>();
    for (int i = 0; i < criticalities.length; i++) {
      trials.add(TestNetworks.trial("x", i, 1 - criticalities[i]));
    }
    return MeasuredLayer.ofTrials("x", "conv", trials);
  }

  @Test
  void networksWithoutAnAccuracyHaveNoPlace() {
    Comparison comparison =
        new Comparison(
            List.of(TestNetworks.network("a", "", Double.NaN, List.of("x", "y"), .5, .6)));
    assertThat(AccuracyFigure.of(comparison, Set.of(), Size.ONE_COLUMN).texts())
        .containsExactly("Nothing to show: of no network are both accuracy and criticality known.");
    assertThatThrownBy(() -> ParameterFigure.of(comparison, "eps", "norm", Size.PAGE))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("eps")
        .hasMessageContaining("no tags that are numbers");
  }

  @Test
  void oneNetworkIsEnoughForAFigureButNotForACorrelation() {
    Comparison comparison =
        new Comparison(List.of(TestNetworks.network("a", "", 0.5, List.of("x", "y"), .5, .6)));
    Scene scene = AccuracyFigure.of(comparison, Set.of(), Size.ONE_COLUMN);
    assertThat(scene.texts()).contains("All 1: too few networks for a correlation");
    assertThat(scene.marks("network")).hasSize(1);
    Sheets.assertInside(scene);
  }

  @Test
  void layersWithoutStagesSaySo() {
    Comparison comparison =
        new Comparison(List.of(TestNetworks.network("a", "", 0.5, List.of("x", "y"), .5, .6)));
    assertThat(GroupFigure.operators(comparison, Size.TWO_COLUMN).texts())
        .containsExactly("Nothing to show: the names of the layers tell no place in a block.");
  }

  @Test
  void aWideParameterHasItsRatiosAndZeroAside() {
    Comparison comparison =
        new Comparison(
            List.of(eps("a", "0"), eps("b", "0.01"), eps("c", "8"), eps("d", "not a number")));
    Scene scene = ParameterFigure.of(comparison, "eps", "norm", Size.ONE_COLUMN);
    assertThat(scene.texts()).contains("0", "0.1", "1").doesNotContain("d");
    assertThat(scene.marks("network")).hasSize(3);
    Sheets.assertInside(scene);
  }

  private static MeasuredNetwork eps(String id, String value) {
    MeasuredNetwork network = TestNetworks.network(id, "", 0.5, List.of("x"), 0.5);
    return new MeasuredNetwork(
        id, id, Optional.empty(), network.accuracy(), Map.of("eps", value), network.layers());
  }

  @Test
  void axesRunFromRoundToRoundNumber() {
    Axis axis = Axis.percent("x", 0.31, 0.87, 6);
    assertThat(axis.low()).isCloseTo(0.3, within(1e-12));
    assertThat(axis.high()).isCloseTo(0.9, within(1e-12));
    assertThat(axis.ticks())
        .extracting(Axis.Tick::text)
        .containsExactly("30", "40", "50", "60", "70", "80", "90");
    assertThat(Axis.counted("Epoch", 0, 30, 10).ticks())
        .extracting(Axis.Tick::text)
        .containsExactly("0", "5", "10", "15", "20", "25", "30");
    Axis log = Axis.logarithmic("x", 0.01, 100, true);
    assertThat(log.place(0)).isCloseTo(0.05, within(1e-12));
    // The middle of the ratios, which have nine tenths of the axis.
    assertThat(log.place(1)).isCloseTo(0.55, within(1e-12));
  }
}
