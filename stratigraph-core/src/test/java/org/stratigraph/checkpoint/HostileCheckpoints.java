package org.stratigraph.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.stratigraph.hostile.HostileFile;
import org.stratigraph.hostile.HostileFile.Kind;

/** The rows of this package's tests as files of the corpus, and sound files to be damaged. */
public final class HostileCheckpoints {
  private HostileCheckpoints() {}

  /** Checkpoints that are refused. */
  public static List<HostileFile> all() {
    List<HostileFile> files = new ArrayList<>();
    add(files, HostilePickleTest.pickles(), HostilePickleTest.class, Kind.CHECKPOINT);
    for (Stream<Arguments> rows :
        List.of(HostileZipTest.archives(), HostileZipTest.legacy(), HostileZipTest.others())) {
      add(files, rows, HostileZipTest.class, Kind.CHECKPOINT);
    }
    add(files, SafetensorsTest.files(), SafetensorsTest.class, Kind.SAFETENSORS);
    Map<String, byte[]> shards =
        Map.of(
            "one.safetensors", SafetensorsTest.one("a"),
            "two.safetensors", SafetensorsTest.one("b"));
    List<HostileFile> indexes = new ArrayList<>();
    add(indexes, SafetensorsTest.indexes(), SafetensorsTest.class, Kind.INDEX);
    indexes.forEach(index -> files.add(index.with(shards)));
    return files;
  }

  private static void add(
      List<HostileFile> files, Stream<Arguments> rows, Class<?> generator, Kind kind) {
    rows.map(Arguments::get)
        .forEach(
            row ->
                files.add(
                    HostileFile.refused(
                        (Integer) row[0],
                        (String) row[1],
                        generator,
                        kind,
                        content(generator, row[2]),
                        (String) row[3])));
  }

  private static byte[] content(Class<?> generator, Object cell) {
    if (cell instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    byte[] bytes = (byte[]) cell;
    return generator == HostilePickleTest.class ? Samples.zip(bytes) : bytes;
  }

  /** Sound checkpoints by the name of their format. */
  public static Map<String, byte[]> sound(Path folder) throws IOException {
    Map<String, byte[]> sound = new LinkedHashMap<>();
    sound.put("pytorch-zip", Samples.zip(Samples.oneTensor()));
    sound.put("pytorch-legacy", Samples.legacy(Samples.oneLegacyTensor(), 1, 2, 3, 4, 5, 6));
    sound.put("safetensors", Samples.twoTensors());
    sound.put("keras", Files.readAllBytes(KerasWeightsTest.write(folder.resolve("k.h5"), false)));
    return sound;
  }
}
