package org.stratigraph.cli;

import java.time.Duration;
import java.util.Optional;

/** How far a study is and how long the rest will take, if it goes on as before. */
final class StudyPace {
  private final int all;
  private int begun;
  private int timed;
  private Duration spent = Duration.ZERO;

  StudyPace(int all) {
    this.all = all;
  }

  /** The line for the next network. */
  String next(String name) {
    begun++;
    String left =
        timed == 0
            ? ""
            : ", about "
                + TimeText.of(spent.multipliedBy(all - begun + 1).dividedBy(timed))
                + " left";
    return "[" + begun + " of " + all + left + "] " + name;
  }

  /**
   * A network is done.
   *
   * @param time empty if it failed or there was nothing to do, which tells nothing of the others
   */
  void took(Optional<Duration> time) {
    if (time.isPresent()) {
      timed++;
      spent = spent.plus(time.get());
    }
  }
}
