// The heat map on a canvas: only what is in sight is drawn, so that any number of cells is quick.
(function () {
  const block = document.getElementById('data');
  if (!block) { return; }
  const data = JSON.parse(block.textContent);
  Report.data = data;
  const make = Report.make;
  const MINUS = '\u2212', DASH = '\u2013', THIN = '\u202f';

  const known = (value) => value !== null && value !== undefined;
  Report.percent = function (value, digits) {
    return known(value) ? (100 * value).toFixed(digits === undefined ? 2 : digits).replace('-', MINUS) : DASH;
  };
  const percent = Report.percent;

  // What a cell can show. Every measure is of a network and a layer.
  const measures = {
    c: { label: 'criticality', unit: THIN + '%', value: (n, l) => n.c[l], low: () => 0, high: () => 1, scale: 'sequential' },
    s: { label: 'trial standard deviation', unit: ' points', value: (n, l) => n.s[l], low: () => 0, high: most, scale: 'sequential' },
    d: { label: 'difference to', unit: ' points', value: difference, low: () => -most(), high: most, scale: 'diverging' }
  };
  const state = { measure: 'c', sort: 'given', base: Math.max(0, data.baseline), zoom: 0, layer: -1, row: -1, column: -1 };
  let span = 1;

  function most() { return span; }

  function difference(network, layer, column) {
    const base = data.networks[state.base];
    const a = network.c[layer], b = base.c[layerAt(base, column)];
    return known(a) && known(b) ? a - b : null;
  }

  function layerAt(network, column) {
    return network.at ? network.at[column] : data.columns[column];
  }

  function value(network, column) {
    const layer = layerAt(network, column);
    const found = layer < 0 ? null : measures[state.measure].value(network, layer, column);
    return known(found) ? found : null;
  }

  // Mean and population deviation over the layers that are known, each of which counts once.
  function spread(network) {
    const once = new Map();
    data.columns.forEach((unused, column) => {
      const layer = layerAt(network, column);
      if (!once.has(layer)) { once.set(layer, value(network, column)); }
    });
    const values = Array.from(once.values()).filter(known);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const squares = values.reduce((a, b) => a + (b - mean) * (b - mean), 0);
    return values.length === 0 ? { mean: null, sd: null } : { mean: mean, sd: Math.sqrt(squares / values.length) };
  }

  let order = [];
  let spreads = [];

  function prepare() {
    span = 1;
    if (state.measure !== 'c') {
      let largest = 0;
      data.networks.forEach((network) => data.columns.forEach((unused, column) => {
        const found = value(network, column);
        if (found !== null) { largest = Math.max(largest, Math.abs(found)); }
      }));
      span = Math.max(0.05, Math.ceil(largest * 20 - 1e-9) / 20);
    }
    spreads = data.networks.map(spread);
    const last = (v) => known(v) ? v : -Infinity;
    const collator = new Intl.Collator('en', { numeric: true });
    const by = {
      given: () => 0,
      category: (a, b) => data.networks[a].category - data.networks[b].category || last(spreads[b].mean) - last(spreads[a].mean),
      mean: (a, b) => last(spreads[b].mean) - last(spreads[a].mean),
      accuracy: (a, b) => last(data.networks[b].accuracy) - last(data.networks[a].accuracy),
      name: (a, b) => collator.compare(data.networks[a].name, data.networks[b].name),
      layer: (a, b) => last(value(data.networks[b], state.column)) - last(value(data.networks[a], state.column))
    };
    const compare = by[state.sort === 'layer' && state.column < 0 ? 'given' : state.sort];
    order = data.networks.map((unused, i) => i).sort((a, b) => compare(a, b) || a - b);
  }

  // The page's parts.
  const place = document.getElementById('map');
  const bar = make('div', '', 'tools');
  const frame = make('div', '', 'frame');
  const canvas = make('canvas');
  const fill = make('div', '', 'fill');
  const told = make('p', '', 'told');
  told.setAttribute('role', 'status');
  frame.tabIndex = 0;
  frame.setAttribute('role', 'application');
  frame.setAttribute('aria-roledescription', 'heat map');
  frame.setAttribute('aria-label', 'Heat map of ' + data.networks.length + ' networks by ' + data.columns.length +
    ' layers. Arrow keys move from cell to cell, Enter opens the layer, plus and minus zoom. The tables hold the numbers too.');
  canvas.setAttribute('aria-hidden', 'true');
  fill.append(canvas);
  frame.append(fill);

  function choice(text, options, chosen, act) {
    const label = make('label', text + ' ');
    const select = make('select');
    options.forEach(function (option) {
      const item = make('option', option[1]);
      item.value = option[0];
      select.append(item);
    });
    select.value = chosen;
    select.addEventListener('change', () => act(select.value));
    label.append(select);
    bar.append(label);
    return label;
  }

  function button(text, label, act) {
    const element = make('button', text);
    element.type = 'button';
    element.title = label;
    element.setAttribute('aria-label', label);
    element.addEventListener('click', act);
    return element;
  }

  const trials = data.networks.some((network) => network.s.some(known));
  const shown = [['c', 'Criticality']];
  if (trials) { shown.push(['s', 'Trial standard deviation']); }
  if (data.networks.length > 1) { shown.push(['d', 'Difference to a network']); }
  choice('Show', shown, 'c', function (next) {
    state.measure = next;
    baseChoice.hidden = next !== 'd';
    refresh();
  });
  const baseChoice = choice('namely', data.networks.map((network, i) => [String(i), network.name]), String(state.base), function (next) {
    state.base = Number(next);
    refresh();
  });
  baseChoice.hidden = true;
  const sorts = [['given', 'as given'], ['mean', 'mean'], ['accuracy', 'accuracy'], ['name', 'name'], ['layer', 'the marked layer']];
  if (data.categories.length > 2) { sorts.splice(1, 0, ['category', 'category']); }
  if (data.networks.length > 1) {
    choice('Rows by', sorts, 'given', function (next) {
      state.sort = next;
      refresh();
    });
  }
  const zooms = make('span', '', 'zooms');
  zooms.setAttribute('role', 'group');
  zooms.setAttribute('aria-label', 'Zoom');
  zooms.append(
    button('+', 'Zoom in (key +)', () => zoom(1)),
    button(MINUS, 'Zoom out (key \u2212)', () => zoom(-1)),
    button('fit', 'Fit the width (key 0)', () => zoom(0)));
  bar.append(zooms);
  const legend = make('div', '', 'legend');
  const ramp = make('canvas');
  const lowest = make('span'), highest = make('span'), quantity = make('span', '', 'quantity');
  ramp.setAttribute('aria-hidden', 'true');
  legend.append(quantity, lowest, ramp, highest);
  const caption = make('p', '', 'map-caption');
  caption.append(make('b', 'Figure ' + place.dataset.number + '.'),
    ' Networks by layers, from the input (left). Left: category and accuracy; right: mean \u00b1 standard deviation over layers. Hatched: not known. Click a cell, or press Enter, for the layer\u2019s trials.');
  place.append(bar, legend, frame, told, caption);
  document.documentElement.classList.add('live');

  // Sizes, in CSS pixels.
  const FONT = 11, ROW = 15, BOTTOM_MOST = 132;
  let size = null;

  function measure() {
    const context = canvas.getContext('2d');
    context.font = FONT + 'px ' + face();
    const width = frame.clientWidth;
    const wide = width > 600;
    const accuracies = data.networks.some((network) => known(network.accuracy));
    let labels = 0;
    data.networks.forEach((network) => { labels = Math.max(labels, context.measureText(network.name.slice(0, 60)).width); });
    labels = Math.min(labels, wide ? 250 : width * 0.3) + 4;
    const band = data.categories.length > 2 || data.networks.some((network) => network.category === 0 && data.categories.length > 1) ? 10 : 0;
    const left = band + labels + (accuracies && wide ? 36 : 0) + 6;
    const right = wide ? 62 : 0;
    const runs = stages();
    const gaps = (runs.length - 1) * 2;
    const room = width - left - right - gaps - 2;
    const fitting = Math.min(26, room / data.columns.length);
    // On a phone cells stay large enough to be hit, and the map scrolls.
    const least = wide ? 1.2 : 7;
    const cell = Math.max(least, fitting) * Math.pow(1.5, state.zoom);
    let layers = 0;
    if (cell >= 9) {
      data.columns.forEach((layer) => { layers = Math.max(layers, context.measureText(data.layers[layer].label.slice(0, 40)).width); });
      layers = Math.min(layers + 6, BOTTOM_MOST);
    }
    const row = Math.max(ROW, Math.min(cell, 24));
    const all = row * data.networks.length;
    const top = 20, bottom = layers + 4;
    const whole = top + all + bottom;
    const height = whole <= 1100 ? whole : Math.max(320, Math.min(1000, window.innerHeight * 0.9));
    size = { width: width, height: height, left: left, right: right, top: top, bottom: bottom, band: band, labels: labels,
      accuracies: accuracies && wide, cell: cell, row: row, gap: 2, total: data.columns.length * cell + gaps, all: all,
      place: places(runs, cell) };
    fill.style.width = Math.ceil(left + size.total + right) + 'px';
    fill.style.height = Math.ceil(top + all + bottom) + 'px';
    frame.style.height = Math.ceil(height) + (frame.offsetHeight - frame.clientHeight) + 'px';
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = width + 'px';
    canvas.style.height = height + 'px';
  }

  function stages() {
    const runs = [];
    data.columns.forEach(function (layer, column) {
      const stage = data.layers[layer].stage;
      const last = runs[runs.length - 1];
      if (last && last.stage === stage) { last.to = column + 1; } else { runs.push({ stage: stage, from: column, to: column + 1 }); }
    });
    return runs;
  }

  // The left edge of each column, without what is left of all of them.
  function places(runs, cell) {
    const found = [];
    runs.forEach(function (run, i) {
      for (let column = run.from; column < run.to; column++) { found.push(column * cell + i * 2); }
    });
    return found;
  }

  let colours = null;
  function face() { return colours.sans; }
  function palette() {
    const style = getComputedStyle(document.documentElement);
    const of = (name) => style.getPropertyValue(name).trim();
    colours = { paper: of('--paper'), ink: of('--ink'), muted: of('--muted'), rule: of('--rule'), link: of('--link'), faint: of('--faint'), sans: of('--sans') || 'sans-serif' };
  }

  function colour(found) {
    const measure = measures[state.measure];
    const scale = data[measure.scale];
    const share = Math.min(1, Math.max(0, (found - measure.low()) / (measure.high() - measure.low())));
    return scale[Math.round(share * (scale.length - 1))];
  }

  function isDark(hex) {
    const levels = [1, 3, 5].map(function (i) {
      const s = parseInt(hex.slice(i, i + 2), 16) / 255;
      return s <= 0.04045 ? s / 12.92 : Math.pow((s + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * levels[0] + 0.7152 * levels[1] + 0.0722 * levels[2] < 0.179;
  }

  function short(context, text, room) {
    if (context.measureText(text).width <= room) { return text; }
    let low = 0, high = text.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (context.measureText(cut(text, middle)).width <= room) { low = middle; } else { high = middle; }
    }
    return low < 3 ? '' : cut(text, low);
  }

  function cut(text, length) {
    const head = Math.ceil(length / 2);
    return text.slice(0, head) + '\u2026' + text.slice(text.length - (length - head));
  }

  let hatching = null;
  function hatched(context) {
    if (hatching) { return hatching; }
    const tile = make('canvas');
    tile.width = 6;
    tile.height = 6;
    const ink = tile.getContext('2d');
    ink.strokeStyle = colours.muted;
    ink.globalAlpha = 0.7;
    ink.beginPath();
    ink.moveTo(-1, 7); ink.lineTo(7, -1); ink.moveTo(-4, 4); ink.lineTo(4, -4); ink.moveTo(2, 10); ink.lineTo(10, 2);
    ink.stroke();
    hatching = context.createPattern(tile, 'repeat');
    return hatching;
  }

  function draw() {
    const context = canvas.getContext('2d');
    const ratio = window.devicePixelRatio || 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    context.font = FONT + 'px ' + face();
    context.textBaseline = 'middle';
    const x0 = size.left - frame.scrollLeft, y0 = size.top - frame.scrollTop;
    const end = size.width - size.right;
    const below = size.height - size.bottom;
    const first = Math.max(0, Math.floor(frame.scrollTop / size.row));
    const last = Math.min(order.length, Math.ceil((frame.scrollTop + below - size.top) / size.row));
    context.save();
    context.beginPath();
    context.rect(size.left, size.top, end - size.left, below - size.top);
    context.clip();
    const inner = size.cell < 3 ? 0 : size.cell < 6 ? 0.5 : 1;
    const rowInner = size.row < 6 ? 0 : 1;
    for (let at = first; at < last; at++) {
      const network = data.networks[order[at]];
      const y = y0 + at * size.row;
      for (let column = 0; column < data.columns.length; column++) {
        const x = x0 + size.place[column];
        if (x + size.cell < size.left || x > end) { continue; }
        const found = value(network, column);
        context.fillStyle = found === null ? hatched(context) : colour(found);
        context.fillRect(x, y, Math.max(size.cell - inner, 0.6), size.row - rowInner);
        if (found !== null && size.cell >= 25) {
          context.fillStyle = isDark(colour(found)) ? '#fff' : '#000';
          context.textAlign = 'center';
          context.fillText(percent(found, 0), x + (size.cell - inner) / 2, y + (size.row - rowInner) / 2 + 0.5);
        }
      }
    }
    marks(context, x0, y0);
    context.restore();
    rows(context, y0, first, last, end, below);
    heads(context, x0, end);
    if (size.bottom > 8) { feet(context, x0, end, below); }
  }

  // The row and column of the cell that is pointed at or chosen.
  function marks(context, x0, y0) {
    context.lineWidth = 1.5;
    context.strokeStyle = colours.ink;
    if (state.row >= 0) {
      context.strokeRect(x0 - 1, y0 + order.indexOf(state.row) * size.row - 1, size.total + 1, size.row);
    }
    if (state.column >= 0) {
      context.strokeRect(x0 + size.place[state.column] - 1, y0 - 1, size.cell + 1, size.all + 1);
    }
  }

  function rows(context, y0, first, last, end, below) {
    context.save();
    context.beginPath();
    context.rect(0, size.top, size.width, below - size.top);
    context.clip();
    for (let at = first; at < last; at++) {
      const network = data.networks[order[at]];
      const y = y0 + at * size.row, middle = y + size.row / 2;
      const lit = order[at] === state.row;
      if (size.band) {
        context.fillStyle = data.categories[network.category].colour;
        context.fillRect(0, y, size.band - 3, size.row);
      }
      context.font = (lit ? '600 ' : '') + FONT + 'px ' + face();
      context.fillStyle = colours.ink;
      context.textAlign = 'right';
      context.fillText(short(context, network.name, size.labels - 4), size.band + size.labels, middle);
      context.font = FONT + 'px ' + face();
      context.fillStyle = colours.muted;
      if (size.accuracies) { context.fillText(percent(network.accuracy, 1), size.left - 6, middle); }
      if (size.right) {
        context.textAlign = 'left';
        const spread = spreads[order[at]];
        const x = Math.min(end, size.left + size.total - frame.scrollLeft) + 5;
        const text = state.measure === 's' ? percent(spread.mean, 1) : percent(spread.mean, 0) + ' \u00b1 ' + percent(spread.sd, 0);
        context.fillText(spread.mean === null ? DASH : text, x, middle);
      }
    }
    context.restore();
  }

  function heads(context, x0, end) {
    context.fillStyle = colours.muted;
    context.textAlign = 'right';
    if (size.accuracies) { context.fillText('acc.', size.left - 6, 8); }
    if (size.right) {
      context.textAlign = 'left';
      context.fillText('mean', Math.min(end, size.left + size.total - frame.scrollLeft) + 5, 8);
    }
    context.save();
    context.beginPath();
    context.rect(size.left, 0, end - size.left, size.top);
    context.clip();
    context.textAlign = 'center';
    context.strokeStyle = colours.muted;
    context.lineWidth = 1;
    let free = size.left;
    stages().forEach(function (run) {
      if (!run.stage) { return; }
      const from = x0 + size.place[run.from];
      const to = x0 + size.place[run.to - 1] + size.cell - 1;
      const seen = Math.min(to, end) - Math.max(from, size.left);
      if (seen <= 0) { return; }
      const middle = Math.max(from, size.left) + seen / 2;
      const width = context.measureText(run.stage).width;
      context.beginPath();
      context.moveTo(from, size.top - 3.5);
      context.lineTo(to, size.top - 3.5);
      context.stroke();
      if (width <= Math.max(seen, 44) && middle - width / 2 >= free - 1 && middle + width / 2 <= end + 1) {
        context.fillStyle = colours.ink;
        context.fillText(run.stage, middle, 8);
        free = middle + width / 2 + 4;
      }
    });
    context.restore();
  }

  function feet(context, x0, end, below) {
    context.save();
    context.beginPath();
    context.rect(size.left, below, end - size.left, size.bottom);
    context.clip();
    context.textAlign = 'right';
    for (let column = 0; column < data.columns.length; column++) {
      const x = x0 + size.place[column] + (size.cell - 1) / 2;
      if (x < size.left || x > end) { continue; }
      context.save();
      context.translate(x, below + 5);
      context.rotate(-Math.PI / 2);
      const lit = column === state.column;
      context.font = (lit ? '600 ' : '') + Math.min(FONT, size.cell * 0.95) + 'px ' + face();
      context.fillStyle = lit ? colours.ink : colours.muted;
      context.fillText(short(context, data.layers[data.columns[column]].label, BOTTOM_MOST - 8), 0, 0);
      context.restore();
    }
    context.restore();
  }

  let waiting = false;
  function later() {
    if (waiting) { return; }
    waiting = true;
    requestAnimationFrame(function () {
      waiting = false;
      draw();
    });
  }

  function drawLegend() {
    const measure = measures[state.measure];
    const ratio = window.devicePixelRatio || 1;
    ramp.width = 120 * ratio;
    ramp.height = 10 * ratio;
    const context = ramp.getContext('2d');
    data[measure.scale].forEach(function (each, i, all) {
      context.fillStyle = each;
      context.fillRect(Math.floor(i * ramp.width / all.length), 0, Math.ceil(ramp.width / all.length) + 1, ramp.height);
    });
    const base = state.measure === 'd' ? ' ' + data.networks[state.base].name : '';
    quantity.textContent = measure.label[0].toUpperCase() + measure.label.slice(1) + base;
    lowest.textContent = percent(measure.low(), 0);
    highest.textContent = percent(measure.high(), 0) + measure.unit;
  }

  // Categories by name, so that their colours are not the only sign.
  const keys = make('div', '', 'keys');
  data.categories.forEach(function (category, i) {
    if (data.categories.length < 2 || !data.networks.some((network) => network.category === i)) { return; }
    const item = make('span');
    const swatch = make('i');
    swatch.style.background = category.colour;
    item.append(swatch, category.name);
    keys.append(item);
  });
  legend.after(keys);

  function refresh() {
    prepare();
    drawLegend();
    measure();
    draw();
    if (Report.shown) { Report.shown(); }
  }

  function zoom(step) {
    const middle = (frame.scrollLeft + (size.width - size.left) / 2) / Math.max(1, size.total);
    state.zoom = step === 0 ? 0 : Math.min(14, Math.max(-4, state.zoom + step));
    measure();
    if (state.column >= 0) { bring(); } else { frame.scrollLeft = middle * size.total - (size.width - size.left) / 2; }
    draw();
  }

  function cellAt(event) {
    const area = frame.getBoundingClientRect();
    const x = event.clientX - area.left - frame.clientLeft, y = event.clientY - area.top - frame.clientTop;
    if (y < size.top || y > size.height - size.bottom) { return null; }
    const at = Math.floor((y - size.top + frame.scrollTop) / size.row);
    if (at < 0 || at >= order.length || x > size.width) { return null; }
    const inside = x >= size.left && x < size.width - size.right;
    const across = x - size.left + frame.scrollLeft;
    let column = -1;
    if (inside) {
      let low = 0, high = size.place.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (size.place[middle] <= across) { low = middle; } else { high = middle - 1; }
      }
      column = across >= 0 && across < size.place[low] + size.cell + 2 ? low : -1;
    }
    return { row: order[at], column: column };
  }

  function describe(row, column) {
    const network = data.networks[row];
    const category = data.categories.length > 1 ? ' (' + data.categories[network.category].name + ')' : '';
    if (column < 0) {
      const accuracy = known(network.accuracy) ? ', accuracy ' + percent(network.accuracy) + THIN + '%' : '';
      return network.name + category + ': mean ' + percent(network.mean) + THIN + '%' + accuracy;
    }
    const layer = layerAt(network, column);
    const wanted = data.layers[layer < 0 ? data.columns[column] : layer];
    const name = wanted.label === wanted.name ? wanted.name : wanted.label + ', ' + wanted.name;
    if (layer < 0 || !known(network.c[layer])) { return network.name + category + '\n' + name + '\nnot known'; }
    let text = network.name + category + '\n' + name + '\ncriticality ' + percent(network.c[layer]) + THIN + '%';
    if (known(network.l[layer])) { text += ' (95' + THIN + '%: ' + percent(network.l[layer]) + ' to ' + percent(network.h[layer]) + ')'; }
    if (known(network.s[layer])) { text += '\ntrial sd ' + percent(network.s[layer]) + ' points'; }
    if (state.measure === 'd') {
      text += '\n' + percent(value(network, column)) + ' points to ' + data.networks[state.base].name;
    }
    return text;
  }

  function light(row) {
    document.querySelectorAll('.lit').forEach((mark) => mark.classList.remove('lit'));
    if (row >= 0) {
      const id = data.networks[row].id;
      document.querySelectorAll('.scene [data-network]').forEach(function (mark) {
        if (mark.getAttribute('data-network') === id) { mark.classList.add('lit'); }
      });
    }
  }

  frame.addEventListener('pointermove', function (event) {
    const cell = cellAt(event);
    const row = cell ? cell.row : -1, column = cell ? cell.column : -1;
    if (row !== state.row) { light(row); }
    if (row !== state.row || column !== state.column) {
      state.row = row;
      state.column = column;
      later();
    }
    Report.tell(cell ? describe(row, column) : null, event.clientX, event.clientY);
  });
  frame.addEventListener('pointerleave', function () {
    Report.tell(null);
    light(-1);
    state.row = -1;
    if (state.sort !== 'layer') { state.column = -1; }
    later();
  });
  frame.addEventListener('click', function (event) {
    const cell = cellAt(event);
    if (cell && cell.column >= 0) { open(cell.row, cell.column); }
  });
  frame.addEventListener('scroll', later, { passive: true });

  function open(row, column) {
    const layer = layerAt(data.networks[row], column);
    if (Report.openLayer) { Report.openLayer(layer < 0 ? data.columns[column] : layer, row); }
  }

  // Brings the marked cell into sight.
  function bring() {
    const x = size.place[state.column], y = order.indexOf(state.row) * size.row;
    const wide = size.width - size.left - size.right, high = size.height - size.top - size.bottom;
    if (x < frame.scrollLeft) { frame.scrollLeft = x - 2; }
    if (x + size.cell > frame.scrollLeft + wide) { frame.scrollLeft = x + size.cell - wide + 2; }
    if (y < frame.scrollTop) { frame.scrollTop = y; }
    if (y + size.row > frame.scrollTop + high) { frame.scrollTop = y + size.row - high; }
  }

  frame.addEventListener('keydown', function (event) {
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const step = steps[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (step || event.key === 'Home' || event.key === 'End') {
      const start = state.row < 0 || state.column < 0;
      let at = state.row < 0 ? 0 : order.indexOf(state.row), column = Math.max(0, state.column);
      if (step && !start) {
        at = Math.min(order.length - 1, Math.max(0, at + step[0]));
        column = Math.min(data.columns.length - 1, Math.max(0, column + step[1]));
      }
      if (event.key === 'Home') { column = 0; }
      if (event.key === 'End') { column = data.columns.length - 1; }
      state.row = order[at];
      state.column = column;
      bring();
      light(state.row);
      told.textContent = describe(state.row, state.column).split('\n').join('; ');
      later();
    } else if (event.key === 'Enter' && state.row >= 0 && state.column >= 0) {
      open(state.row, state.column);
    } else if (event.key === '+' || event.key === '=') {
      zoom(1);
    } else if (event.key === '-') {
      zoom(-1);
    } else if (event.key === '0') {
      zoom(0);
    } else if (event.key === 'Escape') {
      state.row = -1;
      state.column = -1;
      told.textContent = '';
      later();
    } else {
      return;
    }
    event.preventDefault();
  });

  // A mark of a network in another figure, or its row in the table, lights its row here.
  document.addEventListener('pointerover', function (event) {
    const mark = event.target.closest ? event.target.closest('.scene [data-network], tr[id^="network-"]') : null;
    if (!mark) { return; }
    const row = mark.tagName === 'TR' ? Number(mark.id.slice('network-'.length)) - 1
      : data.networks.findIndex((network) => network.id === mark.getAttribute('data-network'));
    light(row);
    state.row = row;
    later();
    mark.addEventListener('pointerleave', function () {
      light(-1);
      state.row = -1;
      later();
    }, { once: true });
  });

  function resized() {
    if (frame.clientWidth !== size.width) {
      measure();
      draw();
    }
  }
  new ResizeObserver(resized).observe(frame);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', function () {
    hatching = null;
    palette();
    draw();
  });
  palette();
  refresh();
  Report.order = () => order;
  Report.describe = describe;
})();
