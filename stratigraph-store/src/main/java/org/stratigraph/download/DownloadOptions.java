package org.stratigraph.download;

import java.time.Duration;

/**
 * How patient a download is.
 *
 * @param connect time to reach the server
 * @param silence time without a byte after which the connection counts as lost
 * @param attempts how often a passing failure is tried, in all; an attempt that brought bytes does
 *     not count
 * @param pause before the second attempt; doubled before each further one, up to a minute
 * @param redirects that are followed
 * @param mostBytes a file that is larger is refused
 */
public record DownloadOptions(
    Duration connect,
    Duration silence,
    int attempts,
    Duration pause,
    int redirects,
    long mostBytes) {
  /** Those for checkpoints of up to 4 GiB from public servers. */
  public static DownloadOptions defaults() {
    return new DownloadOptions(
        Duration.ofSeconds(20), Duration.ofSeconds(60), 5, Duration.ofSeconds(1), 10, 4L << 30);
  }
}
