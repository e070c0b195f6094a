package org.stratigraph.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.cli.ClusterException;

class MasterAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "local",
        "local[2]",
        "local[*]",
        "local[4, 3]",
        "yarn",
        "k8s://https://host:6443",
      })
  void mastersWithoutAnAddressOfTheirOwnAreTakenAsTheyAre(String master) {
    MasterAddress address = MasterAddress.of(master);
    assertThat(address.hosts()).isEmpty();
    address.requireReachable();
    assertThat(MasterAddress.isLocal(master)).isEqualTo(master.startsWith("local"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lokal", "local[]", "spark://", "http://host:7077", "local[2"})
  void whatIsNoMasterIsRefused(String master) {
    assertThatThrownBy(() -> MasterAddress.of(master))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("--spark " + master)
        .hasMessageContaining("spark://HOST:PORT");
  }

  @Test
  void anAddressNeedsAPort() {
    assertThatThrownBy(() -> MasterAddress.of("spark://host"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("lacks a port");
    assertThatThrownBy(() -> MasterAddress.of("spark://host:70777"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("no port 70777");
  }

  @Test
  void oneOfSeveralMastersIsEnough() throws IOException {
    int closed;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = free.getLocalPort();
    }
    String unreachable = "spark://127.0.0.1:" + closed;
    assertThatThrownBy(() -> MasterAddress.of(unreachable).requireReachable())
        .isInstanceOf(ClusterException.class)
        .hasMessageStartingWith("No Spark master is reached at " + unreachable);
    try (ServerSocket open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      MasterAddress.of(unreachable + ",127.0.0.1:" + open.getLocalPort()).requireReachable();
    }
  }
}
