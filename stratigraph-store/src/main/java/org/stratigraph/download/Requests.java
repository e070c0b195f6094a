package org.stratigraph.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Optional;
import org.stratigraph.Printable;

/** Sends requests and follows redirects, to http and https only and never from https to http. */
record Requests(HttpClient client, DownloadOptions options) {
  /**
   * Asks for a file, or for what of it is not there yet.
   *
   * @param from the first byte wanted
   * @param validator of the version that the bytes before are from; empty to have the whole
   * @return a response with status 200, 206 or 416
   * @throws DownloadException for any other
   */
  HttpResponse<InputStream> send(DownloadRequest request, long from, Optional<String> validator) {
    URI address = request.address();
    requireWeb(address, request.address());
    for (int hop = 0; hop <= options.redirects(); hop++) {
      HttpResponse<InputStream> response = ask(address, from, validator);
      int status = response.statusCode();
      if (status == 200 || status == 206 || status == 416) {
        return response;
      }
      close(response);
      if (status < 300 || status >= 400 || status == 304) {
        throw refused(request, status);
      }
      URI next = next(address, response);
      requireWeb(next, request.address());
      if (isScheme(address, "https") && isScheme(next, "http")) {
        throw new DownloadException(
            "%s sends on from https to http (%s), where anybody could change the file."
                .formatted(request.address(), Printable.name(next.toString())),
            false);
      }
      address = next;
    }
    throw new DownloadException(
        "%s sends on and on; %s redirects were followed."
            .formatted(request.address(), options.redirects()),
        false);
  }

  private static URI next(URI address, HttpResponse<InputStream> response) {
    String location = response.headers().firstValue("location").orElse("");
    try {
      if (!location.isEmpty()) {
        return address.resolve(URI.create(location));
      }
    } catch (IllegalArgumentException e) {
      throw new DownloadException(
          "%s sends on to %s, which is no address.".formatted(address, Printable.quoted(location)),
          false,
          e);
    }
    throw new DownloadException(address + " sends on without saying where.", false);
  }

  private HttpResponse<InputStream> ask(URI address, long from, Optional<String> validator) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(address)
            .timeout(options.silence())
            .header("User-Agent", "stratigraph")
            .header("Accept", "*/*")
            .header("Accept-Encoding", "identity");
    if (validator.isPresent()) {
      builder.header("Range", "bytes=" + from + "-").header("If-Range", validator.get());
    }
    try {
      return client.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (HttpTimeoutException e) {
      throw new DownloadException(address.getHost() + " does not answer.", true, e);
    } catch (IOException e) {
      throw new DownloadException(
          "%s cannot be reached: %s.".formatted(address.getHost(), reason(e)), true, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DownloadException("The download was interrupted.", false, e);
    }
  }

  /** The exceptions of the network often have no text of their own. */
  private static String reason(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
        return Printable.name(cause.getMessage());
      }
      if (cause instanceof UnresolvedAddressException) {
        return "no such host, or no network";
      }
    }
    return e instanceof ConnectException
        ? "no connection"
        : e.getClass()
            .getSimpleName()
            .replaceAll("([a-z])([A-Z])", "$1 $2")
            .toLowerCase(Locale.ROOT);
  }

  private static void requireWeb(URI address, URI first) {
    if ((isScheme(address, "http") || isScheme(address, "https")) && address.getHost() != null) {
      return;
    }
    String what = Printable.name(address.toString());
    throw new DownloadException(
        address.equals(first)
            ? what + " is no http or https address."
            : "%s sends on to %s, which is no http or https address.".formatted(first, what),
        false);
  }

  private static boolean isScheme(URI address, String scheme) {
    return scheme.equalsIgnoreCase(address.getScheme());
  }

  private static DownloadException refused(DownloadRequest request, int status) {
    boolean passing = status == 408 || status == 425 || status == 429 || status >= 500;
    String why =
        switch (status) {
          case 401, 403 -> "refuses to give it (status " + status + ")";
          case 404, 410 -> "does not have it any more (status " + status + ")";
          default -> "answers with status " + status;
        };
    return new DownloadException(
        "%s: the server %s. %s"
            .formatted(request.address(), why, passing ? "" : request.byHand())
            .strip(),
        passing);
  }

  private static void close(HttpResponse<InputStream> response) {
    try {
      response.body().close();
    } catch (IOException e) {
      // Nothing of it is wanted.
      return;
    }
  }

  /** What tells this version of a file from others: a strong entity tag, or its date. */
  static Optional<String> validator(HttpHeaders headers) {
    return headers
        .firstValue("etag")
        .filter(tag -> tag.startsWith("\"") && tag.length() < 1000)
        .or(() -> headers.firstValue("last-modified").filter(date -> date.length() < 100));
  }
}
