package org.stratigraph.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.download.Server.Behaviour;

/** Downloads from a server that misbehaves. */
class DownloaderTest {
  private static final String BY_HAND = "Do it by hand.";
  private static final byte[] FILE = bytes(1, 300_000);
  private static final byte[] OTHER = bytes(2, 300_000);

  /** A good server. */
  private static final Behaviour WHOLE = (exchange, n) -> Server.serve(exchange, FILE, "\"a\"");

  /** One that hangs up in the middle of the same file. */
  private static final Behaviour CUT =
      (exchange, n) -> Server.cut(exchange, FILE, "\"a\"", 100_000);

  /** A good server with a newer file. */
  private static final Behaviour CHANGED = (exchange, n) -> Server.serve(exchange, OTHER, "\"b\"");

  @TempDir private Path folder;
  private final List<Duration> pauses = new ArrayList<>();

  private static byte[] bytes(long seed, int count) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private Path target() {
    return folder.resolve("file.pth");
  }

  private DownloadRequest request(URI address) {
    return request(address, OptionalLong.empty());
  }

  private DownloadRequest request(URI address, OptionalLong length) {
    return new DownloadRequest(address, target(), Optional.empty(), length, BY_HAND);
  }

  private void fetch(DownloadRequest request) {
    fetch(request, Duration.ofSeconds(30));
  }

  private void fetch(DownloadRequest request, Duration silence) {
    downloader(silence, 3, Duration.ofSeconds(1)).fetch(request, (received, total) -> {});
  }

  private Downloader downloader(Duration silence, int attempts, Duration pause) {
    return new Downloader(
        new DownloadOptions(Duration.ofSeconds(5), silence, attempts, pause, 4, 1_000_000),
        pauses::add);
  }

  /** Fetches from a server; what it was asked. */
  private List<String> fetch(Behaviour behaviour) throws IOException {
    return fetch(behaviour, Duration.ofSeconds(30));
  }

  private List<String> fetch(Behaviour behaviour, Duration silence) throws IOException {
    try (Server server = new Server(behaviour)) {
      fetch(request(server.address("/x")), silence);
      return List.copyOf(server.asked);
    }
  }

  /** Sees that what a server sends is refused; what it was asked. */
  private List<String> assertRefused(Behaviour behaviour, String... texts) throws IOException {
    try (Server server = new Server(behaviour)) {
      assertRefused(request(server.address("/x")), texts);
      return List.copyOf(server.asked);
    }
  }

  private void assertRefused(DownloadRequest request, String... texts) {
    assertThatThrownBy(() -> fetch(request))
        .isInstanceOf(DownloadException.class)
        .hasMessageContainingAll(texts);
    assertThat(target()).doesNotExist();
  }

  private void assertThere(byte[] content) throws IOException {
    assertThat(Files.readAllBytes(target())).isEqualTo(content);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(target());
    }
  }

  @Test
  void downloadsAFileAndTellsHowFarItIs() throws Exception {
    List<String> told = new ArrayList<>();
    try (Server server = new Server(WHOLE)) {
      new Downloader(DownloadOptions.defaults())
          .fetch(
              new DownloadRequest(
                  server.address("/x"),
                  target(),
                  Optional.of(sha256(FILE).substring(0, 8)),
                  OptionalLong.of(FILE.length),
                  BY_HAND),
              (received, total) -> told.add(received + "/" + total.orElse(-1)));
    }
    assertThere(FILE);
    assertThat(told).startsWith("0/300000").endsWith("300000/300000");
  }

  @Test
  void goesOnAfterACutConnection() throws Exception {
    List<String> asked = fetch(CUT.then(WHOLE));
    assertThat(asked).hasSize(2);
    assertThat(asked.get(1)).matches("bytes=[1-9][0-9]*-");
    assertThere(FILE);
    assertThat(pauses).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void anotherProgramGoesOnWithWhatThereIs() throws Exception {
    try (Server server = new Server(WHOLE)) {
      DownloadRequest request = request(server.address("/x"));
      assertThatThrownBy(
              () ->
                  new Downloader(DownloadOptions.defaults())
                      .fetch(
                          request,
                          (received, total) -> {
                            if (received > 0) {
                              throw new IllegalStateException("stop");
                            }
                          }))
          .hasMessage("stop");
      assertThat(target()).doesNotExist();
      fetch(request);
      assertThat(server.asked.get(1)).matches("bytes=[1-9][0-9]*-");
    }
    assertThere(FILE);
  }

  @Test
  void aFileThatChangedInTheMiddleIsTakenAnew() throws Exception {
    fetch(CUT.then(CHANGED));
    assertThere(OTHER);
  }

  @Test
  void aServerThatForgetsIfRangeMixesNoTwoFiles() throws Exception {
    Behaviour forgetful =
        (exchange, n) -> {
          if (exchange.getRequestHeaders().containsKey("Range")) {
            exchange.getResponseHeaders().set("ETag", "\"b\"");
            String range = exchange.getRequestHeaders().getFirst("Range");
            Server.partly(exchange, OTHER, Integer.parseInt(range.replaceAll("[^0-9]", "")));
          } else {
            Server.serve(exchange, OTHER, "\"b\"");
          }
        };
    assertThat(fetch(CUT.then(forgetful)).get(2)).isEqualTo("whole");
    assertThere(OTHER);
  }

  @Test
  void withoutAVersionItBeginsAgain() throws Exception {
    Behaviour withoutTag =
        (exchange, n) -> {
          exchange.sendResponseHeaders(200, FILE.length);
          exchange.getResponseBody().write(FILE, 0, n == 1 ? 50_000 : FILE.length);
        };
    assertThat(fetch(withoutTag)).containsExactly("whole", "whole");
    assertThere(FILE);
  }

  @Test
  void aPartOfAnotherAddressIsNotGoneOnWith() throws Exception {
    Behaviour sameTag = (exchange, n) -> Server.serve(exchange, OTHER, "\"a\"");
    Downloader once = downloader(Duration.ofSeconds(30), 1, Duration.ZERO);
    try (Server server = new Server(CUT.at("/x", sameTag))) {
      DownloadRequest request = request(server.address("/x"));
      assertThatThrownBy(() -> once.fetch(request, (received, total) -> {}))
          .hasMessageContaining("was cut");
      fetch(request(server.address("/y")));
    }
    assertThere(OTHER);
  }

  @Test
  void aConnectionThatIsCutAgainAndAgainIsGivenUp() throws Exception {
    Behaviour always = (exchange, n) -> Server.cut(exchange, FILE, "W/\"weak\"", 0);
    assertThat(assertRefused(always, "was cut", "Tried 3 times", BY_HAND))
        .containsExactly("whole", "whole", "whole");
    assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void aServerThatStopsSendingIsLeftAndGoneOnWith() throws Exception {
    Behaviour stopping =
        (exchange, n) -> {
          CUT.answer(exchange, n);
          sleep(20_000);
        };
    assertThat(fetch(stopping.then(WHOLE), Duration.ofMillis(700)).get(1)).startsWith("bytes=");
    assertThere(FILE);
  }

  @Test
  void aSlowServerIsWaitedFor() throws Exception {
    Behaviour slow =
        (exchange, n) -> {
          exchange.sendResponseHeaders(200, FILE.length);
          for (int part = 0; part < 6; part++) {
            exchange.getResponseBody().write(FILE, part * 50_000, 50_000);
            exchange.getResponseBody().flush();
            sleep(150);
          }
        };
    // All of it takes longer than the silence that is allowed.
    assertThat(fetch(slow, Duration.ofMillis(700))).hasSize(1);
    assertThere(FILE);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aServerThatIsBusyIsAskedAgain() throws Exception {
    Behaviour busy = (exchange, n) -> exchange.sendResponseHeaders(503, -1);
    fetch(busy.then(WHOLE));
    assertThere(FILE);
  }

  @Test
  void whatIsNotThereIsNotAskedForAgain() throws Exception {
    Behaviour missing = (exchange, n) -> exchange.sendResponseHeaders(404, -1);
    assertThat(assertRefused(missing, "/x", "404", BY_HAND)).hasSize(1);
  }

  private static Behaviour redirect(String to) {
    return (exchange, n) -> Server.redirect(exchange, to);
  }

  @Test
  void followsRedirects() throws Exception {
    fetch(redirect("/y").at("/x", WHOLE));
    assertThere(FILE);
  }

  @Test
  void aRedirectLoopEnds() throws Exception {
    assertThat(assertRefused(redirect("/x"), "4 redirects")).hasSize(5);
  }

  @Test
  void aRedirectToAFileIsRefused() throws Exception {
    for (String to :
        List.of("file:///etc/hostname", "ftp://example.org/x", "jar:file:/x!/y", "http:///x")) {
      assertRefused(redirect(to), "sends on to", "no http or https address");
    }
  }

  @Test
  void aRedirectToNothingIsRefused() throws Exception {
    assertRefused(redirect("http://[x"), "which is no address");
  }

  @Test
  void anAddressOfAnotherKindIsRefused() {
    assertRefused(request(URI.create("file:///etc/hostname")), "no http or https address");
  }

  @Test
  void aPageIsRefusedByItsType() throws Exception {
    byte[] warning = "Virus scan warning".getBytes(StandardCharsets.UTF_8);
    assertRefused(
        (exchange, n) -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          Server.serve(exchange, warning, "\"a\"");
        },
        "web page",
        BY_HAND);
  }

  @Test
  void aPageIsRefusedByItsContent() throws Exception {
    byte[] page = "\n<!DOCTYPE html><html>".getBytes(StandardCharsets.UTF_8);
    assertRefused((exchange, n) -> Server.serve(exchange, page, "\"a\""), "web page", BY_HAND);
  }

  @Test
  void aWrongLengthIsRefusedBeforeAByteIsTaken() throws Exception {
    try (Server server = new Server(WHOLE)) {
      assertRefused(
          request(server.address("/x"), OptionalLong.of(299_999)),
          "300000 bytes",
          "299999 were expected");
      assertThat(server.asked).hasSize(1);
    }
  }

  @Test
  void aWrongLengthThatTheServerDoesNotSayIsRefused() throws Exception {
    Behaviour silent =
        (exchange, n) -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(FILE);
        };
    try (Server server = new Server(silent)) {
      URI address = server.address("/x");
      assertRefused(
          request(address, OptionalLong.of(300_001)), "300000 bytes", "300001 were expected");
      assertRefused(request(address, OptionalLong.of(1_000)), "more bytes than the 1000");
    }
  }

  @Test
  void anEndlessFileIsRefused() throws Exception {
    assertRefused(
        (exchange, n) -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            exchange.getResponseBody().write(FILE);
          }
        },
        "more bytes than the 1000000");
  }

  @Test
  void aWrongHashIsRefusedAndTheFileThrownAway() throws Exception {
    try (Server server = new Server(WHOLE)) {
      DownloadRequest request =
          new DownloadRequest(
              server.address("/x"),
              target(),
              Optional.of("00000000"),
              OptionalLong.empty(),
              BY_HAND);
      assertRefused(request, sha256(FILE), "begin with 00000000", BY_HAND);
      assertRefused(request, "begin with 00000000");
      assertThat(server.asked).containsExactly("whole", "whole");
    }
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws Exception {
    URI address;
    try (Server server = new Server((exchange, n) -> {})) {
      address = server.address("/x");
    }
    assertRefused(request(address), "127.0.0.1 cannot be reached", "Tried 3 times");
  }

  @Test
  void anEmptyFileIsRefused() throws Exception {
    assertRefused((exchange, n) -> exchange.sendResponseHeaders(200, -1), "empty file");
  }

  @Test
  void twoAtATimeDoNotWriteToOneFile() throws Exception {
    try (Partial held = Partial.of(target())) {
      held.append(Arrays.copyOf(FILE, 10), 10);
      assertRefused(request(URI.create("http://127.0.0.1:1/x")), "another program");
    }
  }
}
