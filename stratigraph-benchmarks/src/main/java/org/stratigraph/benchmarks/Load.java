package org.stratigraph.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.criticality.Agreement;
import org.stratigraph.criticality.CriticalityResult.TrialResult;
import org.stratigraph.criticality.Measurement;
import org.stratigraph.store.ComparisonDirectory;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.store.RunIdentity;

/**
 * Much in one store. {@code store DIR NETWORKS LAYERS} makes a comparison with three trials a
 * layer; {@code page LINK ROUNDS} asks a running {@code stratigraph serve} what its page asks, and
 * prints the first and the median time of each query; {@code appends DIR COUNT} records
 * measurements of 100 images into a run one by one, and prints the heap that is in use, and the
 * memory of the process, at each twelfth.
 */
public final class Load {
  private static final int TRIALS = 3;
  private static final int IMAGES = 100;
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f]+)\"");
  private static final Pattern PAGE = Pattern.compile("url=([^\"]+)");

  private Load() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "store" ->
          store(
              Path.of(arguments[1]),
              Integer.parseInt(arguments[2]),
              Integer.parseInt(arguments[3]));
      case "page" -> page(URI.create(arguments[1]), Integer.parseInt(arguments[2]));
      case "appends" -> appends(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void store(Path folder, int networks, int layers) {
    Random random = new Random(1);
    List<MeasuredNetwork> all = new ArrayList<>();
    for (int i = 0; i < networks; i++) {
      List<MeasuredLayer> measured = new ArrayList<>();
      for (int j = 0; j < layers; j++) {
        measured.add(layer("stage" + j / 20 + ".block" + j % 20 + ".conv", random));
      }
      String name = String.format(Locale.ROOT, "network-%03d", i);
      all.add(
          new MeasuredNetwork(
              name,
              name,
              Optional.of("category " + i % 12),
              OptionalDouble.of(random.nextDouble()),
              Map.of("source", name + ".onnx"),
              measured));
    }
    ComparisonDirectory.create(folder, new Comparison(all));
  }

  private static MeasuredLayer layer(String name, Random random) {
    double criticality = random.nextDouble();
    List<TrialResult> trials = new ArrayList<>();
    for (int trial = 0; trial < TRIALS; trial++) {
      trials.add(
          new TrialResult(
              name,
              trial,
              500,
              random.nextDouble(),
              random.nextDouble(),
              random.nextDouble(),
              random.nextDouble(),
              random.nextDouble(),
              random.nextDouble(),
              random.nextDouble()));
    }
    return new MeasuredLayer(
        name, "conv", criticality, 0.05, 0.03, criticality * 0.9, criticality, trials);
  }

  private static void page(URI link, int rounds) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpResponse<String> welcome =
        client.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofString());
    String cookie =
        welcome.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    Matcher base = PAGE.matcher(welcome.body());
    if (!base.find()) {
      throw new IllegalStateException("the server did not open its page");
    }
    URI pages = link.resolve(base.group(1));
    Matcher id = ID.matcher(get(client, pages.resolve("api/runs"), cookie));
    if (!id.find()) {
      throw new IllegalStateException("the server shows no run");
    }
    String run = URLEncoder.encode(id.group(1), StandardCharsets.UTF_8);
    List<String> queries =
        List.of(
            "api/runs", "api/run?run=" + run, "api/networks?runs=" + run, "api/offers?runs=" + run);
    for (String query : queries) {
      double[] seconds = new double[rounds];
      int size = 0;
      for (int round = 0; round < rounds; round++) {
        long start = System.nanoTime();
        size = get(client, pages.resolve(query), cookie).length();
        seconds[round] = (System.nanoTime() - start) / 1e9;
      }
      double first = seconds[0];
      Arrays.sort(seconds);
      System.out.printf(
          Locale.ROOT,
          "%-12s %8.1f ms the first time, %6.1f ms median of %d, %6.1f ms worst but the first; %d kB%n",
          query.replaceFirst("\\?.*", ""),
          1000 * first,
          1000 * seconds[rounds / 2],
          rounds,
          1000 * (seconds[rounds - 1] == first ? seconds[rounds - 2] : seconds[rounds - 1]),
          size / 1000);
    }
  }

  private static String get(HttpClient client, URI uri, String cookie)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(uri).header("Cookie", cookie).build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(uri + ": " + answer.body());
    }
    return answer.body();
  }

  private static void appends(Path folder, int count) throws IOException {
    Random random = new Random(2);
    float[] cosines = new float[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      cosines[i] = random.nextFloat();
    }
    Agreement agreement =
        new Agreement(cosines, random.nextDouble(), random.nextDouble(), 40, IMAGES, 30, 60, 12.5);
    long start = System.nanoTime();
    try (RunDirectory run = RunDirectory.open(folder, RunIdentity.of(Map.of("load", "1")))) {
      for (int i = 0; i < count; i++) {
        run.record(new Measurement("layer" + i % 54, i / 54 % 3, i / 162, agreement));
        if ((i + 1) % (count / 12) == 0) {
          System.gc();
          Runtime runtime = Runtime.getRuntime();
          System.out.printf(
              Locale.ROOT,
              "%7d appends, %6.1f s: heap %5.1f MB, process %4d MB%n",
              i + 1,
              (System.nanoTime() - start) / 1e9,
              (runtime.totalMemory() - runtime.freeMemory()) / 1e6,
              resident());
        }
      }
    }
  }

  /** Memory of this process in MB; -1 where the system does not tell. */
  private static long resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return -1;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1000)
        .findFirst()
        .orElse(-1L);
  }
}
