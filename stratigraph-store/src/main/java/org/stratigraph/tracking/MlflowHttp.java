package org.stratigraph.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.stratigraph.Printable;

/**
 * Sends JSON to one server and takes JSON from it. A failure that may pass is tried again.
 * Redirects are not followed: what is sent, and the key to the server, are for this address only.
 */
final class MlflowHttp {
  private static final int MOST_ANSWER = 1 << 22;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final URI server;
  private final Optional<String> authorization;
  private final Patience patience;
  private final HttpClient client;

  /**
   * A client.
   *
   * @param server without a slash at its end
   * @param authorization the value of the header of that name
   */
  MlflowHttp(URI server, Optional<String> authorization, Patience patience) {
    this.server = server;
    this.authorization = authorization;
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience.connect())
            .build();
  }

  /** Whether asking twice does what asking once does. */
  enum Repeatable {
    YES,
    /** Only where the server cannot have heard of it. */
    NO
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param body an object; empty if the body was none
   */
  record Answer(int status, JsonNode body) {
    boolean isGood() {
      return status >= 200 && status < 300;
    }

    /** What the server calls its error; empty if it does not say. */
    String error() {
      return body.path("error_code").asText("");
    }
  }

  /** One attempt's failure. */
  private static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    /** Whether the server cannot have acted on the request. */
    private final boolean unheard;

    FailedException(String message, boolean passing, boolean unheard) {
      super(message);
      this.passing = passing;
      this.unheard = unheard;
    }
  }

  /** Asks for something; the query is what stands behind the question mark. */
  Answer get(String endpoint, String query) {
    return send(request(endpoint + "?" + query).GET().build(), Repeatable.YES);
  }

  /** Sends an object. */
  Answer post(String endpoint, ObjectNode body, Repeatable repeatable) {
    return send(
        request(endpoint)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(bytes(body)))
            .build(),
        repeatable);
  }

  /** The bytes of an object, as they are sent. */
  static byte[] bytes(ObjectNode body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /** An object to send. */
  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  private HttpRequest.Builder request(String endpoint) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + "/api/2.0/mlflow/" + endpoint))
            .header("Accept", "application/json")
            .header("User-Agent", "stratigraph");
    authorization.ifPresent(key -> request.header("Authorization", key));
    return request;
  }

  private Answer send(HttpRequest request, Repeatable repeatable) {
    Duration pause = patience.pause();
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(request);
      } catch (FailedException e) {
        boolean again = e.passing && (repeatable == Repeatable.YES || e.unheard);
        if (!again || attempt >= patience.attempts()) {
          String tries = attempt == 1 ? "" : " (tried " + attempt + " times)";
          throw new MlflowException("%s %s%s.".formatted(server, e.getMessage(), tries), e);
        }
      }
      rest(pause);
      pause = pause.multipliedBy(2);
    }
  }

  private static void rest(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MlflowException("Sending to MLflow was interrupted.", e);
    }
  }

  private Answer attempt(HttpRequest request) throws FailedException {
    CompletableFuture<HttpResponse<byte[]>> future =
        client.sendAsync(request, head -> new BoundedBody(MOST_ANSWER));
    try {
      return answer(future.get(patience.answer().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      future.cancel(true);
      throw new FailedException(
          "did not answer within " + patience.answer().toSeconds() + " seconds", true, false);
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new MlflowException("Sending to MLflow was interrupted.", e);
    } catch (ExecutionException e) {
      throw unreachable(e);
    }
  }

  private static FailedException unreachable(ExecutionException e) {
    String said = "";
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return new FailedException("is not reached: no such host, or no network", true, true);
      }
      if (cause instanceof HttpConnectTimeoutException) {
        return new FailedException("is not reached: it does not answer", true, true);
      }
      if (cause instanceof ConnectException) {
        return new FailedException("is not reached: connection refused", true, true);
      }
      if (said.isEmpty() && cause instanceof IOException && cause.getMessage() != null) {
        said = cause.getMessage().toLowerCase(Locale.ROOT);
      }
    }
    boolean tooLong = said.startsWith("an answer of");
    String reason = tooLong ? "gave " + said : "cut the connection";
    return new FailedException(reason, !tooLong, false);
  }

  private static Answer answer(HttpResponse<byte[]> response) throws FailedException {
    int status = response.statusCode();
    if (status == 408 || status == 429 || status >= 500) {
      boolean unheard = status == 429 || status == 503;
      throw new FailedException("answers with status " + status + said(response), true, unheard);
    }
    if (status >= 300 && status < 400) {
      String to = response.headers().firstValue("location").orElse("nowhere");
      throw new FailedException(
          "sends on to %s; give that address if it is the server's own"
              .formatted(Printable.name(to)),
          false,
          false);
    }
    if (status == 401 || status == 403) {
      throw new FailedException(
          "refuses (status %d); MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, are the key to it"
              .formatted(status),
          false,
          false);
    }
    Optional<JsonNode> body = json(response);
    if (body.isEmpty()) {
      throw new FailedException(
          "does not answer as an MLflow server does (status %d, %s); is the address right?"
              .formatted(
                  status,
                  Printable.name(
                      response.headers().firstValue("content-type").orElse("no content type"))),
          false,
          false);
    }
    return new Answer(status, body.get());
  }

  private static String said(HttpResponse<byte[]> response) {
    String message = json(response).map(node -> node.path("message").asText("")).orElse("");
    return message.isBlank() ? "" : ", " + Printable.quoted(message);
  }

  /** The object in a body. */
  private static Optional<JsonNode> json(HttpResponse<byte[]> response) {
    try {
      JsonNode node = MAPPER.readTree(new String(response.body(), StandardCharsets.UTF_8));
      return Optional.of(node).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
