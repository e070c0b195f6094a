package org.stratigraph.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far one network of a study is.
 *
 * @param id the network's
 * @param status how far it is
 * @param reason why it failed, in whole sentences; empty otherwise
 * @param asked what was measured last, by name: equal for equal work; empty if nothing was
 * @param seconds that getting and measuring it took; 0 unless it was measured
 */
public record StudyEntry(
    String id, Status status, String reason, Map<String, String> asked, double seconds) {
  /** How far a network is. */
  public enum Status {
    WAITING,
    MEASURED,
    FAILED
  }

  public StudyEntry {
    asked = Collections.unmodifiableMap(new LinkedHashMap<>(asked));
  }

  /** One whose turn has not come. */
  public static StudyEntry waiting(String id) {
    return new StudyEntry(id, Status.WAITING, "", Map.of(), 0);
  }

  /**
   * One that could not be measured.
   *
   * @param asked what was measured of it before
   */
  public static StudyEntry failed(String id, String reason, Map<String, String> asked) {
    return new StudyEntry(id, Status.FAILED, reason, asked, 0);
  }

  /** One whose measurements are complete. */
  public static StudyEntry measured(String id, Map<String, String> asked, double seconds) {
    return new StudyEntry(id, Status.MEASURED, "", asked, seconds);
  }
}
