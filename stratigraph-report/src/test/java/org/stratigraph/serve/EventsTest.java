package org.stratigraph.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stratigraph.store.RunDirectory;

/** What open pages are told while runs change. */
class EventsTest extends RunServerSetup {
  @Test
  void eventsTellWhatAppearsChangesAndVanishes() throws Exception {
    try (Socket socket = events()) {
      BufferedReader in = RawHttp.reader(socket);
      assertThat(RawHttp.event(in, "changed")).contains("\"changed\":[]");
      Path run = interrupted("a");
      JsonNode first = new ObjectMapper().readTree(RawHttp.event(in, "\"name\":\"a\""));
      assertThat(first.at("/changed/0/status").asText()).isEqualTo("interrupted");
      try (RunDirectory held = RunDirectory.open(run, IDENTITY)) {
        RawHttp.event(in, "\"status\":\"running\"");
        assertThat(held.finished()).isFalse();
      }
      RawHttp.event(in, "\"status\":\"interrupted\"");
      try (var files = Files.list(run)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(run);
      assertThat(RawHttp.event(in, "\"removed\":[\"")).contains(first.at("/changed/0/id").asText());
    }
  }

  private Socket events() throws IOException {
    return http.open("GET " + base + "api/events", "", http.host(), http.cookie());
  }

  @Test
  void aBrowserThatGoesAwayIsForgotten() throws Exception {
    try (Socket socket = events()) {
      RawHttp.event(RawHttp.reader(socket), "changed");
      assertThat(server.listeners()).isEqualTo(1);
      socket.setSoLinger(true, 0);
    }
    // It is noticed when something is to be told.
    for (int i = 0; i < 200 && server.listeners() > 0; i++) {
      Files.createDirectories(folder.resolve("run" + i));
      Files.writeString(folder.resolve("run" + i).resolve("training.json"), "{");
      Thread.sleep(100);
    }
    assertThat(server.listeners()).isZero();
    assertThat(failures).isEmpty();
  }

  @Test
  void moreWindowsThanPlacesAreToldSoAndPagesStillAnswer() throws Exception {
    List<Socket> windows = new ArrayList<>();
    try {
      for (int i = 0; i < 32; i++) {
        windows.add(events());
        RawHttp.event(RawHttp.reader(windows.get(i)), "changed");
      }
      assertThat(http.known(base + "api/events").status()).isEqualTo(503);
      assertThat(http.known(base + "api/runs").status()).isEqualTo(200);
    } finally {
      for (Socket window : windows) {
        window.close();
      }
    }
  }

  @Test
  void streamsEndWithTheServer() throws Exception {
    try (Socket socket = events()) {
      BufferedReader in = RawHttp.reader(socket);
      RawHttp.event(in, "changed");
      server.close();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        assertThat(line).doesNotContain("error");
      }
    }
  }
}
