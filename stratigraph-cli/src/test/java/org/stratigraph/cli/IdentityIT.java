package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same bytes from a process with another default charset, language, time zone and heap. */
class IdentityIT {
  @TempDir private Path folder;

  private String csv(String name, Map<String, String> environment) throws Exception {
    Path network = SmallNetwork.in(folder);
    List<String> command = new ArrayList<>(List.of(Launched.launcher().toString(), "criticality"));
    command.addAll(List.of(network.toString(), "--data", "builtin:shapes"));
    command.addAll(List.of("--preprocess", "shapes", "--images", "50", "--trials", "2"));
    command.addAll(List.of("--layers", "layer3.*", "--memory", "1g", "--csv", name));
    Launched.finish(folder, Launched.start(folder, environment, command)).assertDone();
    return Files.readString(folder.resolve(name));
  }

  @Test
  void whateverTheProcessInherits() throws Exception {
    String options =
        "-Dfile.encoding=ISO-8859-1 -Duser.language=tr -Duser.timezone=Asia/Kolkata -Xmx300m";
    assertThat(csv("odd.csv", Map.of("LC_ALL", "C", "STRATIGRAPH_JAVA_OPTS", options)))
        .isEqualTo(csv("usual.csv", Map.of()))
        .contains("layer3.2.conv2");
  }
}
