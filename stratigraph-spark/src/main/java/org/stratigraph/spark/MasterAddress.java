package org.stratigraph.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.stratigraph.UnusableInputException;
import org.stratigraph.cli.ClusterException;

/**
 * Where Spark's master is.
 *
 * @param master as the user wrote it
 * @param hosts of a standalone master, with those that stand in for it; none of any other
 */
record MasterAddress(String master, List<InetSocketAddress> hosts) {
  private static final String STANDALONE = "spark://";
  private static final int PATIENCE_MS = 10_000;

  MasterAddress {
    hosts = List.copyOf(hosts);
  }

  /**
   * Reads a master.
   *
   * @throws UnusableInputException if it is none that Spark has
   */
  static MasterAddress of(String master) {
    if (!master.matches(
        "local(\\[(\\d+|\\*)(, *\\d+)?\\])?|local-cluster\\[.*\\]|spark://.+|yarn|k8s://.+")) {
      throw new UnusableInputException(
          "--spark %s is no master of Spark. There are local[N], spark://HOST:PORT, yarn and k8s://URL."
              .formatted(master));
    }
    List<InetSocketAddress> hosts = new ArrayList<>();
    if (master.startsWith(STANDALONE)) {
      for (String host : master.substring(STANDALONE.length()).split(",", -1)) {
        if (!host.matches(".+:\\d{1,5}")) {
          throw new UnusableInputException(
              "--spark %s lacks a port; write spark://HOST:PORT, mostly with the port 7077."
                  .formatted(master));
        }
        int colon = host.lastIndexOf(':');
        int port = Integer.parseInt(host.substring(colon + 1));
        if (port < 1 || port > 65_535) {
          throw new UnusableInputException(
              "--spark %s: there is no port %d; ports go from 1 to 65535.".formatted(master, port));
        }
        hosts.add(new InetSocketAddress(host.substring(0, colon), port));
      }
    }
    return new MasterAddress(master, hosts);
  }

  /**
   * Spark would try for a minute and then say it in many lines.
   *
   * @throws ClusterException if a standalone master does not listen, within ten seconds
   */
  void requireReachable() {
    List<String> reasons = new ArrayList<>();
    for (InetSocketAddress host : hosts) {
      try (Socket socket = new Socket()) {
        socket.connect(host, PATIENCE_MS);
        return;
      } catch (IOException e) {
        reasons.add(String.valueOf(e.getMessage()));
      }
    }
    if (!hosts.isEmpty()) {
      throw new ClusterException(
          "No Spark master is reached at %s (%s). Is it running, and is this its address?"
              .formatted(master, String.join("; ", reasons)));
    }
  }

  /** Whether the tasks run in this process. */
  static boolean isLocal(String master) {
    return master.matches("local(\\[.*\\])?");
  }
}
