// The page is complete without this: it adds sorting, filters and quicker tooltips.
'use strict';
const Report = {};
(function () {
  Report.make = function (tag, text, kind) {
    const element = document.createElement(tag);
    element.textContent = text || '';
    if (kind) { element.className = kind; }
    return element;
  };
  const make = Report.make;

  function key(row, column) {
    const cell = row.cells[column];
    if (!cell.hasAttribute('data-v')) { return cell.textContent; }
    const value = cell.getAttribute('data-v');
    return value === '' ? null : Number(value);
  }

  const collator = new Intl.Collator('en', { numeric: true });

  function compare(a, b) {
    return typeof a === 'string' ? collator.compare(a, b) : a - b;
  }

  // Unknown figures stay last, whichever way the column is sorted.
  function sort(table, column, descending) {
    const body = table.tBodies[0];
    const rows = Array.from(body.rows, (row) => ({ row: row, key: key(row, column) }));
    rows.sort(function (a, b) {
      if (a.key === null || b.key === null) { return (a.key === null) - (b.key === null); }
      return descending ? compare(b.key, a.key) : compare(a.key, b.key);
    });
    body.append(...rows.map((entry) => entry.row));
  }

  // A table is taken as sorted by its first column only if it is.
  Report.makeSortable = function (table, sortedFirst) {
    const headings = Array.from(table.tHead.rows[0].cells);
    headings.forEach(function (heading, column) {
      const button = make('button');
      button.type = 'button';
      button.setAttribute('aria-label', 'Sort by ' + heading.textContent);
      heading.append(button);
      button.addEventListener('click', function () {
        const before = heading.getAttribute('aria-sort');
        const first = heading.classList.contains('n') && column > 0 ? 'descending' : 'ascending';
        const other = first === 'descending' ? 'ascending' : 'descending';
        const next = before === first ? other : first;
        headings.forEach((each) => each.removeAttribute('aria-sort'));
        heading.setAttribute('aria-sort', next);
        sort(table, column, next === 'descending');
      });
    });
    if (sortedFirst) { headings[0].setAttribute('aria-sort', 'ascending'); }
  };

  // Words are looked for in all cells of text; each must be there.
  function makeFilter(table, what) {
    const rows = Array.from(table.tBodies[0].rows);
    if (rows.length < 8) { return; }
    const bar = make('div', '', 'filter');
    const label = make('label', 'Show ' + what + ' with');
    const input = make('input');
    input.type = 'search';
    const count = make('span');
    count.setAttribute('role', 'status');
    label.append(input);
    bar.append(label, count);
    table.parentElement.before(bar);
    const texts = rows.map((row) => Array.from(row.cells)
      .filter((cell) => !cell.hasAttribute('data-v'))
      .map((cell) => cell.textContent).join(' ').toLowerCase());
    input.addEventListener('input', function () {
      const wanted = input.value.trim().toLowerCase().split(/\s+/);
      let shown = 0;
      rows.forEach(function (row, i) {
        row.hidden = !wanted.every((word) => texts[i].includes(word));
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = wanted[0] === '' ? '' : shown + ' of ' + rows.length;
    });
  }

  // One box for what is pointed at; at once, and beside the pointer.
  const tip = make('div');
  tip.id = 'tip';
  tip.hidden = true;
  document.body.append(tip);
  Report.tell = function (text, x, y) {
    tip.hidden = text === null;
    if (text === null) { return; }
    tip.textContent = text;
    const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
    tip.style.left = Math.max(8, Math.min(x + 14, room)) + 'px';
    tip.style.top = (y > 80 ? y - tip.offsetHeight - 12 : y + 18) + 'px';
  };

  // The drawings' own titles.
  function makeTooltips() {
    const texts = new WeakMap();
    function described(node) {
      for (let at = node; at instanceof SVGElement; at = at.parentNode) {
        if (at.tagName === 'svg') { return null; }
        const title = at.querySelector(':scope > title');
        if (title) {
          texts.set(at, title.textContent);
          title.remove();
        }
        if (texts.has(at)) { return at; }
      }
      return null;
    }
    document.addEventListener('pointermove', function (event) {
      if (event.target instanceof HTMLCanvasElement || event.target.closest('.nv')) { return; }
      const mark = described(event.target);
      Report.tell(mark === null ? null : texts.get(mark), event.clientX, event.clientY);
    });
    document.addEventListener('pointerleave', () => Report.tell(null));
    document.addEventListener('scroll', () => Report.tell(null), { passive: true });
  }

  document.querySelectorAll('table[data-sortable]').forEach(function (table) {
    const first = table.tHead.rows[0].cells[0];
    Report.makeSortable(table, first.textContent === '#');
    makeFilter(table, table.getAttribute('data-sortable'));
  });
  makeTooltips();
})();
