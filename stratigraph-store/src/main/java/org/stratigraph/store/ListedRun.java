package org.stratigraph.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.stratigraph.Labelled;
import org.stratigraph.training.EpochRecord;

/**
 * A run as a list of many shows it.
 *
 * @param name its path below the folder that is listed, with {@code /} between the parts
 * @param path the directory
 * @param kind of work
 * @param status how far it is
 * @param reason why it is damaged, in whole sentences; otherwise empty
 * @param subject what was worked on, such as the network's file; empty where not known
 * @param share of the work that is done, in [0, 1]; NaN where not known
 * @param doing what is being done or was done last, or how much there is; may be empty
 * @param changed when something of it changed last
 * @param epochs of a training as its process told them; may lack some
 */
public record ListedRun(
    String name,
    Path path,
    Kind kind,
    Status status,
    String reason,
    String subject,
    double share,
    String doing,
    Instant changed,
    List<EpochRecord> epochs) {
  /** Kinds of work. */
  public enum Kind implements Labelled {
    CRITICALITY,
    LESION,
    TRAINING,
    AUTOTUNE,
    COMPARISON,
    STUDY,
    UNKNOWN
  }

  /** How far a run is. */
  public enum Status implements Labelled {
    /** A live process works on it. */
    RUNNING,
    /** Nobody works on it, and it is not finished. */
    INTERRUPTED,
    FINISHED,
    /** It cannot be read. */
    DAMAGED
  }

  public ListedRun {
    epochs = List.copyOf(epochs);
  }
}
