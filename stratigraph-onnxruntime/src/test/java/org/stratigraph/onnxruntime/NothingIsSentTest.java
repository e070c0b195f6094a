package org.stratigraph.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/**
 * ONNX Runtime 1.29 tells its makers how it is used, from Linux and macOS, unless the environment
 * of the process forbids it, which a Java program cannot do to itself. On the way it matches the
 * command line with a regular expression, whose recursion overflows the stack of a Java thread: the
 * process ends with a segmentation fault and without a word. So its version is one without that.
 */
class NothingIsSentTest {
  /** Where ONNX Runtime 1.29.0 sends its reports: {@code mobile.events.data.microsoft.com}. */
  private static final String RECEIVER = "events.data.microsoft.com";

  /** Longer than the class path of an executor of Spark, about 13,000 characters. */
  private static final int COMMAND_LINE = 40_000;

  @Test
  void theEngineKnowsNobodyToReportTo() throws Exception {
    int libraries = 0;
    try (JarFile jar = new JarFile(engine().toFile())) {
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        if (entry.getName().matches(".*/(lib)?onnxruntime\\.(so|dylib|dll)")) {
          libraries++;
          try (InputStream bytes = jar.getInputStream(entry)) {
            assertThat(new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1))
                .as(entry.getName())
                .doesNotContain(RECEIVER);
          }
        }
      }
    }
    assertThat(libraries).isPositive();
  }

  private static Path engine() throws Exception {
    return Path.of(
        OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  void aLongCommandLineDoesNoHarm() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Evaluates.class.getName(),
                ("/a-folder/of/libraries/a-library-1.2.3.jar" + File.pathSeparator)
                    .repeat(COMMAND_LINE / 43))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** What makes the engine ready. */
  static final class Evaluates {
    private Evaluates() {}

    public static void main(String[] arguments) {
      OnnxRuntimeEvaluator.create(1).close();
    }
  }
}
