package org.stratigraph.store;

import java.time.Instant;
import java.util.List;
import org.stratigraph.training.EpochRecord;

/**
 * How far a run is, as the process that works on it last told.
 *
 * @param kind of work: {@code criticality}, {@code lesion}, {@code train}, {@code autotune}
 * @param subject what is worked on, for people
 * @param pid of the process
 * @param started when the process turned to this run
 * @param updated when it told this
 * @param share of the work that is done, in [0, 1]; NaN where not known
 * @param doing what is being done, a few words
 * @param ended whether the process let go of the run in an orderly way, finished or not
 * @param epochs of a training that are done; empty for other work
 */
public record Progress(
    String kind,
    String subject,
    long pid,
    Instant started,
    Instant updated,
    double share,
    String doing,
    boolean ended,
    List<EpochRecord> epochs) {
  public Progress {
    epochs = List.copyOf(epochs);
  }
}
