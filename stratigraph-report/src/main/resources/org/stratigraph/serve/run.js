// One run: how far it is, its command, its figures, its layers.

import {ago, ask, el, fill, name, percent, sortable, sorted, tip} from "./dom.js";
import {figures} from "./figures.js";
import {buttons, progress, status} from "./list.js";

export function run(main, runs, id) {
  const title = el("h1", {});
  const now = el("span", {class: "now"});
  const act = el("span", {class: "now"});
  const state = el("div", {class: "now"}, now, act);
  const error = el("p", {class: "error", role: "alert", hidden: true});
  const links = el("p", {class: "links"});
  const drawn = el("div", {});
  const layers = el("div", {});
  const more = el("div", {});
  main.replaceChildren(title, state, error, links, drawn, layers, more);
  let before = null;
  let lost = false;

  async function does(action, row, event) {
    event.target.disabled = true;
    error.hidden = true;
    try {
      await ask("api/" + action, {run: row.id});
      await look();
    } catch (e) {
      fail(e);
      event.target.disabled = false;
    }
  }

  function fail(e) {
    error.textContent = e.message;
    error.hidden = false;
  }

  function told(row) {
    document.title = row.name + ": Stratigraph";
    fill(title, row.name, () => name(row.name));
    fill(now, [row, ago(row.changed)], () => [
      el("span", {class: "muted"}, row.kind),
      row.subject ? name(row.subject, {title: row.subjectFull}) : "",
      status(row), progress(row),
      el("span", {class: "muted"}, "changed " + ago(row.changed))]);
    fill(act, [row.cancel, row.resume], () => buttons(row, does));
  }

  async function look() {
    let one;
    try {
      one = await ask("api/run?run=" + encodeURIComponent(id));
    } catch (e) {
      fail(e);
      lost = true;
      return;
    }
    if (lost) error.hidden = true;
    lost = false;
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
    fill(more, [one.command, one.own, one.log, one.ended, one.path], () => [
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
    ]);
    const log = more.querySelector(".log");
    if (log) log.scrollTop = log.scrollHeight;
  }

  let last = null;
  let looking = false;

  /** Looks again as often as the run has changed meanwhile. */
  async function refresh() {
    const row = JSON.stringify(runs.rows.get(id) ?? null);
    if (looking || row === last) return;
    looking = true;
    last = row;
    await look();
    looking = false;
    refresh();
  }

  runs.addEventListener("change", refresh);
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
  // Only the layers that are shown are asked for: there may be hundreds of networks.
  const choice = el("select", {onchange: async event => {
    const place = event.target.selectedIndex;
    if (networks[place].layers.length === 0) {
      networks[place] = (await ask(`api/networks?runs=${id}&network=${place}`))[place];
    }
    shown = networks[place];
    draw();
  }},
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
        el("th", {scope: "row"}, el("button", {type: "button", class: "plain", onclick: () => one(row)}, name(row.layer))),
        el("td", {}, row.kind),
        el("td", {class: "n strong"}, percent(row.criticality)),
        el("td", {class: "n"}, row.low === null || row.high === null ? "\u2013" : `${percent(row.low)} to ${percent(row.high)}`),
        el("td", {class: "n"}, percent(row.sd)),
        el("td", {class: "n"}, String(row.trials)))));
  }

  async function one({layer, place}) {
    const all = networks.length === 1 ? networks
      : await ask(`api/networks?runs=${id}&network=${networks.indexOf(shown)}&layer=${place - 1}`);
    panel.replaceChildren(el("h3", {}, name(layer)), el("dl", {}, all.flatMap(network => {
      const found = network.layers.find(l => l.layer === layer);
      return found ? [el("dt", {}, name(network.name)), el("dd", {},
        `${percent(found.criticality)}` + (found.low === null ? "" : `, 95 % interval ${percent(found.low)} to ${percent(found.high)}`)
        + (found.sd === null ? "" : `, trial sd ${percent(found.sd)}`) + `, ${found.trials} trials`)] : [];
    })));
  }
  draw();
}
