package org.stratigraph.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;

/** Computes one value of a network from others; gradients are recorded where the pass asks. */
@FunctionalInterface
interface Operation {
  /**
   * The value. It may be a view on an operand, and may belong to any manager.
   *
   * @param operands the values of the operator's inputs
   */
  PtNDArray apply(Operands operands);

  /** What an operation may ask for. */
  interface Operands {
    /** The value of the operator's input of this number. */
    PtNDArray get(int input);

    /** How the network is being run. */
    Mode mode();

    /** Owns what is computed. */
    PtNDManager manager();
  }

  /** How a network is run. */
  enum Mode {
    /** Batch norm uses the batch's statistics and updates the running ones; dropout drops. */
    TRAINING,
    /** As in training, but the running statistics stay as they are. */
    ATTACK,
    /** Batch norm uses its running statistics; dropout passes everything on. */
    EVALUATION
  }
}
