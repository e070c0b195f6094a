package org.stratigraph.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.serve.RawHttp.Answer;

/** Who is let in, and what pages may do: the server as a page of a stranger can reach it. */
class GateTest extends RunServerSetup {
  @Test
  void theLinkSetsACookieThatScriptsAndOtherSitesDoNotHave() throws IOException {
    Answer answer = http.get("/?token=" + http.token());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(http.token()).matches("[0-9a-f]{48}");
    assertThat(answer.header("Set-Cookie"))
        .isEqualTo(
            "stratigraph-%d=%s; Path=%s; HttpOnly; SameSite=Strict"
                .formatted(http.port(), http.token(), base));
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(base).matches("/[0-9a-f]{16}/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "api/runs", "api/events", "serve.js", "figure", "network", "report", "data"})
  void nobodyIsLetInWithoutTheToken(String page) throws IOException {
    interrupted("secret");
    for (String path : List.of("/" + page, base + page, base + page + "?token=" + http.token())) {
      Answer answer = http.get(path);
      assertThat(answer.status()).as(path).isEqualTo(403);
      assertThat(answer.body()).doesNotContain("secret");
    }
  }

  @Test
  void aWrongTokenIsNone() throws IOException {
    String almost = http.token().substring(1) + "g";
    assertThat(http.get("/?token=" + almost).status()).isEqualTo(403);
    assertThat(http.get("/?token=").status()).isEqualTo(403);
    String cookie = "Cookie: stratigraph-%d=%s".formatted(http.port(), almost);
    assertThat(http.send("GET " + base, "", http.host(), cookie).status()).isEqualTo(403);
    String other = "Cookie: stratigraph-1=" + http.token();
    assertThat(http.send("GET " + base, "", http.host(), other).status()).isEqualTo(403);
  }

  /** A name of a stranger that resolves to this machine: the browser would send what it has. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:%d",
        "127.0.0.1",
        "127.0.0.1.evil.example:%d",
        "[::1]:%d"
      })
  void anotherHostIsRefusedWhateverItBrings(String host) throws IOException {
    String header = "Host: " + host.formatted(http.port());
    assertThat(http.send("GET " + base, "", header, http.cookie()).status()).isEqualTo(403);
    assertThat(http.send("GET /?token=" + http.token(), "", header).status()).isEqualTo(403);
  }

  @Test
  void localhostIsTheSameHost() throws IOException {
    String header = "Host: localhost:" + http.port();
    assertThat(http.send("GET " + base, "", header, http.cookie()).status()).isEqualTo(200);
  }

  @Test
  void onlyThisMachineIsListenedTo() throws IOException {
    assertThat(server.link().getHost()).isEqualTo("127.0.0.1");
    // The whole of 127.0.0.0/8 is this machine; the server has one address of it.
    assertThatThrownBy(() -> new Socket("127.0.0.2", http.port()).close())
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT"})
  void otherMethodsAreRefused(String method) throws IOException {
    Answer answer = http.send(method + " " + base, "", http.host(), http.cookie());
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, POST");
  }

  @Test
  void headHasNoContent() throws IOException {
    Answer answer = http.send("HEAD " + base, "", http.host(), http.cookie());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../etc/passwd",
        "%2e%2e/%2e%2e/etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "serve.js/../../../etc/passwd",
        "/etc/passwd",
        "org/stratigraph/serve/index.html",
        "index.html",
        "Pages.class",
        "serve.js%00.css"
      })
  void noPathLeadsToAFile(String path) throws IOException {
    assertThat(http.known(base + path).status()).isIn(400, 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a", "../runs/a", "%2e%2e%2foutside", "a%00", "%3Cscript%3E"})
  void aRunIsNamedByItsIdAlone(String name) throws Exception {
    interrupted("a");
    id();
    Answer answer = http.known(base + "api/run?run=" + name);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("There is no run");
  }

  @Test
  void pagesMayLoadFromThisServerOnly() throws IOException {
    for (String page : List.of("", "run", "compare", "serve.js", "list.js", "serve.css")) {
      Answer answer = http.known(base + page);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Security-Policy"))
          .startsWith("default-src 'none'; script-src 'self';")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe", "http");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.body()).doesNotContain("http://", "https://");
    }
  }

  @Test
  void documentsLiveInAnOriginOfTheirOwn() throws Exception {
    interrupted("a");
    for (String page : List.of("report?runs=", "network?run=")) {
      String policy = http.known(base + page + id()).header("Content-Security-Policy");
      assertThat(policy).startsWith("sandbox allow-scripts").contains("connect-src 'none'");
      assertThat(policy).doesNotContain("allow-same-origin");
    }
  }

  /**
   * Anybody on the machine can begin requests; each that is not ended holds a thread for a while.
   */
  @Test
  void requestsThatDoNotEndDoNotEndTheServer() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 150; i++) {
        Socket socket = new Socket("127.0.0.1", http.port());
        sockets.add(socket);
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: 127".getBytes());
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    for (int i = 0; i < 100; i++) {
      assertThat(http.known(base).status()).isEqualTo(200);
    }
    assertThat(failures).isEmpty();
  }

  /** A path may be written in many ways, and a request line may hold a whole address. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example/",
        "http://127.0.0.1/api/runs",
        "//evil.example/",
        "*",
        "/..",
        "/%2e%2e/%2e%2e/"
      })
  void strangeAddressesLeadNowhere(String address) throws IOException {
    Answer answer = http.send("GET " + address, "", http.host(), http.cookie());
    assertThat(answer.status()).isIn(400, 403, 404);
    assertThat(http.known(base).status()).isEqualTo(200);
  }
}
