package org.stratigraph.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.checkpoint.SafetensorsFile;
import org.stratigraph.network.NetworkFile;
import org.stratigraph.tensor.Shape;
import org.stratigraph.tensor.Tensor;
import org.stratigraph.zoo.ZooFile;
import org.stratigraph.zoo.ZooLayout;
import org.stratigraph.zoo.ZooNetwork;

class ZooCacheTest {
  private static final Architecture SMALL = Architectures.named("resnet8-cifar");

  @TempDir private Path folder;
  private byte[] checkpoint = {};

  @BeforeEach
  void checkpoint() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    SMALL
        .variants()
        .get(0)
        .tensors(SMALL.input(), 10)
        .forEach(
            (name, shape) ->
                tensors.put(
                    "module." + name,
                    Tensor.of(shape, new float[Math.toIntExact(shape.elementCount())])));
    Path file = folder.resolve("original");
    SafetensorsFile.write(file, tensors);
    checkpoint = Files.readAllBytes(file);
  }

  private ZooCache cache() {
    return new ZooCache(folder.resolve("cache"));
  }

  private static ZooNetwork network(URI address) {
    return new ZooNetwork(
        "small",
        "Small",
        "baseline",
        OptionalDouble.empty(),
        Map.of(),
        "resnet8-cifar",
        true,
        ZooLayout.PLAIN,
        List.of(
            new ZooFile(
                "small.pth",
                address,
                Optional.of("https://example.org/page"),
                Optional.empty(),
                OptionalLong.empty())));
  }

  private Path fetch(ZooNetwork network) {
    Downloader downloader =
        new Downloader(
            new DownloadOptions(
                Duration.ofSeconds(5), Duration.ofSeconds(30), 2, Duration.ZERO, 4, 100_000_000),
            time -> {});
    return cache().fetch(network, downloader, (received, total) -> {});
  }

  @Test
  void aFetchedNetworkIsOneLikeAnyOtherAndFetchedOnce() throws Exception {
    try (Server server = new Server((exchange, n) -> Server.serve(exchange, checkpoint, "\"a\""))) {
      ZooNetwork network = network(server.address("/x"));
      assertThat(cache().find(network)).isEmpty();
      Path file = fetch(network);
      assertThat(cache().find(network)).contains(file);
      assertThat(NetworkFile.open(file, Optional.of("resnet8-cifar")).graph().nodes()).isNotEmpty();
      assertThat(fetch(network)).isEqualTo(file);
      assertThat(server.asked).hasSize(1);
    }
    try (var files = Files.list(folder.resolve("cache"))) {
      assertThat(files).containsExactly(folder.resolve("cache/small.safetensors"));
    }
  }

  @Test
  void aFileThatAPersonPutThereIsTakenAndStays() throws Exception {
    ZooNetwork network = network(URI.create("http://127.0.0.1:1/x"));
    assertThatThrownBy(() -> fetch(network))
        .isInstanceOf(DownloadException.class)
        .hasMessageContainingAll(
            "Download it in a browser from https://example.org/page, save it as "
                + folder.resolve("cache/small/small.pth"));
    Path placed = folder.resolve("cache/small/small.pth");
    Files.write(placed, checkpoint);
    assertThat(fetch(network)).exists();
    assertThat(placed).exists();
  }

  @Test
  void anotherNetworkIsRefusedAndNotKept() throws Exception {
    Path other = folder.resolve("other");
    SafetensorsFile.write(other, Map.of("conv1.weight", Tensor.of(Shape.of(1), 1f)));
    byte[] bytes = Files.readAllBytes(other);
    try (Server server = new Server((exchange, n) -> Server.serve(exchange, bytes, "\"a\""))) {
      ZooNetwork network = network(server.address("/x"));
      assertThatThrownBy(() -> fetch(network))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("do not fit resnet8-cifar");
      assertThat(cache().find(network)).isEmpty();
      assertThat(folder.resolve("cache/small/small.pth")).doesNotExist();
    }
  }

  @Test
  void cachesLieWhereTheSystemWantsThem() {
    Map<String, String> none = Map.of();
    assertThat(ZooCache.userCache("Linux", "/home/a", none::get))
        .isEqualTo(Path.of("/home/a/.cache"));
    assertThat(ZooCache.userCache("Linux", "/home/a", Map.of("XDG_CACHE_HOME", "/fast")::get))
        .isEqualTo(Path.of("/fast"));
    assertThat(ZooCache.userCache("Linux", "/home/a", Map.of("XDG_CACHE_HOME", "relative")::get))
        .isEqualTo(Path.of("/home/a/.cache"));
    assertThat(ZooCache.userCache("Mac OS X", "/Users/a", none::get))
        .isEqualTo(Path.of("/Users/a/Library/Caches"));
    assertThat(ZooCache.userCache("Windows 11", "/Users/a", none::get))
        .isEqualTo(Path.of("/Users/a/AppData/Local"));
  }
}
