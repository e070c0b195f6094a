package org.stratigraph.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.UnusableInputException;
import org.stratigraph.architecture.Architectures;
import org.stratigraph.tensor.Shape;
import org.stratigraph.training.Attack;
import org.stratigraph.training.LearningRate;
import org.stratigraph.training.Objective;
import org.stratigraph.training.Optimiser;
import org.stratigraph.training.Phase;

class RecipeTest {
  private static final Subject RESNET =
      new Subject(Architectures.named("resnet20-cifar").build(10), Shape.of(3, 32, 32));

  private static Settings settings(Recipe recipe, int epochs) {
    OptimiserChoice optimiser = OptimiserChoice.parse(recipe.defaults().optimiser());
    ScheduleChoice schedule = ScheduleChoice.parse(recipe.defaults().schedule());
    return new Settings(optimiser, optimiser.rate(), schedule, epochs, 7);
  }

  private static List<Phase> phases(String method, int epochs) {
    Recipe recipe = Recipe.parse(method);
    return recipe.phases(settings(recipe, epochs), RESNET);
  }

  private static Phase only(String method) {
    List<Phase> phases = phases(method, 10);
    assertThat(phases).hasSize(1);
    return phases.get(0);
  }

  @Test
  void standard() {
    Phase phase = only("standard");
    assertThat(phase.augmentation()).isEqualTo("crop=4,flip");
    assertThat(phase.twoViews()).isFalse();
    assertThat(phase.plan().objective()).isEqualTo(new Objective.CrossEntropy(0));
    assertThat(phase.plan().optimiser()).isEqualTo(new Optimiser.Sgd(0.9, false, 1e-4));
    assertThat(phase.plan().learningRate())
        .isEqualTo(new LearningRate.WarmUp(1, new LearningRate.Cosine(0.1, 0)));
    assertThat(phase.plan().epochs()).isEqualTo(10);
    assertThat(phase.plan().seed()).isEqualTo(7);
    assertThat(phase.plan().attack()).isEmpty();
    assertThat(phase.plan().frozen()).isEmpty();
  }

  @Test
  void greyImagesAreNotMirrored() {
    Recipe recipe = Recipe.parse("standard");
    Subject digits = new Subject(RESNET.network(), Shape.of(1, 28, 28));
    assertThat(recipe.phases(settings(recipe, 1), digits).get(0).augmentation())
        .isEqualTo("crop=3");
    assertThat(only("standard:crop=0,flip=no").augmentation()).isEqualTo("none");
    assertThat(only("standard:crop=2,flip").augmentation()).isEqualTo("crop=2,flip");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "augmented; crop=4,flip,randaugment=2/9",
        "augmented:randaugment,ops=3,magnitude=5; crop=4,flip,randaugment=3/5",
        "augmented:augmix; crop=4,flip,augmix",
        "augmented:mixup; crop=4,flip,mixup=0.2",
        "augmented:policy=cutmix,alpha=0.5,crop=0; flip,cutmix=0.5",
      })
  void augmented(String method, String augmentation) {
    assertThat(only(method).augmentation()).isEqualTo(augmentation);
  }

  @Test
  void adversarial() {
    assertThat(only("adversarial:linf,eps=2/255,steps=7").plan().attack())
        .contains(new Attack(Attack.Norm.LINF, 2.0 / 255, 7, 2.5 * 2 / 255 / 7));
    assertThat(only("adversarial:l2").plan().attack())
        .contains(new Attack(Attack.Norm.L2, 0.5, 7, 2.5 * 0.5 / 7));
    assertThat(only("adversarial:norm=l2,eps=3,steps=3,step=0.1").plan().attack())
        .contains(new Attack(Attack.Norm.L2, 3, 3, 0.1));
    // The control of the paper, robust_resnet50_l2_eps0.
    assertThat(only("adversarial:l2,eps=0").plan().attack())
        .contains(new Attack(Attack.Norm.L2, 0, 7, 1));
  }

  @Test
  void improved() {
    Phase phase = only("improved");
    assertThat(phase.augmentation()).isEqualTo("crop=4,flip,mixup=0.2");
    assertThat(phase.plan().objective()).isEqualTo(new Objective.CrossEntropy(0.1));
    assertThat(phase.plan().optimiser()).isEqualTo(new Optimiser.Sgd(0.9, true, 5e-4));
    assertThat(phase.plan().averaging()).hasValue(0.999);
    assertThat(Recipe.parse("improved").defaults().epochs())
        .isEqualTo(3 * Recipe.parse("standard").defaults().epochs());
    Phase less = only("improved:ema=0,mixup=0,smoothing=0");
    assertThat(less.augmentation()).isEqualTo("crop=4,flip");
    assertThat(less.plan().averaging()).isEqualTo(OptionalDouble.empty());
  }

  @Test
  void contrastive() {
    List<Phase> phases = phases("contrastive:pretrain=0.7", 10);
    assertThat(phases).extracting(phase -> phase.plan().epochs()).containsExactly(7, 3);
    Phase trunk = phases.get(0);
    assertThat(trunk.twoViews()).isTrue();
    assertThat(trunk.augmentation()).isEqualTo("simclr");
    assertThat(trunk.plan().objective()).isEqualTo(new Objective.Contrastive(0.5, 128));
    assertThat(trunk.plan().frozen()).isEmpty();
    Phase head = phases.get(1);
    assertThat(head.twoViews()).isFalse();
    assertThat(head.plan().objective()).isEqualTo(new Objective.CrossEntropy(0));
    assertThat(head.plan().frozen())
        .contains("conv1.weight", "bn1.weight", "bn1.bias", "layer3.2.conv2.weight")
        .doesNotContain("linear.weight", "linear.bias", "bn1.running_mean");
    // 19 convolutions, and scale and shift of 19 norm layers.
    assertThat(head.plan().frozen()).hasSize(19 + 2 * 19);
    assertThat(phases("contrastive", 2)).extracting(p -> p.plan().epochs()).containsExactly(1, 1);
    assertThatThrownBy(() -> phases("contrastive", 1))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("at least 2 epochs");
  }

  @Test
  void frozenRandom() {
    // Half of 19 layers, rounded up; norm layers learn.
    assertThat(only("frozen-random").plan().frozen())
        .hasSize(10)
        .contains("conv1.weight", "layer2.1.conv1.weight")
        .doesNotContain("layer2.1.conv2.weight", "bn1.weight");
    assertThat(only("frozen-random:spatial").plan().frozen())
        .hasSize(19)
        .doesNotContain("linear.weight");
    assertThat(only("frozen-random:stage=layer1").plan().frozen())
        .hasSize(6)
        .allMatch(name -> name.startsWith("layer1."));
    assertThatThrownBy(() -> only("frozen-random:stage=layer"))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("freezes no layer")
        .hasMessageContaining("layer1.0.conv1");
  }

  @Test
  void theTextSaysEveryOption() {
    assertThat(Recipe.parse("Adversarial:steps=7, eps=2/255").text())
        .isEqualTo("adversarial:linf,eps=2/255,steps=7,step=" + 2.5 * 2 / 255 / 7);
    for (String name : Recipe.names()) {
      String text = Recipe.parse(name).text();
      assertThat(Recipe.parse(text).text()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '|',
      value = {
        "magic; no training method 'magic'; standard, augmented, adversarial, improved, contrastive, frozen-random",
        "||; no training method ''; standard",
        "adversarial:eps=abc; eps=abc, which is not a number; 8/255",
        "adversarial:eps=1/0; eps=1/0; not a finite number",
        "adversarial:eps=NaN; eps=NaN; not a finite number",
        "adversarial:eps=-1; eps=-1; from 0 to 1",
        "adversarial:eps=8; eps=8; from 0 to 1",
        "adversarial:steps=1.5; steps=1.5; whole number",
        "adversarial:steps=0; steps=0; from 1 to 1000",
        "adversarial:linf,l2; only one of; linf, l2",
        "adversarial:norm=l1; norm=l1; linf, l2",
        "adversarial:foo=1; no option 'foo'; eps=NUMBER (default 8/255)",
        "standard:flip=maybe; flip=maybe; yes or no",
        "standard:crop=; empty option; option=value",
        "standard:crop=1,crop=2; 'crop' twice; standard",
        "augmented:mixup,ops=2; no option 'ops'; alpha=NUMBER (default 0.2)",
      })
  void refusesInOneSentence(String method, String first, String second) {
    assertThatThrownBy(() -> Recipe.parse(method))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining(first)
        .hasMessageContaining(second)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void optimisers() {
    assertThat(OptimiserChoice.parse("sgd:nesterov,momentum=0.8,weight-decay=5e-4").optimiser())
        .isEqualTo(new Optimiser.Sgd(0.8, true, 5e-4));
    // The defaults of PyTorch's classes of these names.
    assertThat(OptimiserChoice.parse("adam").optimiser())
        .isEqualTo(new Optimiser.Adam(0.9, 0.999, 1e-8, 0));
    assertThat(OptimiserChoice.parse("adamw").optimiser())
        .isEqualTo(new Optimiser.AdamW(0.9, 0.999, 1e-8, 0.01));
    assertThat(OptimiserChoice.parse("lookahead-radam:steps=6,beta2=0.99").optimiser())
        .isEqualTo(new Optimiser.Lookahead(new Optimiser.RAdam(0.9, 0.99, 1e-7, 0), 6, 0.5));
    assertThat(OptimiserChoice.parse("sgd").rate()).isEqualTo(0.1);
    assertThat(OptimiserChoice.parse("lookahead-adam").rate()).isEqualTo(0.001);
    assertThatThrownBy(() -> OptimiserChoice.parse("lion"))
        .hasMessageContaining("no optimizer 'lion'; there are sgd, adam, adamw, radam");
    assertThatThrownBy(() -> OptimiserChoice.parse("sgd:momentum=0,nesterov"))
        .hasMessageContaining("nesterov without momentum");
    assertThatThrownBy(() -> OptimiserChoice.parse("sgd:beta1=0"))
        .hasMessageContaining("no option 'beta1'");
  }

  @Test
  void schedules() {
    assertThat(ScheduleChoice.parse("constant").over(0.1, 100))
        .isEqualTo(new LearningRate.Constant(0.1));
    assertThat(ScheduleChoice.parse("step:at=0.5+0.75,factor=0.2,warm-up=0").over(0.1, 100))
        .isEqualTo(new LearningRate.Step(0.1, List.of(0.5, 0.75), 0.2));
    assertThat(ScheduleChoice.parse("cosine:last=0.01").over(0.1, 9))
        .isEqualTo(new LearningRate.Cosine(0.1, 0.01));
    assertThat(ScheduleChoice.parse("cosine").over(0.1, 1000))
        .isEqualTo(new LearningRate.WarmUp(5, new LearningRate.Cosine(0.1, 0)));
    for (String wrong : List.of("at=0.75+0.5", "at=1", "at=x", "factor=2", "warm-up=-1")) {
      assertThatThrownBy(() -> ScheduleChoice.parse("step:" + wrong))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining(wrong);
    }
    assertThatThrownBy(() -> ScheduleChoice.parse("linear"))
        .hasMessageContaining("there are constant, step, cosine");
    assertThatThrownBy(() -> ScheduleChoice.parse("cosine:warm-up=3").over(0.1, 3))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("warms up for 3 epochs, but there are only 3");
    assertThat(ScheduleChoice.parse("cosine").text()).isEqualTo("cosine:last=0");
  }
}
