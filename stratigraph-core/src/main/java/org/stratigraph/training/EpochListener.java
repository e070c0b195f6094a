package org.stratigraph.training;

import org.stratigraph.graph.Graph;

/** Watches a network from epoch to epoch while it is trained. */
@FunctionalInterface
public interface EpochListener {
  /**
   * An epoch is done and about to be stored. Told in the order of epochs, beginning with 0, the
   * initial weights; a training that goes on after an interruption begins with the epoch that it
   * goes on from. An epoch may so be told twice, with the same weights: who keeps something keeps
   * it under the epoch's number.
   *
   * @param epoch how many epochs are done, over all parts of the training
   * @param network with its weights after that epoch, in evaluation form
   */
  void epoch(int epoch, Graph network);
}
