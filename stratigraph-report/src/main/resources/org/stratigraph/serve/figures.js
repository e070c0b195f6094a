// Figures of chosen runs, drawn by the server when they are asked for.

import {ask, el, name, tip} from "./dom.js";

/** The page of several runs. */
export function compare(main, runs, ids) {
  const title = el("h1", {}, ids.length === 1 ? "Figures" : "Comparison");
  const names = el("ul", {class: "chosen"});
  const links = el("p", {class: "links"});
  const place = el("div", {});
  main.replaceChildren(title, names, links, place);
  function tell() {
    names.replaceChildren(...ids.map(id => {
      const row = runs.rows.get(id);
      const others = ids.filter(other => other !== id);
      return el("li", {},
        row ? el("a", {href: "run?run=" + id}, name(row.name)) : el("span", {class: "muted"}, "a run that is not there"),
        others.length ? el("a", {class: "off", href: "compare?runs=" + others.join(","), "aria-label": "Leave out " + (row?.name ?? "it")}, "\u00d7") : "");
    }));
  }
  runs.addEventListener("change", tell);
  tell();
  figures(place, ids, links);
}

/** All figures of runs: choose one, tell it what to show, point at it, keep it. */
export async function figures(place, ids, links) {
  const runs = "runs=" + ids.join(",");
  let offers;
  try {
    offers = await ask("api/offers?" + runs);
  } catch (e) {
    place.replaceChildren(el("p", {class: "error", role: "alert"}, e.message));
    return;
  }
  if (offers.report) links.append(el("a", {href: "report?" + runs, target: "_blank", rel: "noopener"}, "Report"));
  for (const file of offers.data) {
    links.append(el("a", {href: `data?${runs}&name=${encodeURIComponent(file)}`, download: true}, file));
  }
  if (offers.figures.length === 0) {
    place.replaceChildren(el("p", {class: "muted"}, ids.length > 1
      ? "These runs have no figure in common. Choose finished runs of one kind."
      : "There is nothing to draw of this run yet."));
    return;
  }
  const asked = new URLSearchParams(location.hash.slice(1));
  let offer = offers.figures.find(o => o.name === asked.get("figure")) ?? offers.figures[0];
  const tabs = el("div", {class: "tabs", role: "group", "aria-label": "Figures"});
  const options = el("form", {class: "bar", onsubmit: event => event.preventDefault()});
  const sheet = el("div", {class: "sheet", tabindex: "0"});
  const chosen = el("div", {class: "layer", role: "region", "aria-label": "Numbers of the chosen layer", "aria-live": "polite"});
  const keep = el("p", {class: "links keep"});
  place.replaceChildren(el("section", {id: "figures"}, tabs, options, sheet, chosen, keep));
  let turn = 0;

  function query() {
    const values = new URLSearchParams();
    values.set("name", offer.name);
    for (const select of options.querySelectorAll("select")) if (select.value) values.set(select.name, select.value);
    return runs + "&" + values;
  }

  function choose(next) {
    offer = next;
    history.replaceState(null, "", "#figure=" + offer.name);
    tabs.replaceChildren(...offers.figures.map(o => el("button", {
      type: "button", "aria-pressed": String(o === offer), onclick: () => choose(o)}, o.title)));
    options.replaceChildren(...offer.options.map(option => el("label", {}, option.label + " ",
      el("select", {name: option.name, onchange: draw}, option.values.map(v => el("option", {value: v.value}, v.label || "\u2013"))))));
    draw();
  }

  async function draw() {
    const mine = ++turn;
    chosen.replaceChildren();
    sheet.setAttribute("aria-busy", "true");
    keep.replaceChildren("Download ", ...["svg", "pdf", "png"].map(format =>
      el("a", {href: `figure?${query()}&format=${format}`, download: true}, format.toUpperCase())));
    const answer = await fetch("figure?" + query()).catch(() => null);
    const text = answer ? await answer.text() : "";
    if (mine !== turn) return;
    sheet.removeAttribute("aria-busy");
    if (!answer?.ok) {
      let why = "The server does not answer. Is it still running?";
      try { why = JSON.parse(text).error; } catch { /* as it is */ }
      sheet.replaceChildren(el("p", {class: "error", role: "alert"}, why));
      keep.replaceChildren();
      return;
    }
    const svg = document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
    prepare(svg);
    sheet.replaceChildren(svg);
  }

  /** Marks tell what they are beside the pointer, not by the browser's own slow box. */
  function prepare(svg) {
    svg.setAttribute("preserveAspectRatio", "xMinYMin meet");
    for (const title of svg.querySelectorAll(":scope > * title")) {
      const mark = title.parentNode;
      mark.dataset.tip = title.textContent;
      title.remove();
    }
    svg.addEventListener("mousemove", event => {
      const mark = event.target.closest("[data-tip]");
      if (mark) tip.show(mark.dataset.tip, event); else tip.hide();
    });
    svg.addEventListener("mouseleave", tip.hide);
    svg.addEventListener("click", event => {
      const mark = event.target.closest("[data-layer]");
      if (mark) layer(svg, mark.dataset.layer);
    });
  }

  /** What a figure says of one layer, as a list. */
  function layer(svg, which) {
    const marks = [...svg.querySelectorAll("[data-layer]")].filter(mark => mark.dataset.layer === which && mark.dataset.tip);
    for (const mark of svg.querySelectorAll(".picked")) mark.classList.remove("picked");
    for (const mark of marks) mark.classList.add("picked");
    chosen.replaceChildren(el("h3", {}, name(which)), el("ul", {}, marks.map(mark => el("li", {}, mark.dataset.tip))));
  }
  choose(offer);
}
