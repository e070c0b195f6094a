package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.stratigraph.UnusableInputException;
import org.stratigraph.evaluation.Device;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.graph.Costs;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.OnnxFile;
import org.stratigraph.graph.ResidualBlock;
import org.stratigraph.graph.ResidualBlocks;
import org.stratigraph.graph.Shapes;
import org.stratigraph.network.Network;
import org.stratigraph.network.NetworkFile;
import org.stratigraph.onnxruntime.OnnxRuntimeEvaluator;
import org.stratigraph.prune.Criterion;
import org.stratigraph.prune.PruneAnalysis;
import org.stratigraph.prune.PruneOptions;
import org.stratigraph.prune.PruneReport;
import org.stratigraph.prune.PruneResult;
import org.stratigraph.prune.PrunedFile;
import org.stratigraph.store.PruneFile;

/** Prunes one network, from options to the verified file. */
final class PruneRun {
  private static final int IMAGES = 10_000;
  private static final int TIMED_BATCH = 32;

  private final Terminal terminal;
  private final NetworkOptions network;
  private final DataOptions data;
  private final PreprocessingOptions preprocessing;
  private final PruningOptions pruning;
  private final BundleOptions bundles;
  private final MachineOptions machine;
  private final Start start = Start.now();

  PruneRun(
      Terminal terminal,
      NetworkOptions network,
      DataOptions data,
      PreprocessingOptions preprocessing,
      PruningOptions pruning,
      BundleOptions bundles,
      MachineOptions machine) {
    this.terminal = terminal;
    this.network = network;
    this.data = data;
    this.preprocessing = preprocessing;
    this.pruning = pruning;
    this.bundles = bundles;
    this.machine = machine;
  }

  /** Does the work, and gives the exit status: 1 if nothing can be removed. */
  int run() {
    double maxDrop = pruning.checkedDrop();
    Path out = pruning.checkedPlace(network.file);
    Criterion criterion = Criterion.named(pruning.by);
    bundles.checked();
    int threads = machine.threadCount();
    Device device = machine.device();
    long memory = machine.memoryBudget().bytes();
    Network opened = NetworkFile.open(network.file, network.architecture);
    Network measured = opened.forOutput(network.output);
    OptionalInt count = data.count(IMAGES);
    try (OnnxRuntimeEvaluator evaluator = OnnxRuntimeEvaluator.create(threads, device);
        HalvedImages images =
            HalvedImages.of(data, preprocessing, measured, count, pruning.seed, threads, memory)) {
      Costs costs = Costs.of(measured.graph(), Shapes.ofOneImage(measured.graph()));
      PruneOptions options =
          new PruneOptions(
              maxDrop, criterion, memory - images.remembered(), pruning.acceptBaseline);
      PruneAnalysis analysis =
          PruneAnalysis.of(
              evaluator,
              measured.graph(),
              images.selection(),
              images.verification(),
              conflicting(criterion, measured, evaluator, threads, memory),
              costs::work,
              options);
      images.all().requireClasses(analysis.classes());
      terminal.note(
          "%d parts might go; chosen on %d images, verified on %d others."
              .formatted(
                  analysis.parts().size(),
                  images.selection().count(),
                  images.verification().count()));
      PruneResult result;
      try (Interruption interruption = Interruption.watch(terminal)) {
        try (RunProgress progress = new RunProgress(terminal, interruption, LiveRun.none())) {
          result = analysis.run(progress);
        } catch (Interrupted stop) {
          terminal.error("Interrupted, and nothing is written.");
          return interruption.status().orElse(ExitStatus.INTERRUPTED);
        }
      }
      if (result.steps().isEmpty()) {
        PruneText.kept(result).forEach(terminal.out()::println);
        terminal.out().flush();
        terminal.error(
            String.format(
                Locale.ROOT,
                "Nothing can be removed without a drop of more than %s points, so no file is written.",
                PruneText.points(options.maxDrop())));
        return ExitStatus.FAILED;
      }
      Graph rest =
          PrunedFile.write(
              opened.graph(),
              measured.graph().outputs().get(0).name(),
              analysis,
              result,
              evaluator,
              evaluator::open,
              out);
      report(opened, measured, images, evaluator, options, result, rest, out, threads);
      return ExitStatus.DONE;
    }
  }

  /** Whether a block is conflicting; none is where nobody asks. */
  private Predicate<ResidualBlock> conflicting(
      Criterion criterion, Network measured, Evaluator evaluator, int threads, long memory) {
    if (criterion != Criterion.CONFLICTS) {
      return block -> false;
    }
    BundleOptions.Found found =
        bundles.find(
            data,
            preprocessing,
            measured,
            ResidualBlocks.of(measured.graph()),
            evaluator,
            pruning.seed,
            threads,
            memory);
    Map<String, Double> entropies =
        found
            .entropies()
            .orElseThrow(
                () ->
                    new UnusableInputException(
                        "--by conflicts needs labelled images, and "
                            + data.data
                            + " says no classes; name some with --training-data."));
    return block -> entropies.getOrDefault(block.name(), 0.0) > 0;
  }

  private void report(
      Network opened,
      Network measured,
      HalvedImages images,
      OnnxRuntimeEvaluator evaluator,
      PruneOptions options,
      PruneResult result,
      Graph rest,
      Path out,
      int threads) {
    List<String> notes = new ArrayList<>(measured.notes());
    notes.addAll(data.notes(images.all()));
    List<Double> seconds =
        Speed.sideBySide(
            evaluator, List.of(opened.graph(), rest), images.selection().shape(), TIMED_BATCH);
    Map<String, String> provenance =
        Provenance.of(evaluator, threads, machine.memoryBudget(), start);
    PruneReport report =
        new PruneReport(
            Provenance.model(opened, images.all().classCount().orElse(0)),
            Provenance.data(
                images.all().images(),
                Math.toIntExact(result.before().all().images()),
                result.labelled()),
            options.maxDrop(),
            options.criterion(),
            pruning.seed,
            result,
            size(opened.graph(), seconds.get(0)),
            size(rest, seconds.get(1)),
            out.toString(),
            notes,
            provenance);
    PruneText.print(report, terminal);
    terminal.note("Wrote " + out);
    OutputFile.write(pruning.json, file -> PruneFile.write(report, file), terminal);
  }

  private static PruneReport.Size size(Graph graph, double seconds) {
    return new PruneReport.Size(
        ChosenLayers.parameters(graph),
        Costs.of(graph, Shapes.ofOneImage(graph)).total(),
        OnnxFile.toBytes(graph).length,
        seconds);
  }
}
