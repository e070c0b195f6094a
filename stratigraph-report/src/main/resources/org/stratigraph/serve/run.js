// One run: how far it is, its command, its figures, its layers.

import {ago, ask, el, name, percent, sortable, sorted, tip} from "./dom.js";
import {figures} from "./figures.js";
import {buttons, progress, status} from "./list.js";

export function run(main, runs, id) {
  const title = el("h1", {});
  const state = el("div", {class: "now"});
  const error = el("p", {class: "error", role: "alert", hidden: true});
  const links = el("p", {class: "links"});
  const drawn = el("div", {});
  const layers = el("div", {});
  const more = el("div", {});
  main.replaceChildren(title, state, error, links, drawn, layers, more);
  let before = null;

  async function act(action, row, event) {
    event.target.disabled = true;
    error.hidden = true;
    try {
      await ask("api/" + action, {run: row.id});
      await look();
    } catch (e) {
      fail(e);
    }
  }

  function fail(e) {
    error.textContent = e.message;
    error.hidden = false;
  }

  function told(row) {
    document.title = row.name + ": Stratigraph";
    title.replaceChildren(name(row.name));
    state.replaceChildren(
      el("span", {class: "muted"}, row.kind),
      row.subject ? name(row.subject, {title: row.subjectFull}) : "", ...status(row).filter(Boolean),
      ...[progress(row)].flat().filter(Boolean),
      el("span", {class: "muted"}, "changed " + ago(row.changed)), ...buttons(row, act).filter(Boolean));
  }

  async function look() {
    let one;
    try {
      one = await ask("api/run?run=" + encodeURIComponent(id));
    } catch (e) {
      fail(e);
      return;
    }
    error.hidden = true;
    told(one);
    details(one);
    if (before === one.status) return;
    before = one.status;
    links.replaceChildren(...(one.network
      ? [el("a", {href: "network?run=" + one.id, target: "_blank", rel: "noopener"}, "The network, drawn")] : []));
    drawn.replaceChildren();
    layers.replaceChildren();
    if (one.status !== "damaged") figures(drawn, [one.id], links);
    if (one.measured) table(layers, one.id);
  }

  function details(one) {
    const copied = el("span", {class: "muted", role: "status"});
    more.replaceChildren(...[
      one.command ? el("section", {},
        el("h2", {}, "Command"),
        el("div", {class: "command"}, el("code", {}, one.command),
          el("button", {type: "button", onclick: async () => {
            await navigator.clipboard.writeText(one.command);
            copied.textContent = "copied";
          }}, "Copy"), copied),
        one.own ? "" : el("p", {class: "muted"},
          "This command came with the directory: your own program did not write it down here, so it is not run from"
          + " this page. Read it before you give it yourself.")) : "",
      one.log ? el("section", {},
        el("h2", {}, "Log of the resumed run"),
        el("pre", {class: "log"}, one.log),
        one.ended !== undefined && one.ended !== 0 ? el("p", {class: "muted"}, `It ended with status ${one.ended}.`) : "") : "",
      el("section", {}, el("h2", {}, "Directory"), el("p", {}, el("code", {}, one.path))),
    ].filter(Boolean));
    const log = more.querySelector(".log");
    if (log) log.scrollTop = log.scrollHeight;
  }

  let pending = false;
  let last = "";
  runs.addEventListener("change", async () => {
    const row = runs.rows.get(id);
    const now = JSON.stringify(row ?? null);
    if (now === last || pending) return;
    last = now;
    pending = true;
    await look();
    pending = false;
  });
  look();
}

/** The layers of the networks of a run, to sort; a click shows one in all networks. */
async function table(place, id) {
  let networks;
  try {
    networks = await ask("api/networks?runs=" + id);
  } catch {
    return; // The figures say why.
  }
  let shown = networks[0];
  if (!shown) return;
  const order = {key: "place", down: false};
  const head = el("thead");
  const body = el("tbody");
  const panel = el("div", {class: "layer", role: "region", "aria-label": "Numbers of the chosen layer", "aria-live": "polite"});
  const choice = el("select", {onchange: event => { shown = networks[event.target.selectedIndex]; draw(); }},
    networks.map(network => el("option", {}, network.name)));
  place.replaceChildren(el("section", {id: "layers"},
    el("h2", {}, "Layers"),
    networks.length > 1 ? el("p", {class: "bar"}, el("label", {}, "Network ", choice)) : "",
    panel,
    el("div", {class: "scroll"}, el("table", {class: "layers"}, head, body))));

  function sort(key) {
    order.down = order.key === key ? !order.down : key !== "place" && key !== "layer" && key !== "kind";
    order.key = key;
    draw();
  }

  function draw() {
    head.replaceChildren(el("tr", {},
      sortable("No.", "place", order, sort, {class: "n"}),
      sortable("Layer", "layer", order, sort),
      sortable("Kind", "kind", order, sort),
      sortable("Criticality", "criticality", order, sort, {class: "n"}),
      el("th", {scope: "col", class: "n"}, "95 % interval"),
      sortable("Trial sd", "sd", order, sort, {class: "n"}),
      sortable("Trials", "trials", order, sort, {class: "n"})));
    const rows = shown.layers.map((layer, i) => ({...layer, place: i + 1}));
    body.replaceChildren(...sorted(rows, order, (row, key) => row[key]).map(row =>
      el("tr", {
        onmousemove: event => tip.show(`${row.layer}: ${percent(row.criticality)}`, event), onmouseleave: tip.hide},
        el("td", {class: "n"}, String(row.place)),
        el("th", {scope: "row"}, el("button", {type: "button", class: "plain", onclick: () => one(row.layer)}, name(row.layer))),
        el("td", {}, row.kind),
        el("td", {class: "n strong"}, percent(row.criticality)),
        el("td", {class: "n"}, row.low === null || row.high === null ? "\u2013" : `${percent(row.low)} to ${percent(row.high)}`),
        el("td", {class: "n"}, percent(row.sd)),
        el("td", {class: "n"}, String(row.trials)))));
  }

  function one(layer) {
    panel.replaceChildren(el("h3", {}, name(layer)), el("dl", {}, networks.flatMap(network => {
      const found = network.layers.find(l => l.layer === layer);
      return found ? [el("dt", {}, name(network.name)), el("dd", {},
        `${percent(found.criticality)}` + (found.low === null ? "" : `, 95 % interval ${percent(found.low)} to ${percent(found.high)}`)
        + (found.sd === null ? "" : `, trial sd ${percent(found.sd)}`) + `, ${found.trials} trials`)] : [];
    })));
  }
  draw();
}
