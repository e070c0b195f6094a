package org.stratigraph.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stratigraph.architecture.Architecture;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.data.DataSet;
import org.stratigraph.data.DataSetOptions;
import org.stratigraph.data.DataSets;
import org.stratigraph.data.ImageLoader;
import org.stratigraph.data.Images;
import org.stratigraph.data.LoaderOptions;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.evaluation.Activation;
import org.stratigraph.evaluation.Evaluation;
import org.stratigraph.graph.Graph;
import org.stratigraph.network.NetworkFile;
import org.stratigraph.tensor.ElementType;
import org.stratigraph.tensor.NumpyFile;
import org.stratigraph.tensor.Tensor;

/**
 * Logits of networks built by name, against those that PyTorch 1.13 computed with the networks' own
 * source code. The mean over the images of the softmax outputs' cosine, which JPEG decoders can
 * move by a thousandth; an error in an architecture moves it by far more.
 */
@Tag("shared")
class GoldenLogitsTest {
  private static final Path SHARED =
      Path.of(System.getProperty("stratigraph.shared", "../../shared"));

  @Test
  void cifarResNet() {
    Graph graph = open("data/models/cifar10-resnet20-12fca82f.th", "resnet20-cifar");
    compare(
        graph,
        "data/cifar10-jpeg-test.tar.gz",
        "cifar10-imagenet-stats",
        "golden/resnet20-cifar10",
        400);
  }

  @Test
  void squeezeNetFromItsCheckpoint() {
    squeezeNet(open("data/models/imagenet-squeezenet1_1.pth", "squeezenet1_1"));
  }

  @Test
  void squeezeNetFromOnnx() {
    squeezeNet(open("data/models/imagenet-squeezenet1_1.onnx", "squeezenet1_1"));
  }

  private static void squeezeNet(Graph graph) {
    compare(
        graph, "data/imagenet-val-1300.tar", "imagenet-224", "golden/squeezenet1_1-imagenet", 40);
  }

  /** The exporter's nodes are thrown away; the tensors go into the architecture's own graph. */
  @Test
  void mobileNetBuiltFromTheTensorsOfAnOnnxModel() {
    Map<String, Tensor> tensors =
        open("data/models/imagenet-mobilenet_v1_075.onnx", "mobilenet_v1_075").initialisers();
    Architecture architecture = Architectures.named("mobilenet_v1_075");
    Graph graph =
        architecture
            .variants()
            .get(0)
            .build(
                architecture.input(),
                1000,
                (name, shape) -> {
                  Tensor tensor = tensors.get(name);
                  assertThat(tensor).as(name).isNotNull();
                  assertThat(tensor.shape()).as(name).isEqualTo(shape);
                  return tensor;
                });
    compare(
        graph,
        "data/imagenet-val-1300.tar",
        "imagenet-half-224",
        "golden/mobilenet_v1_075-imagenet",
        40);
  }

  private static Path shared(String name) {
    Path path = SHARED.resolve(name);
    assumeTrue(Files.exists(path), "the development data are missing: " + path);
    return path;
  }

  private static Graph open(String file, String architecture) {
    return NetworkFile.open(shared(file), Optional.of(architecture)).graph();
  }

  private static void compare(
      Graph graph, String data, String preprocessing, String golden, int count) {
    Tensor expected = NumpyFile.read(shared(golden).resolve("original-logits.npy"));
    int classes = (int) expected.shape().extent(1);
    float[] logits = logits(graph, shared(data), shared(golden), preprocessing, count, classes);
    double sum = 0;
    int sameClass = 0;
    for (int image = 0; image < count; image++) {
      double[] p = new double[classes];
      double[] q = new double[classes];
      for (int k = 0; k < classes; k++) {
        p[k] = logits[image * classes + k];
        q[k] = expected.get(image * classes + k);
      }
      sum += cosine(softmax(p), softmax(q));
      sameClass += largest(p) == largest(q) ? 1 : 0;
    }
    assertThat(sum / count).isCloseTo(1, within(1e-3));
    assertThat(sameClass).isBetween(count - 1 - count / 100, count);
  }

  private static float[] logits(
      Graph graph, Path data, Path golden, String preprocessing, int count, int classes) {
    DataSet set =
        DataSets.open(
            data.toString(), DataSetOptions.defaults().withList(golden.resolve("images.txt")));
    try (OnnxRuntimeEvaluator evaluator = OnnxRuntimeEvaluator.create(2);
        Images images =
            ImageLoader.of(
                set,
                set.samples().subList(0, count),
                Preprocessing.named(preprocessing),
                LoaderOptions.defaults().withThreads(2));
        Evaluation evaluation = evaluator.prepare(graph)) {
      long[] shape = {
        count, images.shape().extent(0), images.shape().extent(1), images.shape().extent(2)
      };
      int bytes = Math.toIntExact(4 * count * images.shape().elementCount());
      ByteBuffer pixels = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
      images.load(0, count, pixels.asFloatBuffer());
      Activation output =
          evaluation
              .run(
                  Map.of(
                      graph.inputs().get(0).name(),
                      new Activation(ElementType.FLOAT32, shape, pixels)))
              .get(graph.outputs().get(0).name());
      assertThat(output.shape()).containsExactly(count, classes);
      float[] values = new float[count * classes];
      output.bytes().order(ByteOrder.nativeOrder()).asFloatBuffer().get(values);
      return values;
    }
  }

  private static double[] softmax(double[] logits) {
    double max = logits[largest(logits)];
    double sum = 0;
    double[] values = new double[logits.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.exp(logits[i] - max);
      sum += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= sum;
    }
    return values;
  }

  private static double cosine(double[] a, double[] b) {
    double product = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
      first += a[i] * a[i];
      second += b[i] * b[i];
    }
    return product / Math.sqrt(first * second);
  }

  private static int largest(double[] values) {
    int index = 0;
    for (int i = 1; i < values.length; i++) {
      index = values[i] > values[index] ? i : index;
    }
    return index;
  }
}
