package org.stratigraph.graph;

import java.util.List;
import org.stratigraph.tensor.Shape;

/**
 * A residual block: the sum of a shortcut and a branch that start from one value. Without the
 * branch the block gives its shortcut, and what follows the sum, such as a ReLU, stays.
 *
 * @param name unique among the blocks of a network: what the names of its layers have in common
 *     ({@code layer1.0}), or the name of its sum where they have nothing in common
 * @param start the value that both sides start from
 * @param shortcut the value that is added to: {@link #start} itself, or what a projection, a
 *     pooling or a padding makes of it
 * @param branch the value that is added
 * @param join the node that adds
 * @param branchNodes the nodes of the branch, from the start to the sum, in topological order
 * @param layers the layers of the branch, norms included, in topological order; at least one is no
 *     norm
 * @param shape the shape of the shortcut, the branch and the sum for one image
 */
public record ResidualBlock(
    String name,
    String start,
    String shortcut,
    String branch,
    Node join,
    List<Node> branchNodes,
    List<Layer> layers,
    Shape shape)
    implements Removable {
  public ResidualBlock {
    branchNodes = List.copyOf(branchNodes);
    layers = List.copyOf(layers);
  }

  /** Whether the shortcut is the start itself. */
  public boolean hasIdentityShortcut() {
    return shortcut.equals(start);
  }

  @Override
  public String label() {
    return "block " + name;
  }

  /** The sum. */
  @Override
  public String value() {
    return join.outputs().get(0);
  }

  @Override
  public String replacement() {
    return shortcut;
  }
}
