package org.stratigraph.spark;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.cli.Assignment;

class SentNetworkTest {
  @TempDir private Path folder;

  @Test
  void whatCannotBeSentIsRefusedInASentence() throws IOException {
    Path large = Files.write(folder.resolve("large.onnx"), new byte[3 << 20]);
    SparkContext context = new SparkContext(SparkSettings.of("local[1]", new SparkConf(false)));
    try {
      assertThatThrownBy(() -> SentNetwork.of(context, of(large), 2 << 20))
          .isInstanceOf(UnusableInputException.class)
          .hasMessage(
              large
                  + " has 3 MiB, and at most 2 MiB can be broadcast; put it where all machines find"
                  + " it, without spark.stratigraph.networks=sent.");
      assertThatThrownBy(() -> SentNetwork.of(context, of(folder), 2 << 20))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining("is a folder");
    } finally {
      context.stop();
    }
  }

  private static Assignment of(Path network) {
    return new Assignment(List.of(network.toString()), Map.of());
  }
}
