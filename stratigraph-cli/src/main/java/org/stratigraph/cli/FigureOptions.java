package org.stratigraph.cli;

import java.util.List;
import java.util.Optional;
import org.stratigraph.weightchange.CurveForm;
import picocli.CommandLine.Option;

/** What some figures can be told. */
final class FigureOptions {
  @Option(
      names = "--baseline",
      paramLabel = "ID",
      description =
          "The network that comes first in heat maps, and that delta and paired compare with.")
  Optional<String> baseline = Optional.empty();

  @Option(
      names = "--network",
      paramLabel = "ID",
      description = "The network that paired compares with --baseline.")
  Optional<String> network = Optional.empty();

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      description =
          "The rows of heat maps within their categories: given, mean or accuracy; or cluster,"
              + " alike ones together. Default: ${DEFAULT-VALUE}.")
  String sort = "given";

  @Option(
      names = "--without",
      paramLabel = "ID|category:NAME",
      description =
          "Leave out a network or a category; repeatable. accuracy draws them hollow and gives the"
              + " correlations with and without them.")
  List<String> without = List.of();

  @Option(
      names = "--parameter",
      paramLabel = "TAG",
      description = "The tag of networks that parameter draws. Default: ${DEFAULT-VALUE}.")
  String parameter = "eps";

  @Option(
      names = "--series",
      paramLabel = "TAG",
      description = "The tag that tells its series apart. Default: ${DEFAULT-VALUE}.")
  String series = "norm";

  @Option(
      names = "--form",
      paramLabel = "NAME",
      description =
          "The form of weight change: l1_ratio (the published formula) or elementwise_mean (the"
              + " published code). Default: ${DEFAULT-VALUE}.")
  String form = CurveForm.L1_RATIO.label();

  /** The form of weight change that was chosen. */
  CurveForm curveForm() {
    return FormOption.of(form);
  }
}
