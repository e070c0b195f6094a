package org.stratigraph.cli;

import java.util.Optional;
import org.stratigraph.training.EpochListener;

/** A figure that is kept of a network while it is trained, beside loss and accuracy. */
interface Watch extends EpochListener, AutoCloseable {
  /** What is watched, as the subject of a sentence: {@code the weight change}. */
  String name();

  /** The last epoch in a few words, if there is something to say of it. */
  Optional<String> inShort();

  @Override
  default void close() {}
}
