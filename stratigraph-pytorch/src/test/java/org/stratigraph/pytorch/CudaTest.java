package org.stratigraph.pytorch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.stratigraph.UnusableInputException;
import org.stratigraph.evaluation.Device;

/** What is said where a GPU that training is asked to use is not there. */
class CudaTest {
  private static final Device SECOND = Device.cuda(1);

  @Test
  void aBuildForTheProcessorSaysHowToGetAnother() {
    assumeFalse(Cuda.isInBuild(), "This build has CUDA.");
    assertThatThrownBy(() -> PytorchTrainer.create(1, SECOND))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageStartingWith("The device cuda:1 cannot be used: ")
        .hasMessageContaining("-Pcuda");
  }

  @Test
  void whereThereIsNoGpuTheDriverIsAskedFor() {
    assertThatThrownBy(() -> Cuda.checkNumber(SECOND, 0))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("nvidia-smi");
  }

  @Test
  void aNumberThatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> Cuda.checkNumber(SECOND, 1))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("one GPU, cuda:0");
    assertThatThrownBy(() -> Cuda.checkNumber(Device.cuda(4), 4))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("4 GPUs, cuda:0 to cuda:3");
    assertThatCode(() -> Cuda.checkNumber(SECOND, 2)).doesNotThrowAnyException();
  }

  @Test
  void tensorFloatIsOffOrAskedFor() {
    assertThatThrownBy(() -> Cuda.checkTf32(SECOND, null))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("NVIDIA_TF32_OVERRIDE")
        .hasMessageContaining("--allow-tf32");
    assertThatThrownBy(() -> Cuda.checkTf32(SECOND, "1"))
        .isInstanceOf(UnusableInputException.class);
    assertThatCode(() -> Cuda.checkTf32(SECOND, "0")).doesNotThrowAnyException();
    assertThatCode(() -> Cuda.checkTf32(new Device(OptionalInt.of(1), true), null))
        .doesNotThrowAnyException();
  }
}
