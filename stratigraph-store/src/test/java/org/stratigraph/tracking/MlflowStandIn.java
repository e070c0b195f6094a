package org.stratigraph.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tracking server on this machine that speaks the part of MLflow's REST interface that runs need,
 * and refuses what a real one refuses: limits, keys and their characters are those of MLflow's REST
 * documentation and of {@code mlflow/utils/validation.py}. Like a server that keeps files, it takes
 * no key that is a folder of another.
 */
public final class MlflowStandIn implements AutoCloseable {
  /** Does something else than answering. */
  @FunctionalInterface
  public interface Fault {
    /**
     * Misbehaves, or does not.
     *
     * @param endpoint such as {@code runs/log-batch}
     * @param request how often it was asked, from 1
     * @return whether it did
     */
    boolean strike(HttpExchange exchange, String endpoint, int request) throws IOException;
  }

  /** A run as the server keeps it. */
  public static final class Run {
    /** As they came. */
    public final Map<String, String> params = new LinkedHashMap<>();

    /** As they came. */
    public final Map<String, String> tags = new LinkedHashMap<>();

    /** By key, each {@code {step, value}}, in the order in which they came. */
    public final Map<String, List<double[]>> metrics = new LinkedHashMap<>();

    /** What the run is called. */
    public String name = "";

    /** One of MLflow's words for it. */
    public String status = "RUNNING";
  }

  /** What MLflow answers when it refuses. */
  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    RefusedException(int status, String code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }
  }

  private static final Pattern KEY = Pattern.compile("[/\\w.\\- ]*");
  private static final Pattern FILTER =
      Pattern.compile("tags\\.(\\w+) = '([^']*)' and attributes\\.status = '(\\w+)'");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Fault fault;
  private final Map<String, Integer> asked = new LinkedHashMap<>();

  /** The endpoints that were asked for, in order. */
  public final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  /** The Authorization headers. */
  public final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());

  /** All runs by id. */
  public final Map<String, Run> runs = Collections.synchronizedMap(new LinkedHashMap<>());

  /** Names of experiments by id, with a minus before those that were deleted. */
  public final Map<String, String> experiments = Collections.synchronizedMap(new LinkedHashMap<>());

  /** A server that behaves. */
  public MlflowStandIn() throws IOException {
    this((exchange, endpoint, request) -> false);
  }

  /** A server that does not. */
  public MlflowStandIn(Fault fault) throws IOException {
    this.fault = fault;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Its address, as a user gives it. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String endpoint = exchange.getRequestURI().getPath().replaceFirst("^/api/2\\.0/mlflow/", "");
      int number;
      synchronized (asked) {
        number = asked.merge(endpoint, 1, Integer::sum);
      }
      requests.add(endpoint);
      String key = exchange.getRequestHeaders().getFirst("Authorization");
      authorizations.add(key == null ? "" : key);
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (fault.strike(exchange, endpoint, number)) {
        return;
      }
      try {
        answer(exchange, 200, "application/json", answer(exchange, endpoint, body).toString());
      } catch (RefusedException e) {
        ObjectNode error = MAPPER.createObjectNode().put("error_code", e.code);
        String text = error.put("message", e.getMessage()).toString();
        answer(exchange, e.status, "application/json", text);
      }
    }
  }

  /** Answers with a text. */
  public static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Promises an answer and hangs up in the middle of it. */
  public static void cut(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 100);
    exchange.getResponseBody().write('{');
    exchange.getResponseBody().flush();
  }

  private JsonNode answer(HttpExchange exchange, String endpoint, byte[] body)
      throws IOException, RefusedException {
    boolean get = endpoint.equals("experiments/get-by-name");
    if (!exchange.getRequestMethod().equals(get ? "GET" : "POST")) {
      throw new RefusedException(405, "BAD_REQUEST", "wrong method");
    }
    if (get) {
      return experiment(exchange.getRequestURI().getRawQuery());
    }
    if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
      throw wrong("content type");
    }
    JsonNode json = MAPPER.readTree(body);
    synchronized (this) {
      return switch (endpoint) {
        case "experiments/create" -> createExperiment(json);
        case "runs/search" -> search(json);
        case "runs/create" -> createRun(json);
        case "runs/log-batch" -> logBatch(json, body.length);
        case "runs/update" -> update(json);
        default -> throw new RefusedException(404, "ENDPOINT_NOT_FOUND", endpoint);
      };
    }
  }

  private static RefusedException wrong(String message) {
    return new RefusedException(400, "INVALID_PARAMETER_VALUE", message);
  }

  private JsonNode experiment(String query) throws RefusedException {
    String name =
        URLDecoder.decode(query.replaceFirst("^experiment_name=", ""), StandardCharsets.UTF_8);
    for (Map.Entry<String, String> entry : experiments.entrySet()) {
      boolean deleted = entry.getValue().equals("-" + name);
      if (deleted || entry.getValue().equals(name)) {
        ObjectNode answer = MAPPER.createObjectNode();
        answer
            .putObject("experiment")
            .put("experiment_id", entry.getKey())
            .put("name", name)
            .put("lifecycle_stage", deleted ? "deleted" : "active");
        return answer;
      }
    }
    throw new RefusedException(
        404, "RESOURCE_DOES_NOT_EXIST", "Could not find experiment with name '" + name + "'");
  }

  private JsonNode createExperiment(JsonNode json) throws RefusedException {
    String name = json.path("name").asText("");
    if (name.isEmpty() || name.length() > 500) {
      throw wrong("name of experiment");
    }
    if (experiments.containsValue(name)) {
      throw new RefusedException(400, "RESOURCE_ALREADY_EXISTS", "Experiment(name=" + name + ")");
    }
    String id = Integer.toString(experiments.size() + 1);
    experiments.put(id, name);
    return MAPPER.createObjectNode().put("experiment_id", id);
  }

  private JsonNode search(JsonNode json) throws RefusedException {
    Matcher filter = FILTER.matcher(json.path("filter").asText());
    if (!filter.matches() || json.path("experiment_ids").isEmpty()) {
      throw wrong("filter: " + json.path("filter").asText());
    }
    ObjectNode answer = MAPPER.createObjectNode();
    runs.forEach(
        (id, run) -> {
          if (filter.group(2).equals(run.tags.get(filter.group(1)))
              && filter.group(3).equals(run.status)) {
            answer.withArray("runs").addObject().putObject("info").put("run_id", id);
          }
        });
    return answer;
  }

  private JsonNode createRun(JsonNode json) throws RefusedException {
    String experiment = json.path("experiment_id").asText("");
    if (experiments.getOrDefault(experiment, "-").startsWith("-")) {
      throw wrong("experiment must be active");
    }
    Run run = new Run();
    run.name = json.path("run_name").asText();
    for (JsonNode tag : json.path("tags")) {
      run.tags.put(key(tag), value(tag, 5_000));
    }
    String id = "%032x".formatted(runs.size() + 1);
    runs.put(id, run);
    ObjectNode answer = MAPPER.createObjectNode();
    answer.putObject("run").putObject("info").put("run_id", id).put("status", "RUNNING");
    return answer;
  }

  private JsonNode logBatch(JsonNode json, int bytes) throws RefusedException {
    Run run = run(json);
    JsonNode metrics = json.path("metrics");
    JsonNode params = json.path("params");
    JsonNode tags = json.path("tags");
    if (bytes > 1_000_000
        || metrics.size() > 1_000
        || params.size() > 100
        || tags.size() > 100
        || metrics.size() + params.size() + tags.size() > 1_000) {
      throw wrong(
          "a batch of %d bytes, %d metrics, %d params, %d tags"
              .formatted(bytes, metrics.size(), params.size(), tags.size()));
    }
    for (JsonNode metric : metrics) {
      if (!metric.path("value").isNumber()
          || !metric.path("timestamp").isIntegralNumber()
          || !metric.path("step").isIntegralNumber()) {
        throw wrong("metric " + metric);
      }
      double[] point = {metric.path("step").asDouble(), metric.path("value").asDouble()};
      run.metrics.computeIfAbsent(key(metric), key -> new ArrayList<>()).add(point);
    }
    for (JsonNode param : params) {
      String before = run.params.putIfAbsent(key(param), value(param, 500));
      if (before != null && !before.equals(param.path("value").asText())) {
        throw wrong("a parameter cannot be changed: " + param);
      }
    }
    for (JsonNode tag : tags) {
      run.tags.put(key(tag), value(tag, 5_000));
    }
    noFileIsAFolder(run.metrics.keySet());
    noFileIsAFolder(run.params.keySet());
    return MAPPER.createObjectNode();
  }

  private static void noFileIsAFolder(Iterable<String> keys) throws RefusedException {
    List<String> all = new ArrayList<>();
    keys.forEach(all::add);
    for (String key : all) {
      if (key.contains("/") && all.contains(key.substring(0, key.lastIndexOf('/')))) {
        throw wrong("a file and a folder: " + key);
      }
    }
  }

  private JsonNode update(JsonNode json) throws RefusedException {
    Run run = run(json);
    String status = json.path("status").asText();
    if (!List.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED").contains(status)) {
      throw wrong("status " + status);
    }
    run.status = status;
    return MAPPER.createObjectNode();
  }

  private Run run(JsonNode json) throws RefusedException {
    Run run = runs.get(json.path("run_id").asText());
    if (run == null) {
      throw new RefusedException(404, "RESOURCE_DOES_NOT_EXIST", "no such run");
    }
    return run;
  }

  private static String key(JsonNode pair) throws RefusedException {
    String key = pair.path("key").asText("");
    String normal = key.isEmpty() ? "." : Path.of(key).normalize().toString();
    if (key.length() > 250
        || !KEY.matcher(key).matches()
        || !normal.equals(key)
        || key.startsWith("..")
        || key.startsWith("/")) {
      throw wrong("key " + key);
    }
    return key;
  }

  private static String value(JsonNode pair, int longest) throws RefusedException {
    String value = pair.path("value").asText();
    if (!pair.path("value").isTextual() || value.length() > longest) {
      throw wrong("value of " + pair.path("key").asText());
    }
    return value;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
