package org.stratigraph.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.UnusableInputException;
import org.stratigraph.tracking.MlflowServer;
import org.stratigraph.tracking.Patience;
import picocli.CommandLine.Option;

/** Experiment trackers that results go to as well. */
final class TrackingOptions {
  /** What the experiment is called where the user does not say. */
  static final String EXPERIMENT = "stratigraph";

  @Option(
      names = "--mlflow",
      paramLabel = "URI",
      description =
          "Send the numbers to this MLflow tracking server too, such as http://localhost:5000. What"
              + " it does not take stays here; docs/trackers.md says what is sent.")
  Optional<String> mlflow = Optional.empty();

  @Option(
      names = "--mlflow-experiment",
      paramLabel = "NAME",
      description = "The experiment there, made if it is new. Default: " + EXPERIMENT + ".")
  Optional<String> experiment = Optional.empty();

  @Option(
      names = "--tensorboard",
      paramLabel = "DIR",
      description = "Write a TensorBoard event file of each network into a folder of DIR.")
  Optional<Path> tensorboard = Optional.empty();

  /** None. */
  static TrackingOptions none() {
    return new TrackingOptions();
  }

  /**
   * The server, if one is named; nothing is sent.
   *
   * @throws UnusableInputException if its address is none
   */
  Optional<MlflowServer> server() {
    if (mlflow.isEmpty() && experiment.isPresent()) {
      throw new UnusableInputException(
          "--mlflow-experiment says where on a server; name the server with --mlflow URI too.");
    }
    return mlflow.map(
        address ->
            MlflowServer.at(
                address,
                experiment.orElse(EXPERIMENT),
                authorization(System.getenv()),
                Patience.usual()));
  }

  /**
   * Checks before hours of work what can be checked without asking anybody.
   *
   * @throws UnusableInputException naming the option and what stands in its way
   */
  void check() {
    server();
    if (tensorboard.isPresent()
        && Files.exists(tensorboard.get())
        && !Files.isDirectory(tensorboard.get())) {
      throw new UnusableInputException(
          "--tensorboard %s is not a folder. Choose another.".formatted(tensorboard.get()));
    }
  }

  /**
   * The key to a server, by the names that MLflow's own clients have for it.
   *
   * @throws UnusableInputException if it could not be sent
   */
  static Optional<String> authorization(Map<String, String> environment) {
    String token = environment.getOrDefault("MLFLOW_TRACKING_TOKEN", "");
    String user = environment.getOrDefault("MLFLOW_TRACKING_USERNAME", "");
    if (!token.isEmpty()) {
      if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
        throw new UnusableInputException(
            "MLFLOW_TRACKING_TOKEN holds a character that no token has, such as a line end.");
      }
      return Optional.of("Bearer " + token);
    }
    if (user.isEmpty()) {
      return Optional.empty();
    }
    String both = user + ":" + environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
    byte[] bytes = both.getBytes(StandardCharsets.UTF_8);
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(bytes));
  }
}
