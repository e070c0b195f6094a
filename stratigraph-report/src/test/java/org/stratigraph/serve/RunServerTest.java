package org.stratigraph.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.stratigraph.UnusableInputException;
import org.stratigraph.serve.RawHttp.Answer;

/** What is told of runs, and several servers beside each other. */
class RunServerTest extends RunServerSetup {
  @Test
  void hostileNamesAreShownAndNothingElse() throws Exception {
    interrupted("<script>alert(1)</script>\n");
    JsonNode run = json("api/run?run=" + id());
    assertThat(run.get("name").asText()).isEqualTo("<script>alert(1)</script>\\u000a");
    Answer figure = http.known(base + "figure?name=names&runs=" + id());
    assertThat(figure.header("Content-Type")).startsWith("image/svg+xml");
    assertThat(figure.body()).contains("&lt;script&gt;").doesNotContain("<script>");
    assertThat(json("api/offers?runs=" + id()).at("/figures/0/options/0/values/1/label").asText())
        .isEqualTo("<b>");
  }

  @Test
  void figuresAndDataAreKept() throws Exception {
    interrupted("a");
    String figure = base + "figure?name=names&runs=" + id() + "&format=";
    assertThat(http.known(figure + "svg").body()).startsWith("<?xml").contains("@font-face");
    assertThat(http.known(figure + "pdf").body()).startsWith("%PDF-");
    assertThat(http.known(figure + "png").body()).contains("PNG");
    assertThat(http.known(figure + "png").header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"names.png\"");
    Answer data = http.known(base + "data?name=names.csv&runs=" + id());
    assertThat(data.body()).isEqualTo("name\na\n");
    assertThat(data.header("Content-Disposition")).contains("names.csv");
  }

  @Test
  void whatCannotBeMadeIsSaidAndServingGoesOn() throws Exception {
    interrupted("a");
    String id = id();
    assertThat(http.known(base + "figure?name=none&runs=" + id).status()).isEqualTo(422);
    assertThat(http.known(base + "figure?name=names&format=exe&runs=" + id).status())
        .isEqualTo(422);
    assertThat(http.known(base + "figure?name=names").status()).isEqualTo(422);
    assertThat(http.known(base + "data?name=..%2fkey&runs=" + id).status()).isEqualTo(422);
    Answer broken = http.known(base + "figure?name=names&sort=broken&runs=" + id);
    assertThat(broken.status()).isEqualTo(500);
    assertThat(broken.body()).doesNotContain("\tat ");
    assertThat(failures).hasSize(1);
    assertThat(http.known(base).status()).isEqualTo(200);
  }

  @Test
  void aDamagedRunIsListedWithItsReasonAndNotDrawn() throws Exception {
    Files.writeString(Files.createDirectory(folder.resolve("a")).resolve("run.duckdb"), "none");
    JsonNode run = json("api/run?run=" + id());
    assertThat(run.get("status").asText()).isEqualTo("damaged");
    assertThat(run.get("reason").asText()).contains("is damaged");
    assertThat(http.known(base + "figure?name=names&runs=" + id()).status()).isEqualTo(422);
  }

  @Test
  void twoServersOnOneFolderAreOneAsGoodAsTheOther() throws Exception {
    interrupted("a");
    try (RunServer second = serve(0)) {
      RawHttp other = new RawHttp(second.link());
      assertThat(other.port()).isNotEqualTo(http.port());
      assertThat(other.known(other.base() + "api/runs").body()).contains("\"name\":\"a\"");
      assertThat(json("api/runs").toString()).contains("\"name\":\"a\"");
      // The one's token is nothing to the other.
      String cookie = "Cookie: stratigraph-%d=%s".formatted(other.port(), http.token());
      assertThat(other.send("GET " + other.base(), "", other.host(), cookie).status())
          .isEqualTo(403);
    }
  }

  @Test
  void aPortInUseIsSaidWithTheWayOut() {
    assertThatThrownBy(() -> serve(http.port()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("Port " + http.port())
        .hasMessageContaining("--port 0");
  }

  @Test
  void hundredsOfRunsAreListed() throws Exception {
    for (int i = 0; i < 300; i++) {
      Path run = Files.createDirectories(folder.resolve("group" + i % 7 + "/run" + i));
      Files.writeString(run.resolve("history.jsonl"), "");
    }
    id();
    assertThat(json("api/runs").get("runs")).hasSize(300);
  }
}
