package org.stratigraph.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.criticality.CriticalityResult;
import org.stratigraph.criticality.CriticalityResult.Data;
import org.stratigraph.criticality.CriticalityResult.LayerResult;
import org.stratigraph.criticality.CriticalityResult.Model;
import org.stratigraph.criticality.CriticalityResult.Original;
import org.stratigraph.criticality.CriticalityResult.Protocol;
import org.stratigraph.criticality.CriticalityResult.SkippedLayer;
import org.stratigraph.criticality.CriticalityResult.TrialResult;

/** Results to draw, made up or taken from the published measurements. */
final class Results {
  private final String name;
  private final List<LayerResult> layers = new ArrayList<>();
  private final List<TrialResult> trials = new ArrayList<>();
  private final List<SkippedLayer> skipped = new ArrayList<>();
  private final List<String> skippedImages = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private List<String> layerNotes = List.of();
  private String reset = "random";
  private final Map<String, String> provenance = new LinkedHashMap<>();
  private Original original = new Original(0.762, 0.929, 0.961, 0.9532, 0.9218);
  private int images = 10_000;

  private Results(String name) {
    this.name = name;
  }

  static Results of(String name) {
    return new Results(name);
  }

  /** Five layers, three trials each. */
  static Results small() {
    Results small = of("lenet").images(500);
    small.layer("conv1", "conv", 0.81, 0.86, 0.84);
    small.layer("conv2", "conv", 0.52, 0.31, 0.44);
    small.layer("fc1", "linear", 0.12, 0.08, 0.11);
    small.layer("fc2", "linear", 0.03, 0.02, 0.04);
    small.layer("fc3", "linear", 0.88, 0.79, 0.9);
    return small
        .provenance("version", "0.1.0")
        .provenance("started", "2026-01-02T03:04:05Z")
        .skip("norm1", "Normalisation layers are not among the chosen kinds.");
  }

  /** Nothing known, one layer. */
  static Results unknown() {
    Results unknown = of("");
    unknown.original = new Original(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    unknown.layer("only", "conv", Double.NaN);
    return unknown;
  }

  /** Many layers in blocks, two trials each. */
  static Results deep(int layers) {
    Results deep = of("deep");
    for (int i = 0; i < layers; i++) {
      double criticality = 0.5 + 0.45 * Math.sin(i / 9.0);
      String layer = "blocks." + i / 25 + ".unit" + i % 25 / 5 + ".conv" + i % 5;
      deep.layer(layer, "conv", criticality, Math.max(0, criticality - 0.04));
    }
    return deep;
  }

  /** The published measurements of torchvision's ResNet-50: 54 layers, 3 trials, 10,000 images. */
  static Results published(Path csv) throws IOException {
    return published(csv, Double.NaN, Double.NaN);
  }

  /** The same with ceilings, which were not published. */
  static Results published(Path csv, double uniformCeiling, double meanCeiling) throws IOException {
    Map<String, List<TrialResult>> byLayer = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(csv);
    List<String> header = List.of(lines.get(0).split(","));
    double untouched = Double.NaN;
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      if (!cells[header.indexOf("model_id")].equals("tv_resnet50")) {
        continue;
      }
      String layer = cells[header.indexOf("layer")].replaceFirst("^model\\.", "");
      double top1 = Double.parseDouble(cells[header.indexOf("top1_acc")]) / 100;
      untouched = top1 / Double.parseDouble(cells[header.indexOf("recovered_acc")]);
      byLayer
          .computeIfAbsent(layer, l -> new ArrayList<>())
          .add(
              new TrialResult(
                  layer,
                  (int) Double.parseDouble(cells[header.indexOf("trial")]),
                  10_000,
                  Double.parseDouble(cells[header.indexOf("pred_cos_sim")]),
                  Double.parseDouble(cells[header.indexOf("pred_l1_err")]),
                  Double.parseDouble(cells[header.indexOf("pred_l2_err")]),
                  Double.NaN,
                  top1,
                  Double.parseDouble(cells[header.indexOf("top5_acc")]) / 100,
                  Double.parseDouble(cells[header.indexOf("loss")])));
    }
    Results published = of("ResNet-50 (torchvision)");
    published.original =
        new Original(untouched, Double.NaN, Double.NaN, uniformCeiling, meanCeiling);
    byLayer.forEach((layer, trials) -> published.layer(layer, trials));
    return published;
  }

  Results images(int number) {
    images = number;
    return this;
  }

  Results original(Original untouched) {
    original = untouched;
    return this;
  }

  /** Notes of the layers that are added from now on. */
  Results layerNotes(String... notes) {
    layerNotes = List.of(notes);
    return this;
  }

  Results reset(String kind) {
    reset = kind;
    return this;
  }

  Results note(String note) {
    notes.add(note);
    return this;
  }

  Results provenance(String key, String value) {
    provenance.put(key, value);
    return this;
  }

  Results skip(String layer, String reason) {
    skipped.add(new SkippedLayer(layer, reason));
    return this;
  }

  Results skipImage(String image) {
    skippedImages.add(image);
    return this;
  }

  /** A layer whose trials had these criticalities. */
  Results layer(String layer, String kind, double... criticalities) {
    List<TrialResult> of = new ArrayList<>();
    for (double criticality : criticalities) {
      of.add(
          new TrialResult(
              layer, of.size(), images, 1 - criticality, 1, 0.7, 1 - criticality, 0.4, 0.6, 3));
    }
    return layer(layer, kind, of);
  }

  private Results layer(String layer, List<TrialResult> of) {
    return layer(layer, layer.equals("fc") ? "linear" : "conv", of);
  }

  private Results layer(String layer, String kind, List<TrialResult> of) {
    trials.addAll(of);
    int n = of.size();
    double mean = of.stream().mapToDouble(t -> 1 - t.cosine()).sum() / n;
    double top1 = of.stream().mapToDouble(TrialResult::top1).sum() / n;
    double squares = 0;
    for (TrialResult trial : of) {
      squares += Math.pow(1 - trial.cosine() - mean, 2);
    }
    double sd = n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1));
    double error = sd / Math.sqrt(n);
    double half = (n == 2 ? 12.706 : 4.303) * error;
    layers.add(
        new LayerResult(
            layer,
            kind,
            layers.size() + 1,
            9_408L * (layers.size() + 1),
            mean,
            sd,
            error,
            Math.max(0, mean - half),
            Double.isNaN(half) ? half : Math.min(1, mean + half),
            n,
            images,
            "protocol",
            mean / original.uniformCeiling(),
            mean / original.meanCeiling(),
            Double.NaN,
            top1,
            1 - top1 / original.top1(),
            layerNotes));
    return this;
  }

  CriticalityResult build() {
    int trialCount = layers.stream().mapToInt(LayerResult::trials).max().orElse(0);
    return new CriticalityResult(
        new Model(name, "models/" + name + ".pth", "ab".repeat(32), 25_557_032, 1000),
        new Data("images/validation", images, "cd".repeat(32), true, "centre crop of 224 pixels"),
        new Protocol("paper", reset, trialCount, images, List.of("conv", "linear"), 7, Double.NaN),
        original,
        layers,
        trials,
        skipped,
        skippedImages,
        notes,
        provenance);
  }
}
