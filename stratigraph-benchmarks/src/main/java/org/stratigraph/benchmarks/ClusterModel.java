package org.stratigraph.benchmarks;

/**
 * What measuring a study costs on a cluster of executors with one core each.
 *
 * @param networks of the study
 * @param images measured with each
 * @param chunk images at a time
 * @param cells resets of one network: layers times trials
 * @param cost of all resets on one image, in evaluations of the whole network
 * @param evaluation seconds of the whole network on one image and core
 * @param decoding seconds of one image and core
 * @param opening seconds until an executor has made a network that it has read ready
 * @param planning seconds of the driver before a network's first portion
 * @param storing seconds of the driver for one result of one reset on one chunk
 * @param dispatching seconds of the driver for one task
 * @param networkBytes of a network's file, which each executor reads
 * @param storage bytes a second of the shared storage, for all together
 */
record ClusterModel(
    int networks,
    int images,
    int chunk,
    int cells,
    double cost,
    double evaluation,
    double decoding,
    double opening,
    double planning,
    double storing,
    double dispatching,
    double networkBytes,
    double storage) {
  /** Seconds on one core that does nothing twice and never waits. */
  double useful() {
    return networks * (images * ((1 + cost) * evaluation + decoding));
  }

  int chunks() {
    return (images + chunk - 1) / chunk;
  }

  int images(int number) {
    return Math.min(chunk, images - number * chunk);
  }

  /**
   * What goes wrong.
   *
   * @param spread standard deviation of the executors' speeds, a fraction
   * @param straggling share of attempts that take several times as long
   * @param slowdown how many times
   * @param betweenFailures seconds between failures of one executor; infinite for none
   * @param replacing seconds until there is another one
   */
  record Troubles(
      double spread, double straggling, double slowdown, double betweenFailures, double replacing) {
    static Troubles none() {
      return new Troubles(0, 0, 1, Double.POSITIVE_INFINITY, 0);
    }
  }
}
