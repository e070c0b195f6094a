package org.stratigraph.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.serve.RawHttp.Answer;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.store.RunIdentity;
import org.stratigraph.store.RunList;
import org.stratigraph.store.UserKey;

/** A server over a folder of runs, which starts and ends with each test. */
abstract class RunServerSetup {
  static final RunIdentity IDENTITY =
      new RunIdentity(Map.of("analysis", "criticality"), Map.of("network", "net.onnx"));

  @TempDir Path temporary;
  final FakeWorkshop workshop = new FakeWorkshop();
  final List<Exception> failures = new ArrayList<>();
  Path folder;
  Optional<UserKey> key = Optional.empty();
  RunServer server;
  RawHttp http;
  String base;

  @BeforeEach
  void start() throws IOException {
    folder = Files.createDirectory(temporary.resolve("runs"));
    key = UserKey.in(temporary.resolve("state"));
    server = serve(0);
    http = new RawHttp(server.link());
    base = http.base();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  RunServer serve(int port) {
    return RunServer.start(port, RunList.of(folder), workshop, key, failures::add);
  }

  Path interrupted(String name) {
    Path run = folder.resolve(name);
    RunDirectory.open(run, IDENTITY).close();
    return run;
  }

  JsonNode json(String path) throws IOException {
    Answer answer = http.known(base + path);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  /** The id of the only run, once the server looked at the folder again. */
  String id() throws Exception {
    for (int i = 0; i < 100; i++) {
      JsonNode runs = json("api/runs").get("runs");
      if (!runs.isEmpty()) {
        return runs.get(0).get("id").asText();
      }
      Thread.sleep(50);
    }
    throw new AssertionError("the run was not found");
  }
}
