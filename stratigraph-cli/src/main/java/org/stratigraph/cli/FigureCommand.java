package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.stratigraph.Labelled;
import org.stratigraph.UnusableInputException;
import org.stratigraph.figure.Size;
import org.stratigraph.scene.FigureFile;
import org.stratigraph.scene.Scene;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stratigraph figure}. */
@Command(
    name = "figure",
    header = "Draw a figure of what was measured, for a paper, a slide or a page.",
    description = {
      "",
      "Writes SVG, PDF or PNG, as the name of the file ends. Text stays text in SVG and PDF, its"
          + " glyphs are embedded, and the same measurements give the same bytes.",
    },
    sortOptions = false,
    footerHeading =
        "%nFigures of measured networks (RUN: criticality JSON files and run directories):%n",
    footer = {
      "  heatmap            criticality, networks by layers, with means and deviations",
      "  trial-sd           its standard deviation over trials, networks by layers",
      "  delta              its difference to --baseline, networks by layers",
      "  accuracy           mean criticality against accuracy, with rank correlations",
      "  parameter          mean criticality against a training parameter, such as eps",
      "  stages             mean criticality by stage and category",
      "  operators          mean criticality by place in a block and category",
      "  paired             two networks layer by layer, with 95 %% intervals",
      "",
      "Figures of one training or network (RUN: its run directory or JSON file):",
      "  training           loss and accuracy by epoch; several trainings side by side",
      "  weight-change      how far each layer's weights moved, as curves",
      "  weight-change-map  the same as one heat map, epochs by layers",
      "  conflicts          bundle entropy, epochs by layers",
      "  lesion             how well a network predicts without some of its blocks",
      "  autotune           the history of an auto-tuning",
      "",
      "Examples:",
      "  stratigraph figure heatmap runs/* --baseline standard --out fig1.pdf",
      "  stratigraph figure accuracy runs/paper --without category:adversarial_training --out f.svg",
      "  stratigraph figure training runs/standard --size one-column --out loss.png --dpi 600",
    })
final class FigureCommand implements Callable<Integer> {
  private static final int LEAST_DPI = 30;
  private static final int MOST_DPI = 2400;

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "NAME", description = "Which figure; see below.")
  private String name = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "RUN",
      description = "What to draw: run directories and JSON files that other commands wrote.")
  private List<Path> runs = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Where to: FILE.svg, FILE.pdf or FILE.png.")
  private Path out = Path.of("");

  @Option(
      names = "--size",
      paramLabel = "NAME",
      description =
          "How wide it is printed: one-column (3.5 in), two-column (7.16 in) or page (10 in)."
              + " Default: ${DEFAULT-VALUE}.")
  private String size = "two-column";

  @Option(
      names = "--dpi",
      paramLabel = "N",
      description = "Pixels per inch of a PNG, 30 to 2400. Default: ${DEFAULT-VALUE}.")
  private int dpi = FigureFile.DEFAULT_DPI;

  @Mixin private FigureOptions options = new FigureOptions();

  FigureCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FigureKind kind = FigureKind.of(name);
    FigureFile.of(out);
    OutputFile.check("--out", out);
    if (dpi < LEAST_DPI || dpi > MOST_DPI) {
      throw new UnusableInputException(
          "--dpi %d is not a resolution from %d to %d.".formatted(dpi, LEAST_DPI, MOST_DPI));
    }
    Scene scene = kind.scene(runs, options, size(size), terminal::note);
    FigureFile.write(scene, out, dpi);
    terminal.note("Wrote " + out);
    return ExitStatus.DONE;
  }

  private static Size size(String label) {
    return Labelled.find(Size.class, label.strip().toLowerCase(Locale.ROOT))
        .orElseThrow(
            () ->
                new UnusableInputException(
                    "--size %s is not known. There are %s."
                        .formatted(OneLine.of(label), Labelled.labels(Size.class))));
  }
}
