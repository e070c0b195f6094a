package org.stratigraph.onnxruntime;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.stratigraph.data.Images;
import org.stratigraph.data.Sample;
import org.stratigraph.tensor.Shape;

/** Images of noise, made from their index; every seventh may be unreadable. */
record NoiseImages(int count, List<Integer> labels, boolean someBad) implements Images {
  /** With the given labels, one an image. */
  static NoiseImages of(List<Integer> labels) {
    return new NoiseImages(labels.size(), labels, false);
  }

  @Override
  public String source() {
    return "noise";
  }

  @Override
  public List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(new Sample("noise/" + i, OptionalInt.of(labels.get(i))));
    }
    return samples;
  }

  @Override
  public boolean labelled() {
    return true;
  }

  @Override
  public Shape shape() {
    return RandomNetwork.IMAGE;
  }

  @Override
  public String sha256() {
    return "0".repeat(64);
  }

  @Override
  public String preprocessing() {
    return "none";
  }

  @Override
  public Chunk load(int from, int to, FloatBuffer destination) {
    List<Sample> read = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    int width = (int) shape().elementCount();
    for (int i = from; i < to; i++) {
      if (someBad && i % 7 == 3) {
        skipped.add(new Skipped("noise/" + i, "bad on purpose"));
        continue;
      }
      Random random = new Random(i);
      for (int j = 0; j < width; j++) {
        destination.put(read.size() * width + j, (float) random.nextGaussian());
      }
      read.add(samples().get(i));
    }
    return new Chunk(read, skipped);
  }

  @Override
  public void close() {}
}
