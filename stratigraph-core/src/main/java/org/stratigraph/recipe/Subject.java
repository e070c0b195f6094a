package org.stratigraph.recipe;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.stratigraph.UnusableInputException;
import org.stratigraph.graph.Graph;
import org.stratigraph.graph.Layer;
import org.stratigraph.graph.LayerKind;
import org.stratigraph.graph.Layers;
import org.stratigraph.tensor.Shape;

/**
 * What is trained.
 *
 * @param network with its initial weights
 * @param image the shape of one image, [C, H, W]
 */
public record Subject(Graph network, Shape image) {
  /** Convolutions and linear layers in network order; the last one makes the logits. */
  List<Layer> weighted() {
    return Layers.of(network).layers().stream()
        .filter(layer -> layer.kind() == LayerKind.CONV || layer.kind() == LayerKind.LINEAR)
        .toList();
  }

  /** The same without the last. */
  List<Layer> trunk() {
    List<Layer> weighted = weighted();
    if (weighted.size() < 2) {
      throw new UnusableInputException(
          "The network has only %d layer with weights, so there is no trunk before its last layer; this --method needs one."
              .formatted(weighted.size()));
    }
    return weighted.subList(0, weighted.size() - 1);
  }

  /** Every tensor of every layer but the last. */
  Set<String> allButLast() {
    Layer last = weighted().get(trunk().size());
    return Layers.of(network).layers().stream()
        .filter(layer -> !layer.name().equals(last.name()))
        .flatMap(layer -> layer.parameters().stream())
        .filter(parameter -> !parameter.role().startsWith("running_"))
        .map(Layer.Parameter::initialiser)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** An eighth of the image's shorter side: 4 for CIFAR, as He et al. 2016 have it. */
  int usualPadding() {
    return (int) Math.min(image.extent(1), image.extent(2)) / 8;
  }

  /** Grey images are mostly digits and letters, whose mirror images are none. */
  boolean usuallyFlipped() {
    return image.extent(0) == 3;
  }
}
