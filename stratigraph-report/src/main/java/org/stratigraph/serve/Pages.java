package org.stratigraph.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.Printable;
import org.stratigraph.UnusableInputException;
import org.stratigraph.comparison.Comparison;
import org.stratigraph.scene.FigureFile;
import org.stratigraph.scene.Label;
import org.stratigraph.scene.Scene;
import org.stratigraph.scene.SvgWriter;
import org.stratigraph.store.ComparisonPart;
import org.stratigraph.store.Comparisons;
import org.stratigraph.store.ListedRun;
import org.stratigraph.store.ListedRun.Status;
import org.stratigraph.store.RunCommand;

/** What is behind each path; the request has been let in. */
final class Pages {
  private static final long MOST_BODY = 4096;
  private static final int MOST_RUNS = 1000;

  /** Files of this package by path, with their types. */
  private static final Map<String, String> FILES =
      Map.of(
          "", "index.html",
          "run", "index.html",
          "compare", "index.html",
          "serve.css", "serve.css",
          "serve.js", "serve.js",
          "list.js", "list.js",
          "run.js", "run.js",
          "figures.js", "figures.js",
          "dom.js", "dom.js");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", Reply.HTML,
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8");

  private final Board board;
  private final Actions actions;
  private final Workshop workshop;
  private final Events events;

  Pages(Board board, Actions actions, Workshop workshop, Events events) {
    this.board = board;
    this.actions = actions;
    this.workshop = workshop;
    this.events = events;
  }

  /** Answers a request that changes nothing. */
  Reply get(String page, Query query) throws Exception {
    String file = FILES.get(page);
    if (file != null) {
      return Reply.of(
          TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), Reply.TEXT),
          resource(file));
    }
    return switch (page) {
      case "api/runs" -> runs();
      case "api/run" -> run(one(query));
      case "api/networks" -> {
        List<Path> paths = paths(chosen(query));
        yield Reply.json(board.reading(() -> RunJson.networks(part(paths, query))));
      }
      case "api/offers" -> offers(chosen(query));
      case "figure" -> figure(query);
      case "data" -> {
        Workshop.Download data =
            board.reading(() -> workshop.data(query.text("name"), chosen(query)));
        yield Reply.download(data.type(), data.content(), data.name());
      }
      case "network" -> {
        ListedRun run = one(query);
        Optional<RunCommand> own = actions.command(run).filter(RunCommand::own);
        yield Reply.document(board.reading(() -> workshop.network(run, own)));
      }
      case "report" -> {
        List<ListedRun> runs = chosen(query);
        yield Reply.document(board.reading(() -> workshop.report(runs)));
      }
      case "favicon.ico" -> new Reply(204, Reply.TEXT, new byte[0], Map.of());
      default -> Reply.refused(404, "There is no such page.");
    };
  }

  /** Answers a request that changes something. */
  Reply post(String page, HttpExchange exchange) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.startsWith("application/json")) {
      return Reply.refused(415, "The content must be JSON.");
    }
    ListedRun run;
    try (InputStream body = exchange.getRequestBody()) {
      byte[] bytes = body.readNBytes((int) MOST_BODY + 1);
      if (bytes.length > MOST_BODY) {
        return Reply.refused(413, "That is too much.");
      }
      JsonNode json = new JsonMapper().readTree(bytes);
      run = named(json.path("run").asText());
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      return Reply.refused(400, "The content is not JSON.");
    }
    switch (page) {
      case "api/cancel" -> actions.cancel(run);
      case "api/resume" -> actions.resume(run);
      default -> {
        return Reply.refused(404, "There is no such action.");
      }
    }
    board.refresh();
    return Reply.json(JsonNodeFactory.instance.objectNode().put("done", true));
  }

  private Reply runs() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("folder", Label.full(board.root()));
    ArrayNode rows = json.putArray("runs");
    events.rows().values().forEach(rows::add);
    return Reply.json(json.put("complete", board.isComplete()));
  }

  /**
   * All networks, with the layers of the one at the place {@code network}; or, where {@code layer}
   * is the place of one of these, with that layer of all networks.
   */
  private static Comparison part(List<Path> paths, Query query) {
    int place = query.place("network").orElse(0);
    Comparison one = Comparisons.read(paths, ComparisonPart.ofNetwork(place));
    OptionalInt layer = query.place("layer");
    if (layer.isEmpty()
        || place >= one.networks().size()
        || layer.getAsInt() >= one.networks().get(place).layers().size()) {
      return one;
    }
    String name = one.networks().get(place).layers().get(layer.getAsInt()).layer();
    return Comparisons.read(paths, ComparisonPart.ofLayer(name));
  }

  private Reply run(ListedRun run) {
    ObjectNode json = RunJson.row(Board.id(run.name()), run, actions);
    json.put("path", Label.full(run.path().toString()));
    Optional<RunCommand> command = actions.command(run);
    command.ifPresent(c -> json.put("command", ShellText.of(c)).put("own", c.own()));
    json.put("network", hasNetwork(run, command));
    json.put("measured", isMeasured(run));
    LogFile.tail(run.path().resolve(Actions.LOG)).ifPresent(log -> json.put("log", log));
    actions.ended(run).ifPresent(status -> json.put("ended", status));
    return Reply.json(json);
  }

  private static boolean hasNetwork(ListedRun run, Optional<RunCommand> command) {
    return switch (run.kind()) {
      case TRAINING -> run.status() != Status.DAMAGED;
      case CRITICALITY, LESION ->
          run.status() != Status.DAMAGED && command.map(RunCommand::own).orElse(false);
      default -> false;
    };
  }

  private static boolean isMeasured(ListedRun run) {
    return switch (run.kind()) {
      case CRITICALITY -> run.status() == Status.FINISHED;
      case COMPARISON, STUDY -> run.status() != Status.DAMAGED;
      default -> false;
    };
  }

  private Reply offers(List<ListedRun> runs) throws Exception {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode figures = json.putArray("figures");
    for (Workshop.Offer offer : board.reading(() -> workshop.figures(runs))) {
      ObjectNode figure = figures.addObject();
      figure.put("name", offer.name()).put("title", offer.title());
      ArrayNode options = figure.putArray("options");
      for (Workshop.Option option : offer.options()) {
        ObjectNode node = options.addObject();
        node.put("name", option.name()).put("label", option.label());
        ArrayNode values = node.putArray("values");
        for (String value : option.values()) {
          values
              .addObject()
              .put("value", value)
              .put("label", value.isEmpty() ? "" : Label.full(value));
        }
      }
    }
    board.reading(() -> workshop.data(runs)).forEach(json.putArray("data")::add);
    return Reply.json(json.put("report", workshop.hasReport(runs)));
  }

  private Reply figure(Query query) throws Exception {
    List<ListedRun> runs = chosen(query);
    String name = query.text("name");
    Scene scene = board.reading(() -> workshop.figure(name, runs, query.values()));
    String format = query.text("format");
    if (format.isEmpty()) {
      return Reply.of("image/svg+xml; charset=utf-8", SvgWriter.element(scene, "figure"));
    }
    FigureFile file = FigureFile.of(Path.of("figure." + format));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    file.write(scene, FigureFile.DEFAULT_DPI, out);
    String type =
        switch (file) {
          case SVG -> "image/svg+xml; charset=utf-8";
          case PDF -> "application/pdf";
          case PNG -> "image/png";
        };
    String known = name.replaceAll("[^a-z-]", "");
    return Reply.download(
        type, out.toByteArray(), known + "." + file.name().toLowerCase(Locale.ROOT));
  }

  private ListedRun one(Query query) {
    return named(query.text("run"));
  }

  private ListedRun named(String id) {
    return board
        .run(id)
        .orElseThrow(
            () ->
                new UnusableInputException(
                    "There is no run %s here any more.".formatted(Printable.quoted(id))));
  }

  private List<ListedRun> chosen(Query query) {
    List<String> ids = query.list("runs");
    if (ids.isEmpty() || ids.size() > MOST_RUNS) {
      throw new UnusableInputException(
          "Choose from 1 to %d runs, not %d.".formatted(MOST_RUNS, ids.size()));
    }
    List<ListedRun> runs = new ArrayList<>();
    Map<String, ListedRun> all = board.runs();
    for (String id : ids) {
      runs.add(Optional.ofNullable(all.get(id)).orElseGet(() -> named(id)));
    }
    for (ListedRun run : runs) {
      if (run.status() == Status.DAMAGED) {
        throw new UnusableInputException(
            "%s is damaged: %s".formatted(Printable.name(run.name()), run.reason()));
      }
    }
    return runs;
  }

  private static List<Path> paths(List<ListedRun> runs) {
    return runs.stream().map(ListedRun::path).toList();
  }

  /** One of our own files. */
  private static String resource(String name) throws IOException {
    try (InputStream stream = Pages.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from this build");
      }
      return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
