package org.stratigraph.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.stratigraph.UnusableInputException;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.data.Images;
import org.stratigraph.network.Network;
import org.stratigraph.store.RunIdentity;

/**
 * A finished run that is to be done again.
 *
 * @param path its directory
 * @param identity what fixed its numbers
 * @param result what it found
 */
record StoredRun(Path path, RunIdentity identity, CriticalityResult result) {
  /** The number of images at a time; sums in another order would differ in their last bits. */
  OptionalInt chunk() {
    return RunIdentities.chunk(identity);
  }

  /**
   * Checks that all that the run read is still where it was, or where the user says.
   *
   * @throws UnusableInputException naming what is not there and how to say where it is now
   */
  void requireFiles(NetworkOptions network, DataOptions data, MeasuringOptions measuring) {
    require(network.file, "the network", "Say where it is now with --model FILE.");
    if (!data.data.startsWith("builtin:")) {
      require(Path.of(data.data), "the images", "Say where they are now with --data PATH.");
    }
    String back = "Put it back there.";
    data.list.ifPresent(file -> require(file, "the list of images", back));
    data.classes.ifPresent(file -> require(file, "the list of classes", back));
    measuring.initial.ifPresent(file -> require(file, "the initial network", back));
    if (measuring.reset.startsWith("from:")) {
      for (String file : measuring.reset.substring("from:".length()).split(",", -1)) {
        require(Path.of(file), "a network to reset to", back);
      }
    }
  }

  private void require(Path file, String what, String advice) {
    if (!Files.exists(file)) {
      throw new UnusableInputException(
          "%s, %s of the run in %s, does not exist. %s".formatted(file, what, path, advice));
    }
  }

  /**
   * Checks that what is about to be measured is what was measured then.
   *
   * @param known of it, as {@link RunIdentities#known}
   * @throws UnusableInputException naming all that differs
   */
  void requireSame(Map<String, String> known, Network network, Images images) {
    Map<String, String> now = new TreeMap<>(known);
    Map<String, String> then = new TreeMap<>(identity.fixed());
    then.keySet().retainAll(now.keySet());
    for (Map<String, String> parts : List.of(now, then)) {
      parts.remove(Version.PART);
    }
    List<String> differences = RunIdentity.of(now).differences(RunIdentity.of(then));
    if (!differences.isEmpty()) {
      throw new UnusableInputException(
          ("The run in %s cannot be done again with %s and %s: it had %s. Give the network and the"
                  + " images that it was made with: --model FILE, --data PATH.")
              .formatted(path, network.source(), images.source(), String.join("; ", differences)));
    }
  }
}
