package org.stratigraph.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stratigraph.UnusableInputException;

/** The rules of {@link StateDictRules}, one by one, on checkpoints laid out as programs do. */
class StateDictTest {
  @TempDir Path folder;

  private Checkpoint read(PickleBytes items, Selection selection) throws IOException {
    byte[] pickle =
        new PickleBytes().raw(0x80, 2).ascii("}(").bytes(items.unfinished()).close().stop();
    return CheckpointFile.read(Samples.write(folder, "x.pth", Samples.zip(pickle)), selection);
  }

  private static PickleBytes items() {
    return new PickleBytes();
  }

  /** {@code key: {name: the first value, ...}}; the value tells the sets of weights apart. */
  private static PickleBytes holder(PickleBytes out, String key, long offset, String... names) {
    out.text(key).dictionary();
    for (String name : names) {
      value(out, name, offset);
    }
    return out.close();
  }

  private static PickleBytes value(PickleBytes out, String name, long offset) {
    return out.tensor(name, "0", 6, offset, new long[] {1}, new long[] {1});
  }

  private static double first(Checkpoint checkpoint) {
    return checkpoint.tensors().values().iterator().next().get(0);
  }

  @Test
  void aBareStateDictNeedsNoNote() throws IOException {
    Checkpoint checkpoint = read(value(items(), "fc.weight", 2), Selection.automatic());
    assertThat(checkpoint.tensors().keySet()).containsExactly("fc.weight");
    assertThat(first(checkpoint)).isEqualTo(3);
    assertThat(checkpoint.notes()).isEmpty();
    assertThat(checkpoint.format()).isEqualTo("pytorch-zip");
  }

  @Test
  void unwrapsEachNameOfTheList() throws IOException {
    for (String key : StateDictRules.TRAINED) {
      Checkpoint checkpoint = read(holder(items(), key, 1, "fc.weight"), Selection.automatic());
      assertThat(first(checkpoint)).isEqualTo(2);
      assertThat(checkpoint.notes()).containsExactly("Unwrapped \"" + key + "\".");
    }
  }

  @Test
  void namesWhatItLeavesOut() throws IOException {
    PickleBytes out = items().text("epoch").integer(90);
    holder(out, "state_dict", 0, "module.fc.weight", "module.fc.bias");
    out.text("optimizer").dictionary().text("lr").integer(1).close();
    value(out, "best_prec1", 5);
    Checkpoint checkpoint = read(out, Selection.automatic());
    assertThat(checkpoint.tensors().keySet()).containsExactly("fc.weight", "fc.bias");
    assertThat(checkpoint.notes())
        .containsExactly(
            "Unwrapped \"state_dict\".",
            "Left out what lies beside the weights: \"epoch\", \"optimizer\", \"best_prec1\".",
            "Stripped \"module.\" from every tensor's name.");
  }

  @Test
  void unwrapsAWrapperInsideAWrapper() throws IOException {
    PickleBytes out = items().text("model").dictionary();
    holder(out, "state_dict", 3, "fc.weight").close();
    assertThat(first(read(out, Selection.automatic()))).isEqualTo(4);
  }

  @Test
  void trainedWeightsWinOverAveragedOnes() throws IOException {
    PickleBytes out = holder(items(), "state_dict_ema", 1, "fc.weight");
    holder(out, "state_dict", 0, "fc.weight");
    Checkpoint automatic = read(out, Selection.automatic());
    assertThat(first(automatic)).isEqualTo(1);
    assertThat(automatic.notes().get(0))
        .isEqualTo(
            "The file also holds averaged weights in \"state_dict_ema\"; the trained ones are"
                + " used.");
    assertThat(first(read(out, Selection.trained()))).isEqualTo(1);
    assertThat(first(read(out, Selection.averaged()))).isEqualTo(2);
    assertThat(first(read(out, Selection.entry("state_dict_ema")))).isEqualTo(2);
  }

  @Test
  void averagedWeightsAreTakenWhenThereAreNoOthers() throws IOException {
    PickleBytes out = holder(items(), "model_ema", 1, "fc.weight");
    assertThat(read(out, Selection.automatic()).notes()).contains("The weights are averaged ones.");
    assertThatThrownBy(() -> read(out, Selection.trained()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("no trained weights were found")
        .hasMessageContaining("model_ema: a dictionary");
  }

  @Test
  void averagedWeightsInsideAWrapperAreFound() throws IOException {
    PickleBytes out = items().text("ema").dictionary();
    holder(out, "state_dict", 2, "fc.weight").close();
    out.text("net").dictionary();
    holder(out, "state_dict", 0, "fc.weight").close();
    assertThat(first(read(out, Selection.automatic()))).isEqualTo(1);
    assertThat(first(read(out, Selection.averaged()))).isEqualTo(3);
  }

  @Test
  void severalSetsAreAnErrorThatListsThem() {
    PickleBytes out = holder(items(), "model", 1, "fc.weight");
    holder(out, "net", 0, "fc.weight");
    assertThatThrownBy(() -> read(out, Selection.automatic()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("several sets of weights: \"model\", \"net\"");
  }

  @Test
  void weightsAtTheTopAndInAWrapperAreAnError() {
    PickleBytes out = value(items(), "fc.weight", 0);
    holder(out, "model", 1, "fc.weight");
    assertThatThrownBy(() -> read(out, Selection.automatic()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("both at its top and in \"model\"");
  }

  @Test
  void anUnknownWrapperIsListedAndCanBeNamed() throws IOException {
    PickleBytes out = holder(items(), "student", 4, "fc.weight");
    assertThatThrownBy(() -> read(out, Selection.automatic()))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("there is \"student: a dictionary\"");
    assertThat(first(read(out, Selection.entry("student")))).isEqualTo(5);
    assertThatThrownBy(() -> read(out, Selection.entry("student", "teacher")))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("no dictionary at \"student/teacher\"");
  }

  @Test
  void stripsPrefixesOnlyIfEveryNameHasThem() throws IOException {
    PickleBytes nested = value(items(), "module._orig_mod.model.fc.weight", 0);
    value(nested, "module._orig_mod.model.fc.bias", 0);
    assertThat(read(nested, Selection.automatic()).tensors().keySet())
        .containsExactly("fc.weight", "fc.bias");
    PickleBytes mixed = value(items(), "module.fc.weight", 0);
    value(mixed, "fc.bias", 0);
    assertThat(read(mixed, Selection.automatic()).tensors().keySet())
        .containsExactly("module.fc.weight", "fc.bias");
  }

  @Test
  void dropsTheCounterOfAnAveragedModel() throws IOException {
    PickleBytes out = value(items(), "n_averaged", 0);
    value(out, "module.fc.weight", 0);
    assertThat(read(out, Selection.automatic()).tensors().keySet()).containsExactly("fc.weight");
  }

  @Test
  void keepsTheNetworkOfTheRobustnessLibrary() throws IOException {
    PickleBytes out =
        holder(
            items(),
            "model",
            0,
            "module.normalizer.new_mean",
            "module.model.conv1.weight",
            "module.attacker.model.conv1.weight");
    assertThat(read(out, Selection.automatic()).tensors().keySet()).containsExactly("conv1.weight");
  }

  @Test
  void optionsAndNumPyNumbersBesideTheWeightsAreNotLookedInto() throws IOException {
    PickleBytes out =
        items()
            .text("args")
            .global("argparse", "Namespace")
            .raw(')', 0x81, '}', '(')
            .text("lr")
            .integer(1)
            .ascii("ub")
            .text("best")
            .global("numpy.core.multiarray", "scalar")
            .raw('(')
            .global("numpy", "dtype")
            .text("f8")
            .raw(0x85, 'R', 'C', 1, 0)
            .ascii("tR");
    holder(out, "model", 0, "fc.weight");
    assertThat(read(out, Selection.automatic()).notes())
        .contains("Left out what lies beside the weights: \"args\", \"best\".");
  }
}
