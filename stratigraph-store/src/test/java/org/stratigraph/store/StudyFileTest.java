package org.stratigraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;
import org.stratigraph.study.NetworkOrigin;
import org.stratigraph.study.Study;
import org.stratigraph.study.StudyNetwork;
import org.stratigraph.study.StudyTraining;

class StudyFileTest {
  @TempDir private Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("study.yaml"), text);
  }

  private Study read(String text) throws IOException {
    return StudyFile.open(write(text).toString());
  }

  private void assertRefused(String text, String... messages) throws IOException {
    Path file = write(text);
    assertThatThrownBy(() -> StudyFile.open(file.toString()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContainingAll(messages)
        .message()
        .doesNotContain("\n");
  }

  private static final String DATA = "data: {path: builtin:shapes, preprocess: shapes}\n";

  @Test
  void readsAllThatThereIs() throws IOException {
    Files.createDirectories(folder.resolve("models"));
    Files.createFile(folder.resolve("models/b.pth"));
    Files.createFile(folder.resolve("models/a.pth.tar"));
    Files.createFile(folder.resolve("models/c.txt"));
    Files.createFile(folder.resolve("models/.hidden.pth"));
    Study study =
        read(
            """
            name: Four ways
            networks:
              - file: models/*.pth*
                category: stored
                arch: resnet20-cifar
              - id: one
                name: The one
                file: /somewhere/one.onnx
                accuracy: 0.5
                tags: {eps: 0.50, norm: linf}
                output: logits
                initial: models/b.pth
                preprocess:
                  resize: 256
                  crop: 224
                  interpolation: bicubic
                  mean: [0.1, 0.2, 0.3]
                  std: [1, 1, 2]
              - zoo: robust_resnet50_l2_eps*
                tags: {note: x}
              - zoo: resnet50_simclrv2
                id: simclr
              - id: trained
                train:
                  method: adversarial:linf,eps=2/255
                  seed: 7
            training:
              arch: resnet8-cifar
              path: builtin:shapes-train
              images: 100
              epochs: 2
              lr: 0.1
              keep: last
            data:
              path: images
              list: some.txt
              images: 50
              preprocess: imagenet
            protocol:
              name: fixed
              trials: 2
              kinds: [conv]
              layers: ["layer1.*", "!layer1.0.*"]
              seed: 3
            """);
    assertThat(study.name()).isEqualTo("Four ways");
    assertThat(study.networks().stream().map(StudyNetwork::id))
        .startsWith("a", "b", "one", "robust_resnet50_l2_eps0")
        .endsWith("simclr", "trained")
        .hasSize(3 + 10 + 2);
    StudyNetwork b = study.networks().get(1);
    assertThat(b.origin()).isInstanceOf(NetworkOrigin.Stored.class);
    assertThat(((NetworkOrigin.Stored) b.origin()).path().toAbsolutePath())
        .isEqualTo(folder.resolve("models/b.pth"));
    assertThat(b.category()).contains("stored");
    StudyNetwork one = study.networks().get(2);
    assertThat(one.name()).isEqualTo("The one");
    assertThat(one.accuracy()).hasValue(0.5);
    assertThat(one.tags()).isEqualTo(Map.of("eps", "0.50", "norm", "linf"));
    assertThat(one.preparation().mean()).containsExactly(0.1f, 0.2f, 0.3f);
    assertThat(one.preparation().over(study.preparation()).name()).contains("imagenet");
    StudyNetwork robust = study.networks().get(4);
    assertThat(robust.tags()).isEqualTo(Map.of("norm", "l2", "eps", "0.01", "note", "x"));
    assertThat(robust.category()).contains("adversarial_training");
    StudyNetwork simclr = study.networks().get(13);
    assertThat(simclr.preparation().over(study.preparation()).mean()).containsExactly(0f, 0f, 0f);
    StudyTraining training = ((NetworkOrigin.Trained) study.networks().get(14).origin()).training();
    assertThat(training.architecture()).isEqualTo("resnet8-cifar");
    assertThat(training.method()).isEqualTo("adversarial:linf,eps=2/255");
    assertThat(training.images().data()).contains("builtin:shapes-train");
    assertThat(training.epochs()).hasValue(2);
    assertThat(training.rate()).hasValue(0.1);
    assertThat(training.seed()).isEqualTo(7);
    assertThat(training.batch()).isEqualTo(128);
    assertThat(training.keepAll()).isFalse();
    assertThat(training.watch()).isTrue();
    assertThat(study.protocol().trials()).hasValue(2);
    assertThat(study.protocol().layers()).containsExactly("layer1.*", "!layer1.0.*");
    assertThat(study.protocol().kinds()).containsExactly("conv");
    assertThat(study.protocol().seed()).isEqualTo(3);
    assertThat(study.images().images()).hasValue(50);
  }

  @Test
  void aMissingFileIsNoMistakeInTheStudy() throws IOException {
    assertThat(read(DATA + "networks:\n  - {id: a, file: not-there.onnx}\n").networks()).hasSize(1);
  }

  @Test
  void unknownKeysNameTheNearest() throws IOException {
    assertRefused(
        DATA + "networks:\n  - file: a.onnx\nprotocol:\n  trails: 3\n",
        ":5:3: unknown key 'trails'; did you mean 'trials'?");
    assertRefused(
        DATA + "networks:\n  - file: a.onnx\n    archs: x\n", ":4:5:", "did you mean 'arch'?");
    assertRefused(
        DATA + "networks:\n  - file: a.onnx\n    zzzzzzzzzzzzzzzzzz: x\n",
        "unknown key 'zzzzzzzzzzzzzzzzzz'; there are accuracy, arch,");
  }

  @Test
  void allProblemsAreListed() throws IOException {
    assertRefused(
        """
        networks:
          - id: a
            file: a.onnx
            accuracy: 81.1
          - id: A
            file: b.onnx
          - id: c
          - zoo: tv_resnet51
          - id: d
            file: a.onnx
            zoo: tv_resnet50
          - file: ../x.onnx
          - file: none/*.onnx
          - [1]
        data:
          path: builtin:shapes
          images: -3
          preprocess: imagnet
        protocol:
          trials: many
          target-error: 1.5
          name: papper
          kinds: [convolution]
        """,
        " problems.",
        "4:5: accuracy '81.1' must be a fraction from 0 to 1",
        "5:5: the id 'A' is there already in line 2.",
        "7:5: a network needs one of file, zoo, train.",
        "8:5: The zoo has no network 'tv_resnet51'; did you mean 'tv_resnet50'?",
        "9:5: a network has one of file, zoo, train, not file and zoo.",
        "12:5: '../x.onnx' leaves the folder of the study",
        "13:5: nothing matches 'none/*.onnx'.",
        "14:5: a network is a list, not keys with values",
        "17:3: images -3 must be from 1",
        "18:3: preprocess 'imagnet' is not known; did you mean 'imagenet'?",
        "20:3: trials 'many' is not a whole number.",
        "21:3: target-error '1.5' must be above 0 and below 1",
        "22:3: name 'papper' is not known; did you mean 'paper'?",
        "23:3: kinds 'convolution' is not known");
  }

  @Test
  void trainingsAreChecked() throws IOException {
    assertRefused(
        DATA
            + """
            networks:
              - id: a
                train: {arch: resnet21-cifar, method: "adversarial:linf,epss=1", batch: 0, lr: -1}
              - train: {method: standard}
            training: {epoch: 3}
            """,
        "4:13: Unknown architecture 'resnet21-cifar'",
        "has no option 'epss'",
        "batch 0 must be from 1",
        "lr '-1' must be a number above 0",
        "id is missing",
        "arch is missing",
        "path, the images to train on, is missing",
        "6:12: unknown key 'epoch'; did you mean 'epochs'?");
  }

  @Test
  void damagedYamlIsNamedWithItsPlace() throws IOException {
    assertRefused("networks:\n\t- file: a\n", ":2:1:", "a tab stands where");
    assertRefused("networks: [\n", "is not valid YAML");
    assertRefused("networks:\n  - file: 'a\n", "is not valid YAML");
    assertRefused("", "is empty");
    assertRefused("just words\n", ":1:1: a study is a single value, not keys with values");
    assertRefused("name: a\nname: b\n", ":2:1: the key 'name' is there already in line 1");
    assertRefused("name: a\n---\nname: b\n", "a second document begins");
    assertRefused("name: !!java.net.URL [\"http://example.org\"]\n", "a tag (!name) stands here");
    assertRefused("networks: &a\n  - x\ndata: *a\n", "an alias (*name) stands here");
    assertRefused("name: " + "[".repeat(2000) + "\n", "study.yaml");
    assertRefused("name: \u0000\n", "is not valid YAML");
  }

  /** A few lines that would unfold to billions of items. */
  @Test
  void aBombDoesNotGoOff() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertRefused(bomb.toString(), ":2:10: an alias (*name) stands here");
  }

  @Test
  void hugeAndBinaryFilesAreRefused() throws IOException {
    assertRefused("# " + "x".repeat(2_000_000), "2000002 bytes", "at most 1048576");
    Path file = folder.resolve("study.yaml");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> StudyFile.open(file.toString()))
        .hasMessageContaining("is not text in UTF-8");
    assertThatThrownBy(() -> StudyFile.open(folder.toString())).hasMessageContaining("not a file");
    assertThatThrownBy(() -> StudyFile.open(folder.resolve("no.yaml").toString()))
        .hasMessageContaining("no such file");
  }

  @Test
  void namesFromTheFileCannotBreakTheMessage() throws IOException {
    assertRefused(
        DATA + "networks:\n  - file: a.onnx\n    \"k\\ne\\ty\": x\n",
        "unknown key 'k\\u000ae\\u0009y'");
  }

  @Test
  void thePapersStudyIsBuiltIn() {
    Study study = StudyFile.open("builtin:paper-resnet50");
    assertThat(study.networks()).hasSize(51);
    assertThat(study.protocol().name()).contains("paper");
    assertThat(study.networks().get(0).id()).isEqualTo("tv_resnet50");
    assertThat(study.images().data()).isEmpty();
    assertThatThrownBy(() -> StudyFile.open("builtin:paper-resnet5"))
        .hasMessageContaining("did you mean 'builtin:paper-resnet50'?");
  }

  @Test
  void theSameWhateverTheLocale() throws IOException {
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("en", "tr", "ar-u-nu-arab")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertRefused(
            DATA + "networks:\n  - {id: I, file: a}\n  - {id: i, file: b}\ndata2: {}\n",
            "4:5: the id 'i' is there already in line 3.",
            "5:1: unknown key 'data2'; did you mean 'data'?");
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
