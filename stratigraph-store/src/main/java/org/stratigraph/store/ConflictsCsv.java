package org.stratigraph.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stratigraph.conflict.ConflictResult;
import org.stratigraph.conflict.LayerConflicts;

/**
 * Conflicting layers as CSV, a line a checkpoint and layer; of the form of {@link CriticalityCsv}.
 */
public final class ConflictsCsv {
  private static final List<Table.Column> COLUMNS =
      List.of(
          new Table.Column("checkpoint", "VARCHAR"),
          new Table.Column("layer", "VARCHAR"),
          new Table.Column("bundles", "INTEGER"),
          new Table.Column("entropy", "DOUBLE"),
          new Table.Column("conflicting", "BOOLEAN"),
          new Table.Column("samples", "INTEGER"),
          new Table.Column("largest", "INTEGER"),
          new Table.Column("mixed", "INTEGER"),
          new Table.Column("undefined", "INTEGER"),
          new Table.Column("weight_amplitude", "DOUBLE"));

  private ConflictsCsv() {}

  /**
   * Writes a result.
   *
   * @throws org.stratigraph.UnusableInputException if the folder is not there or the path is a
   *     folder
   * @throws java.io.UncheckedIOException if the file cannot be written; an old one is then
   *     unchanged
   */
  public static void write(ConflictResult result, Path path) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ConflictResult.Checkpoint checkpoint : result.checkpoints()) {
      for (int i = 0; i < checkpoint.layers().size(); i++) {
        LayerConflicts layer = checkpoint.layers().get(i);
        rows.add(
            Table.values(
                checkpoint.name(),
                layer.layer(),
                layer.bundles(),
                layer.entropy(),
                layer.conflicting(),
                layer.samples(),
                layer.largest(),
                layer.mixed(),
                layer.undefined(),
                checkpoint.amplitudes().get(i)));
      }
    }
    CsvFile.write(new Table(COLUMNS, rows), path);
  }
}
