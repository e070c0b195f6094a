// The page is complete without this: it adds sorting, a filter and quicker tooltips.
'use strict';
(function () {
  function make(tag, text) {
    const element = document.createElement(tag);
    element.textContent = text || '';
    return element;
  }

  function key(row, column) {
    const cell = row.cells[column];
    if (!cell.hasAttribute('data-v')) { return cell.textContent; }
    const value = cell.getAttribute('data-v');
    return value === '' ? null : Number(value);
  }

  function compare(a, b) {
    return typeof a === 'string' ? a.localeCompare(b, 'en', { numeric: true }) : a - b;
  }

  // Unknown figures stay last, whichever way the column is sorted.
  function sort(table, column, descending) {
    const body = table.tBodies[0];
    const rows = Array.from(body.rows, (row) => ({ row: row, key: key(row, column) }));
    rows.sort(function (a, b) {
      if (a.key === null || b.key === null) { return (a.key === null) - (b.key === null); }
      return descending ? compare(b.key, a.key) : compare(a.key, b.key);
    });
    rows.forEach((entry) => body.append(entry.row));
  }

  function makeSortable(table) {
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
    headings[0].setAttribute('aria-sort', 'ascending');
  }

  function makeFilter(table) {
    const bar = make('div');
    bar.className = 'filter';
    const label = make('label', 'Show layers whose name or kind contains');
    const input = make('input');
    input.type = 'search';
    const count = make('span');
    count.setAttribute('role', 'status');
    label.append(input);
    bar.append(label, count);
    table.parentElement.before(bar);
    const rows = Array.from(table.tBodies[0].rows);
    input.addEventListener('input', function () {
      const wanted = input.value.trim().toLowerCase();
      let shown = 0;
      rows.forEach(function (row) {
        const text = row.cells[1].textContent + ' ' + row.cells[2].textContent;
        row.hidden = !text.toLowerCase().includes(wanted);
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = wanted === '' ? '' : shown + ' of ' + rows.length;
    });
  }

  // The drawing's own titles, shown at once beside the pointer.
  function makeTooltips() {
    const tip = make('div');
    tip.id = 'tip';
    tip.hidden = true;
    document.body.append(tip);
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
      const mark = described(event.target);
      tip.hidden = mark === null;
      if (mark === null) { return; }
      tip.textContent = texts.get(mark);
      const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
      tip.style.left = Math.max(8, Math.min(event.clientX + 14, room)) + 'px';
      tip.style.top = (event.clientY > 60 ? event.clientY - tip.offsetHeight - 12 : event.clientY + 18) + 'px';
    });
    document.addEventListener('pointerleave', function () { tip.hidden = true; });
  }

  document.querySelectorAll('table[data-sortable]').forEach(function (table) {
    makeSortable(table);
    makeFilter(table);
  });
  makeTooltips();
})();
