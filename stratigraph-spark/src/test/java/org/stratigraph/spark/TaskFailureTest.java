package org.stratigraph.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.stratigraph.UnusableInputException;

class TaskFailureTest {
  @Test
  void aSentenceNamesTheMachineAndWhatToDo() {
    assertThat(TaskFailure.of("host1", new UnusableInputException("net.onnx: is not there.")))
        .hasMessage("On host1: net.onnx: is not there.");
    assertThat(
            TaskFailure.of(
                "host1",
                new UncheckedIOException(new IOException("/tmp/a.so: No space left on device"))))
        .hasMessageStartingWith("On host1: the disk is full (")
        .hasMessageContaining("/tmp/a.so");
    assertThat(
            TaskFailure.of(
                "host1", new OutOfMemoryError("Cannot reserve 5 bytes of direct buffer memory")))
        .hasMessageContaining("memory ran out")
        .hasMessageContaining("--memory");
    assertThat(TaskFailure.of("host1", new IllegalStateException("a\nb")))
        .hasMessage("On host1: unexpected failure: java.lang.IllegalStateException: a b");
  }

  @Test
  void theSentenceIsFoundInWhatSparkSays() {
    TaskFailure failure = TaskFailure.of("host1", new UnusableInputException("It is damaged."));
    assertThat(TaskFailure.sentence(new SparkException("Job aborted", failure)))
        .contains("On host1: It is damaged.");
    // As text only, when the exception itself did not arrive.
    assertThat(
            TaskFailure.sentence(
                new SparkException(
                    "Job aborted due to stage failure: Task 0 in stage 0.0 failed 4 times, most"
                        + " recent failure: Lost task 0.3 in stage 0.0 (TID 3) (10.0.0.1 executor"
                        + " 1): "
                        + TaskFailure.class.getName()
                        + ": On host1: It is damaged.\n\tat org.stratigraph.spark.PortionTask\n")))
        .contains("On host1: It is damaged.");
    assertThat(
            TaskFailure.sentence(
                new SparkException("java.io.IOException: No space left on device")))
        .hasValueSatisfying(text -> assertThat(text).contains("The disk of an executor is full"));
    assertThat(
            TaskFailure.sentence(
                new SparkException("java.io.InvalidClassException: a.B; local class incompatible")))
        .hasValueSatisfying(text -> assertThat(text).contains("different versions"));
    assertThat(TaskFailure.sentence(new SparkException("cancelled"))).isEmpty();
  }
}
