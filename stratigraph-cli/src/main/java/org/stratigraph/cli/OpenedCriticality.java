package org.stratigraph.cli;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stratigraph.criticality.CriticalityAnalysis;
import org.stratigraph.criticality.CriticalityOptions;
import org.stratigraph.criticality.CriticalityPlan;
import org.stratigraph.criticality.Reset;
import org.stratigraph.data.Images;
import org.stratigraph.data.Sample;
import org.stratigraph.evaluation.Device;
import org.stratigraph.evaluation.Evaluator;
import org.stratigraph.file.Sha256;
import org.stratigraph.graph.Costs;
import org.stratigraph.graph.Shapes;
import org.stratigraph.network.Network;
import org.stratigraph.network.NetworkFile;
import org.stratigraph.network.RunFolder;
import org.stratigraph.onnxruntime.OnnxRuntimeEvaluator;

/**
 * All that a criticality run needs, opened.
 *
 * @param protocol as asked for; the reset may have fewer trials
 */
record OpenedCriticality(
    Network network,
    ChosenLayers layers,
    ResetChoice resetChoice,
    Reset reset,
    ProtocolChoice protocol,
    OpenedImages pictures,
    Evaluator evaluator,
    Device device)
    implements AutoCloseable {

  /**
   * Opens; what is quick to check comes first.
   *
   * @param threads for decoding and evaluating
   * @param device that evaluates
   * @throws org.stratigraph.UnusableInputException if something cannot be used
   */
  static OpenedCriticality of(
      NetworkOptions network,
      DataOptions data,
      PreprocessingOptions preprocessing,
      MeasuringOptions measuring,
      int threads,
      Device device) {
    ResetChoice resetChoice =
        ResetChoice.parse(
            measuring.reset, measuring.initial.or(() -> RunFolder.initialWeights(network.file)));
    ProtocolChoice protocol = ProtocolChoice.of(measuring, data.images, data.list.isPresent());
    Network opened = NetworkFile.open(network.file, network.architecture).forOutput(network.output);
    ChosenLayers layers = ChosenLayers.of(opened.graph(), measuring);
    Reset reset = resetChoice.forNetwork(opened, network.architecture, measuring.seed);
    Evaluator evaluator = OnnxRuntimeEvaluator.create(threads, device);
    boolean done = false;
    try {
      OpenedImages pictures =
          pictures(data, preprocessing, opened, protocol, measuring.seed, threads);
      done = true;
      return new OpenedCriticality(
          opened, layers, resetChoice, reset, protocol, pictures, evaluator, device);
    } finally {
      if (!done) {
        evaluator.close();
      }
    }
  }

  /** An adaptive run stops early, so its first images have to stand for all, but a list is kept. */
  private static OpenedImages pictures(
      DataOptions data,
      PreprocessingOptions preprocessing,
      Network opened,
      ProtocolChoice protocol,
      long seed,
      int threads) {
    ChosenImages chosen =
        ChosenImages.of(data, preprocessing, opened, protocol.images(), seed, threads);
    boolean balanced = protocol.sampling().isAdaptive() && data.list.isEmpty();
    return (balanced ? chosen.balanced(seed) : chosen).open();
  }

  Images images() {
    return pictures.images();
  }

  /** Plans the run. */
  CriticalityAnalysis plan(CriticalityOptions options) {
    Costs costs = Costs.of(network.graph(), Shapes.ofOneImage(network.graph()));
    return CriticalityAnalysis.plan(
        evaluator,
        network.graph(),
        layers.chosen(),
        layers.skipped(),
        reset,
        images(),
        costs::work,
        options);
  }

  /**
   * What the numbers of a portion depend on, as far as it is quick to know: of the images, which
   * they are, not what is in them.
   */
  Map<String, String> identity(CriticalityPlan plan, CriticalityOptions options) {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put(Version.PART, Version.number());
    identity.put("network (sha256)", network.sha256());
    identity.put("output", network.graph().outputs().get(0).name());
    identity.put("list of images (sha256)", sha256OfSamples());
    identity.put("preprocessing", images().preprocessing());
    identity.put("reset", resetChoice.fingerprint());
    identity.put("initialiser", network.initialiser().description());
    identity.put("seed", Long.toString(options.seed()));
    identity.put(RunIdentities.CHUNK, Integer.toString(plan.sweep().chunk()));
    identity.put("images in a batch", Integer.toString(plan.sweep().batch()));
    identity.put("blocks of images", plan.blocks().ends().toString());
    DeviceOptions.identify(device, identity);
    return identity;
  }

  /** Over ids and labels, in order. */
  String sha256OfSamples() {
    MessageDigest digest = Sha256.digest();
    for (Sample sample : images().samples()) {
      String line = sample.id() + "\n" + sample.label().orElse(-1) + "\n";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() {
    pictures.close();
    evaluator.close();
  }
}
