package org.stratigraph.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.file.Sha256;
import org.stratigraph.tracking.MlflowHttp.Answer;
import org.stratigraph.tracking.MlflowHttp.Repeatable;

/**
 * An experiment on an MLflow tracking server, by its REST interface, version 2.0. Nothing is asked
 * of the server before the first run is sent or {@link #check} is called. Not thread-safe.
 */
public final class MlflowServer {
  private static final int LONGEST_EXPERIMENT = 500;
  private static final int LONGEST_RUN_NAME = 250;

  /** By this tag a run that was sent before is found again. */
  private static final String CONTENT = "stratigraph_content";

  private final URI address;
  private final String experiment;
  private final MlflowHttp http;
  private Optional<String> experimentId = Optional.empty();

  private MlflowServer(URI address, String experiment, MlflowHttp http) {
    this.address = address;
    this.experiment = experiment;
    this.http = http;
  }

  /**
   * An experiment on a server.
   *
   * @param address as users give it, such as {@code http://localhost:5000}; may have a path
   * @param experiment its name; made on the server if it is not there
   * @param authorization the value of the HTTP header of that name; empty for none
   * @throws UnusableInputException if the address is none of a server or holds a password, or the
   *     experiment cannot be called so
   */
  public static MlflowServer at(
      String address, String experiment, Optional<String> authorization, Patience patience) {
    URI uri = uri(address);
    if (experiment.isBlank()
        || experiment.length() > LONGEST_EXPERIMENT
        || experiment.chars().anyMatch(Character::isISOControl)) {
      throw new UnusableInputException(
          "--mlflow-experiment %s is no name for an experiment; give 1 to %d characters on one line."
              .formatted(Printable.quoted(experiment), LONGEST_EXPERIMENT));
    }
    return new MlflowServer(uri, experiment, new MlflowHttp(uri, authorization, patience));
  }

  private static URI uri(String address) {
    // First, so that no password gets into a message.
    if (address.indexOf('@') >= 0) {
      throw new UnusableInputException(
          "--mlflow holds a user name, which other users of this machine can see; set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD instead.");
    }
    URI uri;
    try {
      uri = new URI(address.strip().replaceAll("/+$", ""));
    } catch (URISyntaxException e) {
      throw wrong(address, "is no address");
    }
    String scheme = String.valueOf(uri.getScheme());
    if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
      throw wrong(address, "is not the address of a tracking server");
    }
    if (uri.getHost() == null) {
      throw wrong(address, "names no host");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw wrong(address, "has more than host and path");
    }
    return uri;
  }

  private static UnusableInputException wrong(String address, String what) {
    return new UnusableInputException(
        "--mlflow %s %s; give one such as http://localhost:5000, which 'mlflow server' prints."
            .formatted(Printable.quoted(address), what));
  }

  /** The server's address. */
  public String address() {
    return address.toString();
  }

  /** The experiment's name. */
  public String experiment() {
    return experiment;
  }

  /**
   * Sees that the server answers and has the experiment; makes it if it is not there.
   *
   * @throws MlflowException if it does not
   */
  public void check() {
    experimentId();
  }

  /**
   * Sends a run, unless the experiment has a finished one with the same name, parameters and
   * numbers. A run that cannot be sent whole is marked as failed on the server, if it can be.
   *
   * @return whether it was sent; false if it was there
   * @throws MlflowException if the server does not take all of it
   */
  public boolean send(TrackedRun run) {
    String id = experimentId();
    String content = content(run);
    if (isThere(id, content)) {
      return false;
    }
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(CONTENT, content);
    tags.put("mlflow.source.name", "stratigraph");
    tags.put("mlflow.source.type", "LOCAL");
    if (!run.layers().isEmpty()) {
      tags.put("mlflow.note.content", RunNote.of(run));
    }
    TrackedRun whole =
        new TrackedRun(
                run.name(), run.parameters(), tags, run.metrics(), run.layerMetrics(), run.layers())
            .with(Map.of(), run.tags());
    long time = Instant.now().toEpochMilli();
    String runId = create(id, run.name(), time);
    try {
      for (ObjectNode batch : MlflowBatches.of(whole, runId, time)) {
        require(http.post("runs/log-batch", batch, Repeatable.YES), "did not take the numbers");
      }
      update(runId, "FINISHED");
    } catch (MlflowException e) {
      try {
        update(runId, "FAILED");
      } catch (MlflowException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
    return true;
  }

  private String experimentId() {
    if (experimentId.isPresent()) {
      return experimentId.get();
    }
    String name = URLEncoder.encode(experiment, StandardCharsets.UTF_8);
    Answer answer = http.get("experiments/get-by-name", "experiment_name=" + name);
    if (answer.status() == 404 && answer.error().equals("RESOURCE_DOES_NOT_EXIST")) {
      answer =
          http.post(
              "experiments/create", MlflowHttp.object().put("name", experiment), Repeatable.NO);
      if (answer.error().equals("RESOURCE_ALREADY_EXISTS")) {
        // Another program was faster.
        answer = http.get("experiments/get-by-name", "experiment_name=" + name);
      }
    }
    require(answer, "does not give the experiment " + Printable.quoted(experiment));
    var found = answer.body().has("experiment") ? answer.body().path("experiment") : answer.body();
    String id = found.path("experiment_id").asText("");
    if (id.isEmpty()) {
      throw new MlflowException(
          address + " does not answer as an MLflow server does: it gives no experiment_id.");
    }
    if (found.path("lifecycle_stage").asText("active").equals("deleted")) {
      throw new MlflowException(
          "%s: the experiment %s was deleted. Restore it, or name another with --mlflow-experiment."
              .formatted(address, Printable.quoted(experiment)));
    }
    experimentId = Optional.of(id);
    return id;
  }

  private boolean isThere(String id, String content) {
    ObjectNode query = MlflowHttp.object().put("max_results", 1);
    query.putArray("experiment_ids").add(id);
    query.put(
        "filter", "tags.%s = '%s' and attributes.status = 'FINISHED'".formatted(CONTENT, content));
    Answer answer = http.post("runs/search", query, Repeatable.YES);
    require(answer, "does not search its runs");
    return !answer.body().path("runs").isEmpty();
  }

  private String create(String id, String name, long time) {
    String legible = MlflowBatches.cut(Printable.name(name), LONGEST_RUN_NAME);
    ObjectNode body = MlflowHttp.object().put("experiment_id", id).put("start_time", time);
    body.put("run_name", legible);
    // Servers before 1.30 know the name by its tag alone.
    body.putArray("tags").addObject().put("key", "mlflow.runName").put("value", legible);
    Answer answer = http.post("runs/create", body, Repeatable.NO);
    require(answer, "does not begin a run");
    String runId = answer.body().path("run").path("info").path("run_id").asText("");
    if (runId.isEmpty()) {
      throw new MlflowException(
          address + " does not answer as an MLflow server does: it gives no run_id.");
    }
    return runId;
  }

  private void update(String runId, String status) {
    ObjectNode body = MlflowHttp.object().put("run_id", runId).put("status", status);
    body.put("end_time", Instant.now().toEpochMilli());
    require(http.post("runs/update", body, Repeatable.YES), "does not end the run");
  }

  private void require(Answer answer, String what) {
    if (!answer.isGood()) {
      String message = answer.body().path("message").asText("");
      throw new MlflowException(
          "%s %s (status %d%s)."
              .formatted(
                  address,
                  what,
                  answer.status(),
                  message.isBlank() ? "" : ", " + Printable.quoted(message)));
    }
  }

  /** What tells a run from others: all but its tags, which say when and by what it was made. */
  private static String content(TrackedRun run) {
    String text = run.name() + run.parameters() + run.metrics() + run.layerMetrics();
    byte[] hash = Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash);
  }
}
