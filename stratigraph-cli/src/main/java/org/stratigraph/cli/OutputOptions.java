package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.report.HeatMapFigure;
import org.stratigraph.report.HtmlReport;
import org.stratigraph.scene.FigureFile;
import org.stratigraph.store.CriticalityCsv;
import org.stratigraph.store.CriticalityJson;
import org.stratigraph.store.CriticalityParquet;
import picocli.CommandLine.Option;

/** Where results go. */
final class OutputOptions {
  @Option(
      names = "--run",
      paramLabel = "DIR",
      description =
          "Keep each measurement in DIR as it is made. The same command continues there after an"
              + " interruption of any kind.")
  Optional<Path> run = Optional.empty();

  @Option(names = "--json", paramLabel = "FILE", description = "Write everything as JSON.")
  Optional<Path> json = Optional.empty();

  @Option(names = "--csv", paramLabel = "FILE", description = "Write a row a layer as CSV.")
  Optional<Path> csv = Optional.empty();

  @Option(names = "--parquet", paramLabel = "FILE", description = "Write a row a layer as Parquet.")
  Optional<Path> parquet = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write a report that opens in any browser, offline.")
  Optional<Path> report = Optional.empty();

  @Option(
      names = "--figure",
      paramLabel = "FILE",
      description = "Write the heat map for papers and pages: FILE.svg, FILE.pdf or FILE.png.")
  Optional<Path> figure = Optional.empty();

  /** The files asked for, by the option that names them. */
  private Map<String, Path> files() {
    Map<String, Path> files = new LinkedHashMap<>();
    json.ifPresent(file -> files.put("--json", file));
    csv.ifPresent(file -> files.put("--csv", file));
    parquet.ifPresent(file -> files.put("--parquet", file));
    report.ifPresent(file -> files.put("--report", file));
    figure.ifPresent(file -> files.put("--figure", file));
    return files;
  }

  /**
   * Checks before hours of work that its results will find a place.
   *
   * @throws UnusableInputException naming the option and what stands in its way
   */
  void check() {
    OutputFile.check(files());
    figure.ifPresent(FigureFile::of);
  }

  /**
   * Writes the files.
   *
   * @return what was written, for people
   */
  List<String> write(CriticalityResult result) {
    json.ifPresent(file -> CriticalityJson.write(result, file));
    csv.ifPresent(file -> CriticalityCsv.write(result, file));
    parquet.ifPresent(file -> CriticalityParquet.write(result, file));
    report.ifPresent(file -> HtmlReport.write(result, file));
    figure.ifPresent(file -> HeatMapFigure.write(result, file));
    return files().values().stream().map(file -> "Wrote " + file).toList();
  }
}
