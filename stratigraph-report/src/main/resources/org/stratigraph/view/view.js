// The section is complete without this: it adds switching, zoom, search and the panel.
'use strict';
(function () {
  function make(tag, text, kind) {
    const element = document.createElement(tag);
    element.textContent = text || '';
    if (kind) { element.className = kind; }
    return element;
  }

  function View(section) {
    const svg = section.querySelector('.nv-svg');
    const levels = Array.from(svg.querySelectorAll('.nv-level'));
    const measures = section.querySelector('.nv-measure');
    const details = section.querySelector('.nv-detail');
    const find = section.querySelector('.nv-find');
    const found = section.querySelector('.nv-found');
    const panel = section.querySelector('.nv-panel');
    const table = section.querySelector('.nv-table');
    const heads = Array.from(table.tHead.rows[0].cells, (cell) => cell.textContent);
    const rows = Array.from(table.tBodies[0].rows);
    const FIRST = 4; // Columns before the measures.
    let level = levels.find((each) => each.getAttribute('display') !== 'none');
    let measure = 0;
    let box = { x: 0, y: 0, w: 1, h: 1 };
    let hits = [];
    let hit = -1;
    let chosen = null;

    const nodes = (of) => Array.from((of || level).querySelectorAll('.nv-node'));
    const rowsOf = (node) => (node.dataset.rows || '').split(' ').filter(Boolean).map(Number);
    const part = (node, key, separator) => (node.dataset[key] || '').split(separator)[measure];

    // What is seen: a part of the drawing, in its own coordinates.
    function show(next) {
      const most = Math.max(+level.dataset.width, +level.dataset.height) * 3;
      const w = Math.min(Math.max(next.w, 80), most);
      const h = w * svg.clientHeight / Math.max(1, svg.clientWidth);
      box = { x: next.x, y: next.y, w: w, h: h };
      const x0 = -box.w * 0.8, x1 = +level.dataset.width - box.w * 0.2;
      const y0 = -box.h * 0.8, y1 = +level.dataset.height - box.h * 0.2;
      box.x = Math.min(Math.max(box.x, Math.min(x0, x1)), Math.max(x0, x1));
      box.y = Math.min(Math.max(box.y, Math.min(y0, y1)), Math.max(y0, y1));
      svg.setAttribute('viewBox', [box.x, box.y, box.w, box.h].join(' '));
    }

    function fit(all) {
      const width = +level.dataset.width, height = +level.dataset.height;
      const ratio = svg.clientWidth / Math.max(1, svg.clientHeight);
      // At first large enough to read: what does not fit is below.
      const readable = svg.clientWidth;
      let w = Math.max(width, height * ratio);
      if (!all) { w = Math.min(w, Math.max(readable, Math.min(width, readable * 1.6))); }
      const h = w / ratio;
      show({ x: (width - w) / 2, y: h >= height ? (height - h) / 2 : 0, w: w });
    }

    function zoom(factor, x, y) {
      const cx = x === undefined ? box.x + box.w / 2 : x;
      const cy = y === undefined ? box.y + box.h / 2 : y;
      show({ x: cx - (cx - box.x) * factor, y: cy - (cy - box.y) * factor, w: box.w * factor });
    }

    function at(event) {
      const area = svg.getBoundingClientRect();
      return {
        x: box.x + (event.clientX - area.left) / area.width * box.w,
        y: box.y + (event.clientY - area.top) / area.height * box.h
      };
    }

    function bring(node, centred) {
      const area = node.getBBox();
      const inside = area.x >= box.x && area.x + area.width <= box.x + box.w &&
        area.y >= box.y && area.y + area.height <= box.y + box.h;
      if (inside && !centred) { return; }
      const w = Math.min(box.w, Math.max(svg.clientWidth * 1.3, area.width * 1.5));
      const h = w * svg.clientHeight / Math.max(1, svg.clientWidth);
      show({ x: area.x + area.width / 2 - w / 2, y: area.y + area.height / 2 - h / 2, w: w });
    }

    function paint() {
      const label = measures.options[measure].textContent;
      levels.forEach(function (each) {
        nodes(each).forEach(function (node) {
          if (!node.dataset.fill) { return; }
          const dark = part(node, 'dark', ' ') === '1';
          const value = part(node, 'text', '|');
          node.querySelector('.nv-box').setAttribute('fill', part(node, 'fill', ' '));
          node.querySelector('.nv-value').textContent = value;
          node.querySelectorAll('text').forEach((text) => text.setAttribute('fill', dark ? '#ffffff' : '#1a1a1a'));
          node.classList.toggle('nv-none', value === '\u2013');
          node.setAttribute('aria-label', node.dataset.name + ', ' + node.querySelector('.nv-below').textContent +
            ', ' + label + ' ' + (value === '\u2013' ? 'not measured' : value));
        });
      });
      section.querySelector('.nv-label').textContent = label;
      section.querySelector('.nv-top').textContent = level.dataset.tops.split('|')[measure];
    }

    // One node at a time can be reached with Tab; arrow keys go on from there.
    function reachable(node) {
      nodes().forEach((each) => each.setAttribute('tabindex', '-1'));
      if (node) { node.setAttribute('tabindex', '0'); }
    }

    function switchTo(index, node) {
      level.setAttribute('display', 'none');
      level = levels[index];
      level.removeAttribute('display');
      if (details) { details.selectedIndex = index; }
      paint();
      search(false);
      reachable(nodes().find((each) => each.dataset.rows));
      fit(false);
      if (node) { bring(node, true); }
    }

    function nodeOf(row, of) {
      return nodes(of).find((each) => rowsOf(each).includes(row));
    }

    function choose(node) {
      levels.forEach((each) => each.querySelectorAll('.nv-chosen, .nv-lit')
        .forEach((old) => old.classList.remove('nv-chosen', 'nv-lit')));
      chosen = node;
      node.classList.add('nv-chosen');
      level.querySelectorAll('.nv-wire').forEach(function (wire) {
        const of = node.dataset.item;
        if (wire.dataset.from === of || wire.dataset.to.split(' ').includes(of)) { wire.classList.add('nv-lit'); }
      });
      reachable(node);
      describe(node);
    }

    function describe(node) {
      const of = rowsOf(node);
      panel.replaceChildren();
      if (of.length === 0) {
        panel.append(make('h2', node.dataset.name), make('p', node.querySelector('title').textContent));
        return;
      }
      if (!node.classList.contains('nv-closed')) {
        of.forEach((row) => describeRow(rows[row]));
        return;
      }
      panel.append(make('h2', node.dataset.name), make('p', node.querySelector('.nv-below').textContent));
      const list = make('dl');
      const texts = node.dataset.text.split('|');
      Array.from(measures.options).forEach(function (option, i) {
        list.append(make('dt', option.textContent), make('dd', texts[i]));
      });
      panel.append(list);
      if (levels.indexOf(level) < levels.length - 1) {
        const button = make('button', 'Open this group', 'nv-open');
        button.type = 'button';
        button.addEventListener('click', () => openGroup(node));
        const line = make('p');
        line.append(button);
        panel.append(line);
      }
      const members = make('ul');
      of.forEach(function (row) {
        const line = make('li');
        const button = make('button', rows[row].cells[0].textContent);
        button.type = 'button';
        button.addEventListener('click', () => goTo(row));
        line.append(button, make('span', rows[row].cells[FIRST + measure].textContent));
        members.append(line);
      });
      panel.append(members);
    }

    function describeRow(row) {
      const cells = Array.from(row.cells, (cell) => cell.textContent);
      panel.append(make('h2', cells[0]), make('p', cells[1]));
      const list = make('dl');
      for (let i = 2; i < heads.length - 1; i++) {
        list.append(make('dt', heads[i]), make('dd', cells[i] === '\u2013' ? 'not measured' : cells[i]));
      }
      const notes = cells[heads.length - 1];
      if (notes) { notes.split('; ').forEach((note) => list.append(make('dd', note, 'nv-wide'))); }
      panel.append(list);
    }

    function goTo(row) {
      const last = levels.length - 1;
      const node = nodeOf(row, levels[last]);
      if (levels[last] !== level) { switchTo(last, node); } else { bring(node, true); }
      choose(node);
      node.focus({ preventScroll: true });
    }

    // A level where the group is still one box, such as a stage of a single block, is passed over.
    function openGroup(node) {
      const of = rowsOf(node);
      let next = levels.indexOf(level) + 1;
      while (next < levels.length - 1 && rowsOf(nodeOf(of[0], levels[next])).length === of.length) { next++; }
      const inner = nodeOf(of[0], levels[next]);
      switchTo(next, inner);
      choose(inner);
      inner.focus({ preventScroll: true });
    }

    function search(move) {
      const wanted = find.value.trim().toLowerCase();
      hits = wanted === '' ? [] : nodes().filter((node) => node.dataset.name.toLowerCase().includes(wanted) ||
        rowsOf(node).some((row) => rows[row].cells[0].textContent.toLowerCase().includes(wanted)));
      level.classList.toggle('nv-searching', wanted !== '');
      nodes().forEach((node) => node.classList.toggle('nv-hit', hits.includes(node)));
      found.textContent = wanted === '' ? '' : hits.length + ' found';
      hit = -1;
      if (move && hits.length > 0) { bring(hits[0], false); }
    }

    function step(node, by) {
      const all = nodes();
      const next = all[all.indexOf(node) + by];
      if (!next) { return; }
      reachable(next);
      bring(next, false);
      next.focus({ preventScroll: true });
    }

    svg.addEventListener('wheel', function (event) {
      event.preventDefault();
      const point = at(event);
      if (event.shiftKey) {
        const by = (event.deltaY || event.deltaX) * box.w / svg.clientWidth;
        show({ x: box.x, y: box.y + by, w: box.w });
      } else {
        zoom(Math.exp(Math.max(-120, Math.min(120, event.deltaY)) * 0.002), point.x, point.y);
      }
    }, { passive: false });

    const fingers = new Map();
    let moved = 0;
    svg.addEventListener('pointerdown', function (event) {
      if (event.button !== 0) { return; }
      fingers.set(event.pointerId, event);
      if (fingers.size === 1) { moved = 0; }
    });
    svg.addEventListener('pointermove', function (event) {
      const before = fingers.get(event.pointerId);
      if (!before) { return; }
      const scale = box.w / svg.clientWidth;
      if (fingers.size === 2) {
        const other = Array.from(fingers.values()).find((each) => each.pointerId !== event.pointerId);
        const apart = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
        const middle = at({ clientX: (event.clientX + other.clientX) / 2, clientY: (event.clientY + other.clientY) / 2 });
        zoom(apart(before) / Math.max(1, apart(event)), middle.x, middle.y);
        moved = 99;
      } else {
        const dx = event.clientX - before.clientX, dy = event.clientY - before.clientY;
        moved += Math.abs(dx) + Math.abs(dy);
        if (moved > 4) {
          if (!svg.classList.contains('nv-drag')) { svg.setPointerCapture(event.pointerId); }
          svg.classList.add('nv-drag');
          show({ x: box.x - dx * scale, y: box.y - dy * scale, w: box.w });
        }
      }
      fingers.set(event.pointerId, event);
    });
    ['pointerup', 'pointercancel', 'lostpointercapture'].forEach(function (name) {
      svg.addEventListener(name, function (event) {
        fingers.delete(event.pointerId);
        if (fingers.size === 0) { svg.classList.remove('nv-drag'); }
      });
    });
    svg.addEventListener('click', function (event) {
      const node = event.target.closest('.nv-node');
      if (node && moved <= 4) { choose(node); }
    });
    svg.addEventListener('dblclick', function (event) {
      const node = event.target.closest('.nv-closed');
      if (node && levels.indexOf(level) < levels.length - 1) { openGroup(node); }
    });
    svg.addEventListener('focusin', function (event) {
      const node = event.target.closest('.nv-node');
      if (node && fingers.size === 0) { bring(node, false); }
    });

    section.querySelector('.nv-stage').addEventListener('keydown', function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey) { return; }
      const node = event.target.closest ? event.target.closest('.nv-node') : null;
      const pan = box.h * 0.15;
      const keys = {
        '+': () => zoom(0.8), '=': () => zoom(0.8), '-': () => zoom(1.25), '0': () => fit(true),
        PageDown: () => show({ x: box.x, y: box.y + box.h * 0.8, w: box.w }),
        PageUp: () => show({ x: box.x, y: box.y - box.h * 0.8, w: box.w }),
        ArrowLeft: () => show({ x: box.x - pan, y: box.y, w: box.w }),
        ArrowRight: () => show({ x: box.x + pan, y: box.y, w: box.w }),
        ArrowDown: () => node ? step(node, 1) : show({ x: box.x, y: box.y + pan, w: box.w }),
        ArrowUp: () => node ? step(node, -1) : show({ x: box.x, y: box.y - pan, w: box.w }),
        Enter: () => node && choose(node), ' ': () => node && choose(node)
      };
      if (event.target.tagName === 'BUTTON' || !keys[event.key]) { return; }
      keys[event.key]();
      event.preventDefault();
    });

    section.querySelector('.nv-in').addEventListener('click', () => zoom(0.75));
    section.querySelector('.nv-out').addEventListener('click', () => zoom(1 / 0.75));
    section.querySelector('.nv-fit').addEventListener('click', () => fit(true));
    measures.addEventListener('change', function () {
      measure = measures.selectedIndex;
      paint();
      if (chosen) { describe(chosen); }
    });
    if (details) { details.addEventListener('change', () => switchTo(details.selectedIndex)); }
    find.addEventListener('input', () => search(true));
    find.addEventListener('keydown', function (event) {
      if (event.key !== 'Enter' || hits.length === 0) { return; }
      hit = (hit + 1) % hits.length;
      bring(hits[hit], true);
      choose(hits[hit]);
    });

    section.classList.add('nv-live');
    section.querySelector('.nv-buttons').hidden = false;
    levels.forEach((each) => nodes(each).forEach(function (node) {
      node.setAttribute('tabindex', '-1');
      node.setAttribute('role', 'button');
      if (!node.dataset.rows) { node.setAttribute('aria-label', node.querySelector('title').textContent); }
    }));
    paint();
    reachable(nodes().find((each) => each.dataset.rows));
    fit(false);
    let width = svg.clientWidth, height = svg.clientHeight;
    window.addEventListener('resize', function () {
      // A window may have no size for a moment; what it showed is shown again after.
      if (svg.clientWidth === 0 || (svg.clientWidth === width && svg.clientHeight === height)) { return; }
      show({ x: box.x, y: box.y, w: box.w * svg.clientWidth / Math.max(1, width) });
      width = svg.clientWidth;
      height = svg.clientHeight;
    });
    window.addEventListener('beforeprint', function () {
      svg.setAttribute('viewBox', '0 0 ' + level.dataset.width + ' ' + level.dataset.height);
      section.querySelector('.nv-all').open = true;
    });
    window.addEventListener('afterprint', () => show(box));
  }

  document.querySelectorAll('.nv').forEach(View);
})();
