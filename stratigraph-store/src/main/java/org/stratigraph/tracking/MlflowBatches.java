package org.stratigraph.tracking;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stratigraph.tracking.TrackedRun.Metric;

/**
 * The requests to {@code runs/log-batch} that a run takes. By MLflow's REST documentation a request
 * has at most 1,000 metrics, 100 parameters and 100 tags, 1,000 of all, and 1 MB; a key has at most
 * 250 characters, the value of a parameter at most 500 on the oldest servers, that of a tag 5,000.
 */
final class MlflowBatches {
  static final int MOST_TOGETHER = 1_000;
  static final int MOST_PARAMETERS = 100;
  static final int MOST_TAGS = 100;
  static final int LONGEST_PARAMETER = 500;
  static final int LONGEST_TAG = 5_000;

  /** Of characters as they are sent; 1,000 metrics with the longest names have 400,000. */
  private static final int MOST_TEXT = 500_000;

  private MlflowBatches() {}

  /**
   * The bodies of the requests, in order.
   *
   * @param time in milliseconds since 1970, of all metrics
   */
  static List<ObjectNode> of(TrackedRun run, String runId, long time) {
    Iterator<Map.Entry<String, String>> parameters = legal(run.parameters()).entrySet().iterator();
    Iterator<Map.Entry<String, String>> tags = legal(run.tags()).entrySet().iterator();
    List<Metric> all = new ArrayList<>(run.metrics());
    all.addAll(run.layerMetrics());
    Iterator<Metric> metrics = all.iterator();
    List<ObjectNode> batches = new ArrayList<>();
    while (parameters.hasNext() || tags.hasNext() || metrics.hasNext()) {
      ObjectNode batch = MlflowHttp.object().put("run_id", runId);
      int text = 0;
      ArrayNode params = batch.putArray("params");
      while (parameters.hasNext() && params.size() < MOST_PARAMETERS && text < MOST_TEXT) {
        text += add(params, parameters.next(), LONGEST_PARAMETER);
      }
      ArrayNode facts = batch.putArray("tags");
      while (tags.hasNext() && facts.size() < MOST_TAGS && text < MOST_TEXT) {
        text += add(facts, tags.next(), LONGEST_TAG);
      }
      ArrayNode numbers = batch.putArray("metrics");
      while (metrics.hasNext()
          && numbers.size() + params.size() + facts.size() < MOST_TOGETHER
          && text < MOST_TEXT) {
        Metric metric = metrics.next();
        text += metric.key().length() + 100;
        numbers
            .addObject()
            .put("key", metric.key())
            .put("value", metric.value())
            .put("timestamp", time)
            .put("step", (long) metric.step());
      }
      batches.add(batch);
    }
    return batches;
  }

  private static Map<String, String> legal(Map<String, String> facts) {
    List<String> keys = TrackingKeys.parts(List.copyOf(facts.keySet()), 0);
    Map<String, String> legal = new LinkedHashMap<>();
    Iterator<String> key = keys.iterator();
    facts.values().forEach(value -> legal.put(key.next(), value));
    return legal;
  }

  private static int add(ArrayNode list, Map.Entry<String, String> fact, int longest) {
    String value = cut(fact.getValue(), longest);
    list.addObject().put("key", fact.getKey()).put("value", value);
    // A character takes up to six bytes as JSON.
    return 6 * (fact.getKey().length() + value.length());
  }

  /** The beginning of a text, with dots where something is left out; no half character. */
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - 3;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + "...";
  }
}
