// Which page this is, and what all pages share: the rows of the list, kept up to date.

import {ask} from "./dom.js";
import {list} from "./list.js";
import {run} from "./run.js";
import {compare} from "./figures.js";

/** All runs by id; tells listeners after each change. */
class Runs extends EventTarget {
  rows = new Map();
  complete = true;
  #events = null;

  follow() {
    if (this.#events) return;
    this.#events = new EventSource("api/events");
    this.#events.addEventListener("open", () => this.#state(""));
    this.#events.addEventListener("error", () => this.#state("not connected"));
    this.#events.addEventListener("runs", event => this.#take(JSON.parse(event.data)));
  }

  /** A browser has few connections to a server, and a hidden window needs none. */
  pause() {
    this.#events?.close();
    this.#events = null;
  }

  #state(text) {
    document.getElementById("link").textContent = text;
  }

  #take(event) {
    // A stream that begins anew tells all.
    if (event.removed.length === 0 && event.changed.length >= this.rows.size) {
      const all = new Set(event.changed.map(row => row.id));
      for (const id of this.rows.keys()) if (!all.has(id)) this.rows.delete(id);
    }
    for (const row of event.changed) this.rows.set(row.id, row);
    for (const id of event.removed) this.rows.delete(id);
    this.complete = event.complete;
    this.dispatchEvent(new Event("change"));
  }
}

const runs = new Runs();
const main = document.getElementById("main");
const here = location.pathname.split("/").pop();
const asked = new URLSearchParams(location.search);

document.addEventListener("visibilitychange", () => document.hidden ? runs.pause() : runs.follow());
runs.follow();

if (here === "run") run(main, runs, asked.get("run") ?? "");
else if (here === "compare") compare(main, runs, (asked.get("runs") ?? "").split(",").filter(Boolean));
else list(main, runs);

ask("api/runs").then(all => { document.getElementById("folder").textContent = all.folder; }).catch(() => {});
