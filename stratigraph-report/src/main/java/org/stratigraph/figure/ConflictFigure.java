package org.stratigraph.figure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stratigraph.conflict.ConflictResult;
import org.stratigraph.conflict.LayerConflicts;
import org.stratigraph.scene.ColourScale;
import org.stratigraph.scene.NumberText;

/** Bundle entropy of layers over a training, as the conflicting bundles papers show it. */
public final class ConflictFigure {
  private static final Pattern EPOCH =
      Pattern.compile("(?s).*epoch[-_ ]?0*(\\d{1,9})(?:\\.\\w{1,12})?");

  private ConflictFigure() {}

  /**
   * Checkpoints by layers.
   *
   * @param checkpoints in the order of training; layers are those of the last
   */
  public static Matrix map(List<ConflictResult.Checkpoint> checkpoints) {
    List<String> layers =
        checkpoints.isEmpty()
            ? List.of()
            : checkpoints.get(checkpoints.size() - 1).layers().stream()
                .map(LayerConflicts::layer)
                .toList();
    double most = 0;
    List<Matrix.Row> rows = new ArrayList<>();
    for (ConflictResult.Checkpoint checkpoint : checkpoints) {
      Map<String, Double> entropies = new HashMap<>();
      for (LayerConflicts layer : checkpoint.layers()) {
        entropies.put(layer.layer(), layer.entropy());
      }
      List<Matrix.Cell> cells = new ArrayList<>();
      for (String layer : layers) {
        double entropy = entropies.getOrDefault(layer, Double.NaN);
        most = Math.max(most, Double.isFinite(entropy) ? entropy : 0);
        cells.add(new Matrix.Cell(entropy, layer, false));
      }
      String label = label(checkpoint.name());
      rows.add(new Matrix.Row(checkpoint.name(), label, "", "", cells, ""));
    }
    double end = most > 0 ? most : 1;
    Matrix.Key key =
        new Matrix.Key(
            "Bundle entropy (nats)",
            ColourScale.SEQUENTIAL,
            0,
            end,
            List.of(0.0, end / 2, end),
            entropy -> NumberText.decimal(entropy, 2),
            entropy -> NumberText.decimal(entropy, 4) + " nats");
    return new Matrix(
        "Bundle entropy",
        most > 0
            ? "Entropy of each layer at each checkpoint; above 0 the layer is conflicting."
            : "No layer is conflicting at any checkpoint: all entropies are 0.",
        most > 0 ? "Rows: epochs." : "Rows: epochs. No layer is conflicting.",
        key,
        WeightChangeFigure.columns(layers),
        rows,
        List.of(),
        "",
        "");
  }

  /** The number of an epoch; of another name the part that differs between rows. */
  private static String label(String checkpoint) {
    Matcher epoch = EPOCH.matcher(checkpoint);
    if (epoch.matches()) {
      return epoch.group(1);
    }
    int slash = Math.max(checkpoint.lastIndexOf('/'), checkpoint.lastIndexOf('\\'));
    return checkpoint.substring(slash + 1);
  }
}
