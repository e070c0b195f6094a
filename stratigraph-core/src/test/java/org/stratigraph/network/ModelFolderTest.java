package org.stratigraph.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.data.Interpolation;
import org.stratigraph.data.Preprocessing;
import org.stratigraph.data.Resize;

class ModelFolderTest {
  /** The form of timm/resnet18.a1_in1k on the hub, with five classes. */
  private static final String TIMM =
      """
      {"architecture": "resnet18", "num_classes": 5, "num_features": 512,
       "pretrained_cfg": {"tag": "a1_in1k", "custom_load": false, "input_size": [3, 192, 192],
        "test_input_size": [3, 288, 288], "fixed_input_size": false, "interpolation": "bicubic",
        "crop_pct": 0.95, "test_crop_pct": 1.0, "crop_mode": "center",
        "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225], "num_classes": 5,
        "pool_size": [7, 7], "first_conv": "conv1", "classifier": "fc"}}
      """;

  /** The form of microsoft/resnet-18 on the hub. */
  private static final String HUGGING_FACE =
      """
      {"architectures": ["ResNetForImageClassification"], "model_type": "resnet",
       "depths": [2, 2, 2, 2], "hidden_sizes": [64, 128, 256, 512], "embedding_size": 64,
       "layer_type": "basic", "hidden_act": "relu", "downsample_in_first_stage": false,
       "num_channels": 3, "id2label": {"0": "a", "1": "b", "2": "c", "3": "d", "4": "e"}}
      """;

  private static final String PROCESSOR =
      """
      {"crop_pct": 0.875, "do_normalize": true, "do_resize": true,
       "feature_extractor_type": "ConvNextFeatureExtractor", "image_mean": [0.485, 0.456, 0.406],
       "image_std": [0.229, 0.224, 0.225], "resample": 3, "size": 224}
      """;

  @TempDir Path folder;

  private void put(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private void weights(String architecture, int variant) throws IOException {
    Weights.write(folder.resolve("model.safetensors"), Weights.of(architecture, variant, 5));
  }

  private Network open() {
    return NetworkFile.open(folder, Optional.empty());
  }

  /** floor(192 / 0.95) is 202. */
  @Test
  void timm() throws IOException {
    put("config.json", TIMM);
    weights("resnet18", 0);
    Network network = open();
    assertThat(network.name()).isEqualTo("resnet18");
    assertThat(network.graph().inputs().get(0).shape().get(3)).hasValue(192);
    assertThat(network.graph().outputs().get(0).shape().get(1)).hasValue(5);
    Preprocessing preprocessing = network.preprocessing().orElseThrow();
    assertThat(preprocessing.resize()).contains(new Resize(202, Interpolation.BICUBIC));
    assertThat(preprocessing.crop()).hasValue(192);
    assertThat(preprocessing.mean()).isEqualTo(List.of(0.485f, 0.456f, 0.406f));
    assertThat(preprocessing.std()).isEqualTo(List.of(0.229f, 0.224f, 0.225f));
    assertThat(network.sha256()).hasSize(64);
    String before = network.sha256();
    put("config.json", TIMM + " ");
    assertThat(open().sha256()).isNotEqualTo(before);
  }

  @Test
  void timmInItsOldFlatForm() throws IOException {
    put(
        "config.json",
        """
        {"architecture": "resnet18", "num_classes": 5, "input_size": [3, 224, 224],
         "interpolation": "bilinear", "crop_pct": 0.875, "mean": [0.5, 0.5, 0.5],
         "std": [0.5, 0.5, 0.5]}
        """);
    weights("resnet18", 0);
    Preprocessing preprocessing = open().preprocessing().orElseThrow();
    assertThat(preprocessing.resize()).contains(new Resize(256, Interpolation.BILINEAR));
    assertThat(preprocessing.mean()).isEqualTo(List.of(0.5f, 0.5f, 0.5f));
  }

  @Test
  void unsupportedPreprocessingIsSaid() throws IOException {
    put("config.json", TIMM.replace("\"center\"", "\"squash\""));
    weights("resnet18", 0);
    Network network = open();
    assertThat(network.preprocessing()).isEmpty();
    assertThat(network.notes()).anyMatch(note -> note.contains("crop_mode squash"));
  }

  @Test
  void huggingFace() throws IOException {
    put("config.json", HUGGING_FACE);
    put("preprocessor_config.json", PROCESSOR);
    weights("resnet18", 1);
    Network network = open();
    assertThat(network.name()).isEqualTo("resnet18");
    assertThat(network.graph().initialisers())
        .containsKey("resnet.encoder.stages.1.layers.0.shortcut.convolution.weight");
    Preprocessing preprocessing = network.preprocessing().orElseThrow();
    assertThat(preprocessing.resize()).contains(new Resize(256, Interpolation.BICUBIC));
    assertThat(preprocessing.crop()).hasValue(224);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resnet18\"|swin_tiny\"|the architecture \"swin_tiny\" is not known",
        "\"num_classes\": 5, \"num_features|\"num_classes\": 6, \"num_features|says 6 classes, but the weights make 5",
        "\"num_features\": 512|\"global_pool\": \"catavgmax\"|global_pool",
        "\"num_features\": 512|\"model_args\": {\"output_stride\": 8}|model_args",
        "[3, 192, 192]|[3, 192]|three whole numbers",
        "[3, 192, 192]|[3, 1e9, 192]|three whole numbers",
        "0.95|0|crop_pct",
        "0.95|\"x\"|a number was expected",
        "{\"tag\"|{\"tag\": 1, \"tag\"|not valid JSON",
        "{\"arch|[{\"arch|not valid JSON",
      })
  void badConfigurations(String part, String replacement, String message) throws IOException {
    put("config.json", TIMM.replace(part, replacement));
    weights("resnet18", 0);
    assertThatThrownBy(this::open)
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining(message);
  }

  @Test
  void otherHuggingFaceModelIsRefused() throws IOException {
    put("config.json", HUGGING_FACE.replace("\"resnet\"", "\"vit\""));
    weights("resnet18", 1);
    assertThatThrownBy(this::open)
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("model_type \"vit\"")
        .hasMessageContaining("ONNX");
  }

  @Test
  void weightsOfAnotherArchitectureAreRefused() throws IOException {
    put("config.json", TIMM);
    weights("resnet34", 0);
    assertThatThrownBy(this::open)
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("do not fit resnet18");
  }

  @Test
  void folderWithoutConfiguration() throws IOException {
    weights("resnet18", 0);
    assertThatThrownBy(this::open)
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("has no config.json");
    assertThat(NetworkFile.open(folder, Optional.of("resnet18")).preprocessing()).isEmpty();
  }

  @Test
  void folderWithoutWeights() throws IOException {
    put("config.json", TIMM);
    assertThatThrownBy(this::open)
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("without weights");
  }

  @Test
  void givenArchitectureWins() throws IOException {
    put("config.json", TIMM);
    weights("resnet34", 0);
    Network network = NetworkFile.open(folder, Optional.of("resnet34"));
    assertThat(network.name()).isEqualTo("resnet34");
    assertThat(network.notes()).anyMatch(note -> note.contains("instead of resnet18"));
  }
}
