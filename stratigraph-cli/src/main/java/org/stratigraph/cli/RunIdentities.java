package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.stratigraph.criticality.CriticalityOptions;
import org.stratigraph.criticality.CriticalityPlan;
import org.stratigraph.data.Images;
import org.stratigraph.network.Network;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.store.RunIdentity;

/** What makes a criticality run the run that it is. */
final class RunIdentities {
  /** The part that says how many images are handled at a time. */
  static final String CHUNK = "images at a time";

  private RunIdentities() {}

  /**
   * The identity of a run.
   *
   * @param reset its name, with the hash of each of its files
   */
  static RunIdentity of(
      Network network,
      Images images,
      String reset,
      CriticalityPlan plan,
      CriticalityOptions options) {
    Map<String, String> fixed = new LinkedHashMap<>(base(network, images, reset, options.seed()));
    fixed.put(CHUNK, Integer.toString(plan.sweep().chunk()));
    Map<String, String> information = new LinkedHashMap<>();
    information.put("network", network.source());
    information.put("images", images.source());
    information.put("trials", Integer.toString(options.mostTrials()));
    information.put("protocol", options.protocol());
    return new RunIdentity(fixed, information);
  }

  /** A hash over all that is known before the run is planned. */
  static String hash(Network network, Images images, String reset, long seed) {
    return RunIdentity.of(base(network, images, reset, seed)).sha256();
  }

  private static Map<String, String> base(Network network, Images images, String reset, long seed) {
    Map<String, String> fixed = new LinkedHashMap<>();
    fixed.put("analysis", "criticality");
    fixed.put("version of Stratigraph", Version.number());
    fixed.put("network (sha256)", network.sha256());
    fixed.put("images (sha256)", images.sha256());
    fixed.put("preprocessing", images.preprocessing());
    fixed.put("reset", reset);
    fixed.put("initialiser", network.initialiser().description());
    fixed.put("output", network.graph().outputs().get(0).name());
    fixed.put("seed", Long.toString(seed));
    return fixed;
  }

  /**
   * The number of images at a time that a run directory was begun with: going on with another one,
   * such as less memory would suggest, would make its measurements useless.
   */
  static OptionalInt storedChunk(Path run) {
    return RunDirectory.peek(run)
        .map(identity -> identity.fixed().get(CHUNK))
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }
}
