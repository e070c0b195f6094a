package org.stratigraph.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stratigraph.file.IoReason;
import org.stratigraph.file.Sha256;

/**
 * Downloads files. A file appears in its place only when all of it is there and it is the right
 * one, by size and hash where they are known; a cut connection is gone on with where it was cut,
 * also by the next program, if the server's file is still the same. Not thread-safe.
 */
public final class Downloader {
  private static final Pattern RANGE =
      Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\\*)");
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final DownloadOptions options;
  private final Requests requests;
  private final Pause pause;

  /** Waits, or in a test does not. */
  @FunctionalInterface
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  /** A downloader for public servers. */
  public Downloader(DownloadOptions options) {
    this(options, time -> Thread.sleep(time.toMillis()));
  }

  Downloader(DownloadOptions options, Pause pause) {
    this.options = options;
    this.pause = pause;
    this.requests =
        new Requests(
            HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(options.connect())
                .build(),
            options);
  }

  /**
   * Downloads a file.
   *
   * @throws DownloadException if it cannot be had, or is not the right one
   */
  public void fetch(DownloadRequest request, DownloadListener listener) {
    int failures = 0;
    while (true) {
      long before = received(request);
      try {
        attempt(request, listener);
        return;
      } catch (IOException e) {
        throw new DownloadException(
            "%s cannot be written: %s.".formatted(request.target(), IoReason.of(e)), false, e);
      } catch (DownloadException e) {
        failures = received(request) > before ? 1 : failures + 1;
        if (!e.isPassing() || failures >= options.attempts()) {
          throw e.isPassing() ? given(e, request) : e;
        }
        waitFor(failures);
      }
    }
  }

  private DownloadException given(DownloadException last, DownloadRequest request) {
    return new DownloadException(
        last.getMessage()
            + " Tried "
            + options.attempts()
            + " times."
            + (request.byHand().isEmpty() ? "" : " " + request.byHand()),
        false,
        last);
  }

  private void waitFor(int failures) {
    Duration time = options.pause().multipliedBy(1L << Math.min(failures - 1, 20));
    try {
      pause.of(time.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DownloadException("The download was interrupted.", false, e);
    }
  }

  private static long received(DownloadRequest request) {
    try (Partial partial = Partial.of(request.target())) {
      return partial.size();
    } catch (IOException e) {
      throw new DownloadException(
          "%s cannot be written: %s.".formatted(request.target(), IoReason.of(e)), false, e);
    }
  }

  private void attempt(DownloadRequest request, DownloadListener listener) throws IOException {
    try (Partial partial = Partial.of(request.target())) {
      Optional<String> validator = partial.validator(request.address().toString());
      long from = validator.isPresent() ? partial.size() : 0;
      HttpResponse<InputStream> response = requests.send(request, from, validator);
      try (InputStream body = response.body()) {
        OptionalLong total = begin(request, response, partial, validator, from);
        receive(request, body, partial, total, listener);
      }
      requireRight(request, partial);
      partial.finish(request.target());
    }
  }

  /** Looks at the response's head; returns the size of the whole file, if it is said. */
  private OptionalLong begin(
      DownloadRequest request,
      HttpResponse<InputStream> response,
      Partial partial,
      Optional<String> validator,
      long from)
      throws IOException {
    HttpHeaders headers = response.headers();
    if (response.statusCode() == 416) {
      partial.discard();
      throw new DownloadException(
          request.address() + " has changed while it was downloaded.", true);
    }
    if (headers.firstValue("content-type").map(Downloader::isPage).orElse(false)) {
      throw page(request);
    }
    OptionalLong length = headers.firstValueAsLong("content-length");
    if (response.statusCode() == 206) {
      Matcher range = RANGE.matcher(headers.firstValue("content-range").orElse(""));
      boolean same =
          range.matches()
              && Long.parseLong(range.group(1)) == from
              && Requests.validator(headers)
                  .map(v -> validator.equals(Optional.of(v)))
                  .orElse(true);
      if (!same) {
        partial.discard();
        throw new DownloadException(
            request.address() + " has changed while it was downloaded.", true);
      }
      OptionalLong total =
          range.group(2).equals("*")
              ? OptionalLong.empty()
              : OptionalLong.of(Long.parseLong(range.group(2)));
      return checked(request, total);
    }
    OptionalLong total = checked(request, length);
    partial.begin(request.address().toString(), Requests.validator(headers));
    return total;
  }

  private OptionalLong checked(DownloadRequest request, OptionalLong total) {
    if (total.isPresent() && request.size().isPresent() && !total.equals(request.size())) {
      throw new DownloadException(
          "%s has %s bytes, and %s were expected: it is another file. %s"
              .formatted(
                  request.address(),
                  total.getAsLong(),
                  request.size().getAsLong(),
                  request.byHand())
              .strip(),
          false);
    }
    if (total.isPresent() && total.getAsLong() > options.mostBytes()) {
      throw tooLarge(request);
    }
    return total;
  }

  private DownloadException tooLarge(DownloadRequest request) {
    return new DownloadException(
        "%s has more than %s bytes, which no checkpoint here has."
            .formatted(request.address(), options.mostBytes()),
        false);
  }

  private void receive(
      DownloadRequest request,
      InputStream body,
      Partial partial,
      OptionalLong total,
      DownloadListener listener)
      throws IOException {
    long received = partial.size();
    long most =
        Math.min(options.mostBytes(), total.orElse(request.size().orElse(options.mostBytes())));
    byte[] bytes = new byte[1 << 16];
    listener.received(received, total);
    try (Silence silence = new Silence(body, options.silence())) {
      while (true) {
        int count = read(request, body, bytes, silence);
        if (count < 0) {
          break;
        }
        if (received + count > most) {
          partial.discard();
          throw new DownloadException(
              "%s sends more bytes than the %s that it has.".formatted(request.address(), most),
              false);
        }
        partial.append(bytes, count);
        received += count;
        listener.received(received, total);
      }
    }
    if (total.isPresent() && received < total.getAsLong()) {
      throw new DownloadException(
          "The connection to %s was cut after %s of %s bytes."
              .formatted(request.address(), received, total.getAsLong()),
          true);
    }
  }

  private static int read(
      DownloadRequest request, InputStream body, byte[] bytes, Silence silence) {
    try {
      int count = body.read(bytes);
      silence.heard();
      return count;
    } catch (IOException e) {
      throw new DownloadException(
          silence.isOver()
              ? "%s stopped sending.".formatted(request.address())
              : "The connection to %s was cut.".formatted(request.address()),
          true,
          e);
    }
  }

  private void requireRight(DownloadRequest request, Partial partial) throws IOException {
    String head =
        new String(partial.head(512), StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
    if (head.startsWith("<!doctype html") || head.startsWith("<html")) {
      partial.discard();
      throw page(request);
    }
    if (request.size().isPresent() && partial.size() != request.size().getAsLong()) {
      long size = partial.size();
      partial.discard();
      throw new DownloadException(
          "%s sent %s bytes, and %s were expected."
              .formatted(request.address(), size, request.size().getAsLong()),
          false);
    }
    if (partial.size() == 0) {
      throw new DownloadException(request.address() + " sent an empty file.", false);
    }
    if (request.sha256().isPresent()) {
      String sha256 = Sha256.hex(partial.path());
      if (!sha256.startsWith(request.sha256().get())) {
        partial.discard();
        throw new DownloadException(
            "%s sent a file with the SHA-256 %s, which was expected to begin with %s: the file is damaged, or another one. %s"
                .formatted(request.address(), sha256, request.sha256().get(), request.byHand())
                .strip(),
            false);
      }
    }
  }

  private static boolean isPage(String type) {
    String lower = type.toLowerCase(Locale.ROOT).strip();
    return lower.startsWith("text/html") || lower.startsWith("application/xhtml");
  }

  private static DownloadException page(DownloadRequest request) {
    return new DownloadException(
        "%s sent a web page instead of the file, probably one that asks a person to confirm. %s"
            .formatted(request.address(), request.byHand())
            .strip(),
        false);
  }
}
