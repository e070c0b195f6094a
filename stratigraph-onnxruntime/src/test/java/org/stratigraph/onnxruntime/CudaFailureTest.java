package org.stratigraph.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stratigraph.evaluation.Device;

/** What users of ONNX Runtime have met, by the issues of its repository that quote it. */
class CudaFailureTest {
  private static final Device SECOND = Device.cuda(1);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // microsoft/onnxruntime, issue 12540
        "Error code - ORT_RUNTIME_EXCEPTION - message: provider_bridge_ort.cc:1029 Get() [ONNXRuntimeError] : 1 : FAIL : Failed to load library libonnxruntime_providers_cuda.so with error: libcublas.so.11: cannot open shared object file: No such file or directory | libcublas.so.11 is not found: CUDA 12 is missing",
        // issue 22968
        "Failed to load library libonnxruntime_providers_cuda.so with error: libcublasLt.so.12: cannot open shared object file: No such file or directory | libcublasLt.so.12 is not found: CUDA 12 is missing",
        // issue 8283, where ONNX Runtime does not say which
        "Error code - ORT_FAIL - message: OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library | Install CUDA 12 and cuDNN 9",
        // issue 23208, on Windows
        "FAIL : LoadLibrary failed with error 126 \"\" when trying to load \"onnxruntime_providers_cuda.dll\" | Install CUDA 12 and cuDNN 9",
        "with error: libcudnn.so.9: cannot open shared object file: No such file or directory | libcudnn.so.9 is not found: cuDNN 9 for CUDA 12 is missing",
        // The strings of cudaGetErrorString for errors 35, 100, 101, 2, 209 and 803.
        "CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version ; GPU=0 | driver is too old",
        "CUDA failure 100: no CUDA-capable device is detected ; GPU=-1 | there is no NVIDIA GPU",
        "CUDA failure 101: invalid device ordinal ; GPU=0 | no GPU of this number",
        "CUDA failure 2: out of memory ; GPU=0 | memory is not enough",
        "CUDA failure 209: no kernel image is available for execution on the device | no kernels for",
        "CUDA failure 803: system has unsupported display driver / cuda driver combination | do not fit together",
      })
  void isSaidInWords(String text, String expected) {
    assertThat(CudaFailure.explain(SECOND, text))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .startsWith("The device cuda:1 cannot be used: ")
                    .contains(expected)
                    .doesNotContain("provider_bridge", "ONNXRuntimeError"));
  }

  @Test
  void whatIsWrongWithTheNetworkIsNotTheGpus() {
    assertThat(
            CudaFailure.explain(
                SECOND,
                "Error code - ORT_INVALID_GRAPH - message: This is an invalid model. In Node, Error"))
        .isEmpty();
  }

  @Test
  void whatIsNotKnownIsQuotedInOneLine() {
    assertThat(CudaFailure.describe(SECOND, "something new\nat a.cc:12"))
        .isEqualTo("The device cuda:1 cannot be used: something new");
  }
}
