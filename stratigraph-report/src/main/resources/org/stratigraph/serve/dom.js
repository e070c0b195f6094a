// Elements from names and texts. Texts are never read as markup.

/** An element: attributes by name ("on..." listens, true sets, false and null leave out), children. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ""));
  return element;
}

/** A name from a file: set apart from the direction of the text around it. */
export function name(text, attributes = {}) {
  return el("bdi", attributes, text);
}

/** JSON from the server; throws what the server says is wrong. */
export async function ask(path, post = null) {
  const options = post === null
    ? {}
    : {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(post)};
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error("The server does not answer. Is it still running?");
  }
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(json.error ?? `The server answered ${answer.status}.`);
  return json;
}

export function percent(fraction, digits = 1) {
  return fraction === null || fraction === undefined
    ? "\u2013"
    : (100 * fraction).toFixed(digits) + "\u202f%";
}

/** How long ago a moment is, in the words of a person. */
export function ago(millis) {
  const seconds = Math.max(0, (Date.now() - millis) / 1000);
  if (seconds < 10) return "just now";
  if (seconds < 60) return `${Math.floor(seconds)} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  return new Date(millis).toLocaleDateString(undefined, {year: "numeric", month: "short", day: "numeric"});
}

/** Order of names in which numbers count as numbers. */
export const collator = new Intl.Collator("en", {numeric: true});

/** A heading that sorts when it is clicked; order is {key, down}. */
export function sortable(label, key, order, choose, attributes = {}) {
  const on = order.key === key;
  return el("th", {...attributes, scope: "col", "aria-sort": on ? (order.down ? "descending" : "ascending") : null},
    el("button", {type: "button", onclick: () => choose(key)}, label));
}

/** Rows in an order: names as people count, numbers by size, what is not known last. */
export function sorted(rows, order, value) {
  const sign = order.down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const x = value(a, order.key), y = value(b, order.key);
    const unknownX = x === null || x === undefined, unknownY = y === null || y === undefined;
    if (unknownX || unknownY) return unknownX - unknownY;
    return sign * (typeof x === "string" ? collator.compare(x, y) : x - y);
  });
}

/** A box beside the pointer. */
export const tip = {
  show(text, event) {
    const box = document.getElementById("tip");
    box.textContent = text;
    box.hidden = false;
    const edge = 8, size = box.getBoundingClientRect();
    const right = event.clientX + 14 + size.width > innerWidth - edge;
    const low = event.clientY + 18 + size.height > innerHeight - edge;
    box.style.left = `${Math.max(edge, right ? event.clientX - size.width - 10 : event.clientX + 14)}px`;
    box.style.top = `${Math.max(edge, low ? event.clientY - size.height - 10 : event.clientY + 18)}px`;
  },
  hide() {
    document.getElementById("tip").hidden = true;
  },
};
