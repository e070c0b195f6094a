package org.stratigraph.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.criticality.CriticalityOptions;
import org.stratigraph.criticality.CriticalityPlan;
import org.stratigraph.criticality.Sampling;
import org.stratigraph.data.Images;
import org.stratigraph.evaluation.Device;
import org.stratigraph.network.Network;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.store.RunIdentity;

/** What makes a criticality run the run that it is. */
final class RunIdentities {
  /** The part that says how many images are handled at a time. */
  static final String CHUNK = "images at a time";

  private RunIdentities() {}

  /**
   * The identity of a run that is planned.
   *
   * @param known all that was before
   */
  static RunIdentity of(
      Map<String, String> known,
      Network network,
      Images images,
      CriticalityPlan plan,
      CriticalityOptions options) {
    Map<String, String> fixed = new LinkedHashMap<>(known);
    fixed.put(CHUNK, Integer.toString(plan.sweep().chunk()));
    Map<String, String> information = new LinkedHashMap<>();
    information.put("network", network.source());
    information.put("images", images.source());
    information.put("trials", Integer.toString(options.sampling().mostTrials()));
    information.put("protocol", options.protocol());
    return new RunIdentity(fixed, information);
  }

  /**
   * All that fixes its numbers and is known before the run is planned, by name.
   *
   * @param reset its name, with the hash of each of its files
   */
  static Map<String, String> known(
      Network network, Images images, String reset, long seed, Sampling sampling, Device device) {
    Map<String, String> fixed = new LinkedHashMap<>();
    fixed.put("analysis", "criticality");
    fixed.put(Version.PART, Version.number());
    fixed.put("network (sha256)", network.sha256());
    fixed.put("images (sha256)", images.sha256());
    fixed.put("preprocessing", images.preprocessing());
    fixed.put("reset", reset);
    fixed.put("initialiser", network.initialiser().description());
    fixed.put("output", network.graph().outputs().get(0).name());
    fixed.put("seed", Long.toString(seed));
    // Measurements are kept by blocks of images, which have to be the same.
    if (sampling.isAdaptive()) {
      fixed.put("least images", Integer.toString(Math.min(sampling.images(), images.count())));
    }
    DeviceOptions.identify(device, fixed);
    return fixed;
  }

  /**
   * The number of images at a time that a run directory was begun with: going on with another one,
   * such as less memory would suggest, would make its measurements useless.
   */
  static OptionalInt storedChunk(Path run) {
    return RunDirectory.peek(run).map(RunIdentities::chunk).orElse(OptionalInt.empty());
  }

  /** The number of images at a time that a run was begun with. */
  static OptionalInt chunk(RunIdentity identity) {
    return Optional.ofNullable(identity.fixed().get(CHUNK))
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }
}
