package org.stratigraph.zoo;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.architecture.Fit;
import org.stratigraph.checkpoint.Checkpoint;
import org.stratigraph.checkpoint.CheckpointFile;
import org.stratigraph.checkpoint.CheckpointFit;
import org.stratigraph.tensor.NamedTensors;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;

/**
 * The tensors of a published network under its architecture's own names, whatever files they come
 * in. Names after the criticality paper's code ({@code models/model_zoo.py}).
 */
public final class ZooCheckpoint {
  private static final String HEAD = "fc.";

  /** What self-supervised trainings put behind the trunk. */
  private static final List<String> LEFT_OUT = List.of(HEAD, "projection_head.", "prototypes.");

  private static final Pattern SIMCLR_BLOCK =
      Pattern.compile("net\\.([1-9])\\.blocks\\.([0-9]{1,3})\\.(.+)");

  private static final Map<String, String> SIMCLR_PARTS =
      Map.of(
          "net.0", "conv1",
          "net.1.0", "bn1",
          "net.2", "conv2",
          "net.3.0", "bn2",
          "net.4", "conv3",
          "net.5.0", "bn3",
          "projection.shortcut", "downsample.0",
          "projection.bn.0", "downsample.1");

  private ZooCheckpoint() {}

  /**
   * Reads and assembles the tensors that the architecture needs, no others.
   *
   * @param files those of the network, in its order
   * @throws UnusableInputException if one is damaged or of another kind, or the tensors do not fit;
   *     one message says all
   */
  public static Map<String, Tensor> read(ZooNetwork network, List<Path> files) {
    if (files.size() != network.files().size()) {
      throw new IllegalArgumentException(network.id() + " has other files than " + files);
    }
    Map<String, Tensor> tensors =
        switch (network.layout()) {
          case PLAIN -> CheckpointFile.read(files.get(0)).tensors();
          case TRUNK_AND_HEAD -> trunkAndHead(files.get(0), files.get(1));
          case SIMCLR -> simclr(CheckpointFile.read(files.get(0)).tensors());
        };
    return fitting(network, files.get(0), tensors);
  }

  private static Map<String, Tensor> trunkAndHead(Path trunkFile, Path headFile) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try (NamedTensors trunk = CheckpointFile.open(trunkFile)) {
      for (String name : trunk.entries().keySet()) {
        if (LEFT_OUT.stream().noneMatch(name::startsWith)) {
          tensors.put(name, trunk.read(name));
        }
      }
    }
    CheckpointFile.read(headFile)
        .tensors()
        .forEach((name, tensor) -> tensors.put(name.replaceFirst("^linear\\.", HEAD), tensor));
    return tensors;
  }

  private static Map<String, Tensor> simclr(Map<String, Tensor> found) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    found.forEach((name, tensor) -> tensors.put(simclrName(name), tensor));
    return tensors;
  }

  /** The name in torchvision's network; one that is not known stays, and does not fit. */
  static String simclrName(String name) {
    Matcher block = SIMCLR_BLOCK.matcher(name);
    if (!block.matches()) {
      return name.replaceFirst("^net\\.0\\.0\\.", "conv1.")
          .replaceFirst("^net\\.0\\.1\\.0\\.", "bn1.");
    }
    String rest = block.group(3);
    int point = rest.lastIndexOf('.');
    String known = point < 0 ? null : SIMCLR_PARTS.get(rest.substring(0, point));
    return known == null
        ? name
        : "layer%s.%s.%s%s".formatted(block.group(1), block.group(2), known, rest.substring(point));
  }

  private static Map<String, Tensor> fitting(
      ZooNetwork network, Path file, Map<String, Tensor> tensors) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    Architecture architecture = Architectures.named(network.architecture());
    Fit fit = architecture.fit(shapes, architecture.input());
    if (!fit.isExact()) {
      Checkpoint found = new Checkpoint(file, "zoo", tensors, List.of());
      throw new UnusableInputException(
          "%s: its tensors do not fit %s: %s. The file is not the one that the zoo knows as %s."
              .formatted(
                  file,
                  network.architecture(),
                  CheckpointFit.of(fit.needed(), found).differences(),
                  network.id()));
    }
    Map<String, Tensor> kept = new LinkedHashMap<>(tensors);
    kept.keySet().retainAll(fit.needed().keySet());
    return kept;
  }
}
