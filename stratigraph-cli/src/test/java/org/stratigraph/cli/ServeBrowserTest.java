package org.stratigraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.comparison.MeasuredLayer;
import org.stratigraph.comparison.MeasuredNetwork;
import org.stratigraph.serve.RunServer;
import org.stratigraph.store.CommandFile;
import org.stratigraph.store.ComparisonDirectory;
import org.stratigraph.store.Comparisons;
import org.stratigraph.store.ProgressFile;
import org.stratigraph.store.RunDirectory;
import org.stratigraph.store.RunIdentity;
import org.stratigraph.store.RunList;
import org.stratigraph.store.UserKey;

/**
 * What a person does with the page, in a real browser. A picture of each view is kept in {@code
 * target/pictures}, to be looked at. Needs Chromium: {@code apt-get install chromium}.
 */
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServeBrowserTest {
  private static final Path PICTURES = Path.of("target", "pictures");
  private static final String HOSTILE = "<img src=x onerror=alert(1)>\n";

  @TempDir private static Path folder;
  private static Chromium browser;
  private static RunServer server;
  private static URI home;

  @BeforeAll
  static void start() throws Exception {
    browser = Chromium.start(folder);
    Path runs = Files.createDirectories(folder.resolve("runs"));
    Optional<UserKey> key = UserKey.in(folder.resolve("state"));
    measure(runs.resolve("seeds/run10"), 10, key);
    measure(runs.resolve("seeds/run9"), 9, key);
    RunIdentity identity = RunDirectory.peek(runs.resolve("seeds/run9")).orElseThrow();
    RunDirectory.open(runs.resolve("half"), identity).close();
    CommandFile.write(runs.resolve("half"), List.of("criticality", "net.onnx"), key);
    RunDirectory.open(runs.resolve(HOSTILE), identity).close();
    Files.createDirectories(runs.resolve("broken"));
    Files.writeString(runs.resolve("broken/run.duckdb"), "no database");
    ComparisonDirectory.create(runs.resolve("many"), many(runs.resolve("seeds/run9")));
    server =
        RunServer.start(0, RunList.of(runs), new ServedRuns(), key, Throwable::printStackTrace);
    browser.open(server.link(), "tr.damaged");
    home = browser.address();
  }

  private static void measure(Path run, int seed, Optional<UserKey> key) {
    Path network = SmallNetwork.in(folder);
    List<String> command = CliRun.onShapes("criticality", network, "--images", "40");
    command.addAll(List.of("--trials", "2", "--seed", "" + seed, "--run", run.toString()));
    CliRun.of(command).assertDone();
    CommandFile.write(run, command, key);
  }

  /** Twenty networks that differ in their names, accuracies and attack budgets. */
  private static Comparison many(Path run) {
    List<MeasuredLayer> layers = Comparisons.read(List.of(run)).networks().get(0).layers();
    return new Comparison(
        java.util.stream.IntStream.range(0, 20)
            .mapToObj(
                i ->
                    new MeasuredNetwork(
                        "net" + i,
                        i == 3 ? HOSTILE : "Network number " + i,
                        Optional.of(i < 8 ? "standard" : i < 14 ? "adversarial" : "augmented"),
                        java.util.OptionalDouble.of(0.5 + 0.02 * i),
                        Map.of("eps", "" + i / 4, "norm", "l2"),
                        layers))
            .toList());
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      // Over everything that was done: nothing left the machine, nothing was complained of.
      assertThat(browser.requests())
          .isNotEmpty()
          .allMatch(url -> url.startsWith("http://127.0.0.1:") || url.startsWith("data:"));
      // A document that is not the page's own names no icon, and browsers ask for one all the same.
      assertThat(browser.complaints()).allMatch(text -> text.contains("/favicon.ico\""));
      server.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  private static void picture(String name) throws Exception {
    Thread.sleep(250); // what fades in has done so
    browser.picture(PICTURES.resolve(name + ".png"));
  }

  private static void fitsAPhone(String name) throws Exception {
    browser.resize(390, 844);
    browser.awaitTrue("innerWidth === 390");
    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
        .as("the page must not scroll sideways")
        .isLessThanOrEqualTo(390);
    picture(name + "-phone");
    browser.resize(1280, 900);
  }

  private static String row(String name) {
    return browser
        .evaluate(
            "[...document.querySelectorAll('.runs tbody tr')].find(r =>"
                + " r.querySelector('th a').textContent === "
                + Chromium.quoted(name)
                + ").dataset.id")
        .asText();
  }

  private static void openRun(String name) {
    browser.open(home, ".runs tbody tr");
    browser.awaitTrue("document.querySelectorAll('.runs tbody tr').length === 6");
    browser.click("tr[data-id='" + row(name) + "'] th a");
    browser.await("h1 bdi");
  }

  @Test
  @Order(1)
  void theTokenLeavesTheAddressAndTheListIsThere() throws Exception {
    assertThat(home.getQuery()).isNull();
    assertThat(browser.evaluate("document.cookie").asText()).isEmpty();
    assertThat(browser.texts(".runs tbody th a"))
        .containsExactlyInAnyOrder(
            "broken",
            "half",
            "many",
            "seeds/run9",
            "seeds/run10",
            "<img src=x onerror=alert(1)>\\u000a");
    assertThat(browser.text("tr.damaged .reason")).contains("damaged");
    picture("list");
    fitsAPhone("list");
  }

  @Test
  @Order(2)
  void headingsSortAndNumbersInNamesCount() {
    browser.open(home, "tr.damaged");
    browser.click(".runs thead th:nth-child(2) button");
    assertThat(browser.evaluate("document.querySelector('.runs th[aria-sort]').ariaSort").asText())
        .isEqualTo("descending");
    List<String> names = browser.texts(".runs tbody th a");
    assertThat(names.subList(0, 3)).containsExactly("seeds/run10", "seeds/run9", "many");
    browser.click(".runs thead th:nth-child(4) button");
    assertThat(browser.texts(".runs tbody .state .status").get(0)).isEqualTo("damaged");
    browser.click(".runs thead th:nth-child(4) button");
    assertThat(browser.texts(".runs tbody .state .status").get(0)).isEqualTo("finished");
  }

  @Test
  @Order(3)
  void wordsFind() {
    browser.open(home, "tr.damaged");
    browser.click("input[type=search]");
    browser.type("finished seeds");
    browser.awaitTrue("document.querySelectorAll('.runs tbody tr').length === 2");
    assertThat(browser.text(".bar [role=status]")).startsWith("2 of 6 runs");
  }

  @Test
  @Order(4)
  void aNewRunAppearsByItself() throws Exception {
    browser.open(home, "tr.damaged");
    Path run = Files.createDirectory(folder.resolve("runs/new"));
    Files.writeString(run.resolve("history.jsonl"), "");
    browser.awaitTrue("document.querySelectorAll('.runs tbody tr').length === 7");
    Files.delete(run.resolve("history.jsonl"));
    Files.delete(run);
    browser.awaitTrue("document.querySelectorAll('.runs tbody tr').length === 6");
  }

  @Test
  @Order(5)
  void aRunIsFollowedWhileItGoesOn() throws Exception {
    browser.open(home, "tr.damaged");
    Path run = folder.resolve("runs/half");
    RunIdentity identity = RunDirectory.peek(run).orElseThrow();
    String progress = "tr[data-id='" + row("half") + "'] progress";
    try (RunDirectory held = RunDirectory.open(run, identity);
        ProgressFile live =
            ProgressFile.start(Optional.of(held.path()), "criticality", "net.onnx")) {
      browser.await("tr.running");
      browser.evaluate(
          "window.line = document.querySelector('tr.running'); window.box = line.querySelector('input')");
      Thread.sleep(600);
      live.work(1, 4, "layer1.0.conv1, trial 2");
      browser.awaitTrue("document.querySelector(\"" + progress + "\")?.value === 0.25");
      // What is under the mouse stays what it is while numbers change.
      assertThat(browser.evaluate("line.isConnected && box.isConnected").asBoolean()).isTrue();
      assertThat(browser.text("tr.running .doing")).isEqualTo("layer1.0.conv1, trial 2");
      picture("running");
      fitsAPhone("running");
    }
    browser.awaitTrue("document.querySelector('tr.running') === null");
  }

  @Test
  @Order(6)
  void aRunShowsItsFiguresAndALayerItsNumbers() throws Exception {
    openRun("seeds/run9");
    browser.await("#figures .sheet svg [data-tip]");
    browser.hover("#figures .sheet svg [data-layer]");
    browser.awaitTrue("!document.getElementById('tip').hidden");
    assertThat(browser.text("#tip")).isNotBlank();
    picture("run");
    String layer =
        browser
            .evaluate("document.querySelector('#figures svg [data-layer]').dataset.layer")
            .asText();
    browser.click("#figures .sheet svg [data-layer]");
    browser.await("#figures .layer li");
    assertThat(browser.text("#figures .layer h3")).isEqualTo(layer);
    browser.click("#layers tbody tr:nth-child(2) button");
    assertThat(browser.text("#layers .layer dd")).contains("%", "2 trials");
    picture("run-layer");
    fitsAPhone("run");
  }

  @Test
  @Order(7)
  void layersSort() {
    openRun("seeds/run10");
    browser.await("#figures .sheet svg");
    browser.click("#layers thead th:nth-child(4) button");
    List<String> shares = browser.texts("#layers tbody td:nth-child(4)");
    List<Double> numbers =
        shares.stream().map(text -> Double.parseDouble(text.replaceAll("[^0-9.]", ""))).toList();
    assertThat(numbers)
        .hasSizeGreaterThan(10)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  @Test
  @Order(8)
  void twoRunsAreComparedAndFiguresKept() throws Exception {
    browser.open(home, "tr.damaged");
    browser.click("tr[data-id='" + row("seeds/run9") + "'] input");
    browser.click("tr[data-id='" + row("seeds/run10") + "'] input");
    assertThat(browser.text("button.main")).isEqualTo("Compare 2 runs");
    browser.click("button.main");
    browser.await(".sheet svg");
    picture("compare");
    for (int tab = 2; tab <= browser.texts(".tabs button").size(); tab++) {
      browser.click(".tabs button:nth-child(" + tab + ")");
      browser.await(".tabs button:nth-child(" + tab + ")[aria-pressed=true]");
      browser.awaitTrue("!document.querySelector('.sheet[aria-busy]')");
      assertThat(
              browser.evaluate("document.querySelector('.sheet .error')?.innerText ?? ''").asText())
          .isEmpty();
      picture("compare-" + tab);
    }
    browser.click(".tabs button:nth-child(1)");
    for (String format : List.of("SVG", "PDF", "PNG")) {
      keep(".keep a[href*='format=" + format.toLowerCase(java.util.Locale.ROOT) + "']", "heatmap");
    }
    keep(".links a[href*='layers.csv']", "layers");
    keep(".links a[href*='summary.json']", "summary");
    assertThat(Files.readString(folder.resolve("kept/layers.csv"))).contains("criticality");
    fitsAPhone("compare");
  }

  private static void keep(String link, String name) throws Exception {
    browser.click(link);
    for (int i = 0; i < 200; i++) {
      if (Files.isDirectory(folder.resolve("kept"))) {
        try (var files = Files.list(folder.resolve("kept"))) {
          String format = link.replaceFirst(".*(svg|pdf|png|csv|json)'\\]$", "$1");
          if (files.anyMatch(file -> file.endsWith(name + "." + format))) {
            return;
          }
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError("nothing was kept of " + link);
  }

  @Test
  @Order(9)
  void manyNetworksWithHostileNamesAreDrawn() throws Exception {
    openRun("many");
    browser.await(".sheet svg [data-layer]");
    picture("many");
    assertThat(browser.evaluate("document.querySelectorAll('img').length").asInt()).isZero();
    fitsAPhone("many");
  }

  @Test
  @Order(10)
  void anInterruptedRunOffersToGoOn() throws Exception {
    openRun("half");
    browser.await(".now button");
    assertThat(browser.text(".now button")).isEqualTo("Resume");
    assertThat(browser.text(".command code")).contains("stratigraph criticality net.onnx");
    picture("interrupted");
  }

  @Test
  @Order(11)
  void theNetworkIsDrawnInAWorldOfItsOwn() throws Exception {
    openRun("seeds/run9");
    browser.await("a[href^=network]");
    String address = browser.evaluate("document.querySelector('a[href^=network]').href").asText();
    String shown = ".nv-live .nv-level:not([display=none]) .nv-layer";
    browser.open(URI.create(address), shown);
    browser.click(shown);
    browser.awaitTrue("document.querySelector('.nv-panel h2') !== null");
    assertThat(browser.evaluate("self.origin").asText()).isEqualTo("null");
    assertThat(
            browser
                .evaluate(
                    "(() => { const b = document.querySelector('.nv-chosen .nv-box')"
                        + ".getBoundingClientRect(), s = document.querySelector('.nv-stage')"
                        + ".getBoundingClientRect(); return b.width > 60 && b.top > s.top"
                        + " && b.bottom < s.bottom && b.left > s.left && b.right < s.right; })()")
                .asBoolean())
        .as(
            "the chosen layer is seen, and large enough to read: "
                + browser.evaluate(
                    "document.querySelector('.nv-svg').getAttribute('viewBox') + ' in ' + innerWidth"))
        .isTrue();
    picture("network");
  }

  @Test
  @Order(12)
  void theReportIsThere() throws Exception {
    browser.open(home.resolve("./"), "tr.damaged");
    String ids = row("seeds/run9") + "," + row("seeds/run10");
    browser.open(home.resolve("report?runs=" + ids), "h1");
    assertThat(browser.text("h1")).contains("2 networks compared");
    picture("report");
  }
}
