// The list of all runs.

import {ago, ask, collator, el, name, percent, sortable, sorted} from "./dom.js";

const ORDER = ["running", "damaged", "interrupted", "finished"];

export function list(main, runs) {
  const chosen = new Set();
  const order = {key: "name", down: false};
  let words = "";
  const error = el("p", {class: "error", role: "alert", hidden: true});
  const compare = el("button", {type: "button", class: "main", disabled: true, onclick: go}, "Compare");
  const count = el("span", {class: "muted", role: "status"});
  const find = el("input", {
    type: "search", placeholder: "name, kind or status", "aria-label": "Find runs",
    oninput: event => { words = event.target.value.toLowerCase(); draw(); }});
  const head = el("thead");
  const body = el("tbody");
  const table = el("table", {class: "runs"}, head, body);
  const nothing = el("p", {class: "muted", hidden: true});
  main.replaceChildren(
    el("h1", {}, "Runs"),
    el("div", {class: "bar"}, find, compare, count),
    error, table, nothing);

  function go() {
    location.href = "compare?runs=" + [...chosen].join(",");
  }

  function sort(key) {
    order.down = order.key === key ? !order.down : key === "changed";
    order.key = key;
    draw();
  }

  function value(row, key) {
    return key === "status" ? ORDER.indexOf(row.status) : row[key];
  }

  async function act(action, row, event) {
    event.target.disabled = true;
    error.hidden = true;
    try {
      await ask("api/" + action, {run: row.id});
    } catch (e) {
      error.textContent = `${row.name}: ${e.message}`;
      error.hidden = false;
      event.target.disabled = false;
    }
  }

  function line(row) {
    const box = el("input", {
      type: "checkbox", "aria-label": "Choose " + row.name, disabled: row.status === "damaged",
      onchange: event => {
        if (event.target.checked) chosen.add(row.id); else chosen.delete(row.id);
        tell();
      }});
    box.checked = chosen.has(row.id);
    return el("tr", {"data-id": row.id, class: row.status},
      el("td", {class: "box"}, box),
      el("th", {scope: "row"},
        el("a", {href: "run?run=" + row.id}, name(row.name)),
        row.subject ? name(row.subject, {class: "subject", title: row.subjectFull}) : ""),
      el("td", {class: "kind"}, row.kind),
      el("td", {class: "state", colspan: row.status === "damaged" ? 2 : null}, status(row)),
      row.status === "damaged" ? "" : el("td", {class: "progress"}, progress(row)),
      el("td", {class: "when"}, el("time", {
        datetime: new Date(row.changed).toISOString(), title: new Date(row.changed).toLocaleString(),
        "data-millis": row.changed}, ago(row.changed))),
      el("td", {class: "act"}, ...buttons(row, act)));
  }

  function tell() {
    for (const id of [...chosen]) if (!runs.rows.has(id)) chosen.delete(id);
    compare.disabled = chosen.size === 0;
    compare.textContent = chosen.size > 1 ? `Compare ${chosen.size} runs` : chosen.size === 1 ? "Show figures" : "Compare";
  }

  function draw() {
    head.replaceChildren(el("tr", {},
      el("th", {class: "box"}),
      sortable("Run", "name", order, sort),
      sortable("Kind", "kind", order, sort),
      sortable("Status", "status", order, sort),
      sortable("Progress", "share", order, sort),
      sortable("Changed", "changed", order, sort),
      el("th", {class: "act"})));
    const all = [...runs.rows.values()].sort((a, b) => collator.compare(a.name, b.name));
    const shown = all.filter(row =>
      words.split(/\s+/).every(word => `${row.name} ${row.kind} ${row.status} ${row.subject}`.toLowerCase().includes(word)));
    const focused = document.activeElement?.closest?.("tr")?.dataset.id;
    const place = focused && [...body.querySelectorAll(`tr[data-id="${focused}"] :is(a,button,input)`)].indexOf(document.activeElement);
    body.replaceChildren(...sorted(shown, order, value).map(line));
    if (focused) body.querySelectorAll(`tr[data-id="${focused}"] :is(a,button,input)`)[place]?.focus();
    const working = all.filter(row => row.status === "running").length;
    count.textContent = `${shown.length === all.length ? all.length : shown.length + " of " + all.length} runs`
      + (working ? `, ${working} running` : "");
    table.hidden = shown.length === 0;
    nothing.hidden = shown.length !== 0;
    nothing.textContent = all.length
      ? "No run matches."
      : "There are no runs in this folder yet. One that is started with --run below it appears here by itself.";
    if (!runs.complete) count.textContent += "; there are more folders than are looked at";
    tell();
  }

  runs.addEventListener("change", draw);
  setInterval(() => {
    for (const time of body.querySelectorAll("time")) time.textContent = ago(Number(time.dataset.millis));
  }, 5000);
}

/** A run's status; a damaged one says why. */
export function status(row) {
  const text = row.starting ? "starting" : row.status;
  return [el("span", {class: "status " + text}, text), row.reason ? el("p", {class: "reason"}, row.reason) : ""];
}

/** How far a run is: a bar and words. */
export function progress(row) {
  if (row.status === "damaged") return "";
  const bar = row.share === null || row.status === "finished" ? "" : el("progress", {
    max: 1, value: row.share, "aria-label": "Progress of " + row.name});
  const share = row.share === null || row.status === "finished" ? "" : el("span", {class: "share"}, percent(row.share, 0));
  return [bar, share, row.doing ? name(row.doing, {class: "doing"}) : ""];
}

/** What can be done to a run. */
export function buttons(row, act) {
  return [
    row.cancel ? el("button", {
      type: "button", title: "Stops after the piece of work in hand; it can be resumed",
      onclick: event => act("cancel", row, event)}, "Cancel") : "",
    row.resume ? el("button", {
      type: "button", title: "Gives its command again; it goes on where it was stopped",
      onclick: event => act("resume", row, event)}, "Resume") : "",
  ];
}
