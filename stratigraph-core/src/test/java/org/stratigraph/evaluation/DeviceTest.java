package org.stratigraph.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stratigraph.UnusableInputException;

class DeviceTest {
  @Test
  void namesAreRead() {
    assertThat(Device.parse("cpu", false)).isEqualTo(Device.cpu());
    assertThat(Device.parse("cuda", false)).isEqualTo(Device.cuda(0));
    assertThat(Device.parse("cuda:0", false)).isEqualTo(Device.cuda(0));
    assertThat(Device.parse("cuda:12", false)).isEqualTo(Device.cuda(12));
  }

  @Test
  void namesAndDescriptions() {
    assertThat(Device.cpu().name()).isEqualTo("cpu");
    assertThat(Device.cpu().description()).isEqualTo("CPU");
    assertThat(Device.cuda(3).name()).isEqualTo("cuda:3");
    assertThat(Device.cuda(3).description()).isEqualTo("cuda:3");
    assertThat(Device.parse("cuda", true).description()).isEqualTo("cuda:0 with TensorFloat-32");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "CUDA", "cuda:", "cuda:-1", "cuda:1000", "cuda:x", "cuda 0"})
  void otherNamesAreRefused(String name) {
    assertThatThrownBy(() -> Device.parse(name, false))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("--device " + name)
        .hasMessageContaining("cpu, cuda and cuda:N");
  }

  @Test
  void aProcessorHasNoTensorFloat() {
    assertThatThrownBy(() -> Device.parse("cpu", true))
        .isInstanceOf(UnusableInputException.class)
        .hasMessageContaining("--allow-tf32")
        .hasMessageContaining("--device cuda");
  }
}
