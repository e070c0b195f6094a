// One layer in all networks, with every trial. What is shown is in the address, so it can be linked.
(function () {
  const data = Report.data;
  const place = document.getElementById('one-layer');
  if (!data || !place) { return; }
  const make = Report.make, percent = Report.percent;
  const known = (value) => value !== null && value !== undefined;
  const SVG = 'http://www.w3.org/2000/svg';
  let current = -1;
  let row = -1;

  place.textContent = '';
  const bar = make('div', '', 'tools');
  const label = make('label', 'Layer ');
  const select = make('select');
  let group = null;
  data.layers.forEach(function (layer, i) {
    if (layer.stage && (!group || group.label !== layer.stage)) {
      group = make('optgroup');
      group.label = layer.stage;
      select.append(group);
    } else if (!layer.stage) {
      group = null;
    }
    const option = make('option', layer.name);
    option.value = String(i);
    (group || select).append(option);
  });
  label.append(select);
  const before = make('button', '\u2190 before');
  const after = make('button', 'next \u2192');
  before.type = 'button';
  after.type = 'button';
  bar.append(label, before, after);
  const heading = make('h3');
  heading.tabIndex = -1;
  const words = make('p', '', 'hint');
  const box = make('div', '', 'scroll');
  box.tabIndex = 0;
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', 'Networks in this layer');
  place.append(bar, heading, words, box);

  function node(tag, attributes) {
    const element = document.createElementNS(SVG, tag);
    Object.keys(attributes).forEach((name) => element.setAttribute(name, attributes[name]));
    return element;
  }

  // Trials as rings, the mean as a disc, the interval as a line, from 0 to 100 %.
  function strip(network, layer) {
    const width = 260, room = width - 12;
    const x = (fraction) => (6 + room * Math.min(1, Math.max(0, fraction))).toFixed(1);
    const svg = node('svg', { viewBox: '0 0 ' + width + ' 14', width: width, height: 14, 'aria-hidden': 'true', class: 'strip' });
    [0, 0.25, 0.5, 0.75, 1].forEach((tick) => svg.append(node('line', { x1: x(tick), x2: x(tick), y1: 0, y2: 14, class: 's-rule' })));
    if (known(network.l[layer])) {
      svg.append(node('line', { x1: x(network.l[layer]), x2: x(network.h[layer]), y1: 7, y2: 7, class: 's-ink', 'stroke-width': 1.2 }));
    }
    network.t[layer].forEach(function (trial) {
      if (known(trial)) { svg.append(node('circle', { cx: x(trial), cy: 7, r: 3.4, class: 'ring' })); }
    });
    if (known(network.c[layer])) { svg.append(node('circle', { cx: x(network.c[layer]), cy: 7, r: 2.6, class: 'disc' })); }
    return svg;
  }

  function number(value, text) {
    const cell = make('td', text === undefined ? percent(value) : text, 'n');
    cell.setAttribute('data-v', known(value) ? String(value) : '');
    return cell;
  }

  function show(layer) {
    current = layer;
    select.value = String(layer);
    before.disabled = layer === 0;
    after.disabled = layer === data.layers.length - 1;
    const of = data.layers[layer];
    heading.textContent = of.label === of.name ? of.name : of.label + ' \u00b7 ' + of.name;
    const order = Report.order().filter((i) => data.networks[i].t[layer].length > 0 || known(data.networks[i].c[layer]));
    const values = order.map((i) => data.networks[i].c[layer]).filter(known);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    words.textContent = values.length === 0 ? 'No network has a known criticality of this layer.'
      : (values.length === 1 ? 'Criticality ' + percent(values[0]) + '\u202f%'
        : 'Mean over ' + values.length + ' networks ' + percent(mean) + '\u202f%, from ' + percent(Math.min(...values)) + ' to ' + percent(Math.max(...values)) + '\u202f%') +
        '. Rings: single trials; disc: their mean; line: 95\u202f% interval. Networks as in the heat map.';
    const trials = Math.max(0, ...order.map((i) => data.networks[i].t[layer].length));
    const shown = Math.min(trials, 12);
    const accuracies = order.some((i) => data.networks[i].a);
    const categories = data.categories.length > 1;
    const table = make('table', '', 'layers');
    const caption = make('caption', 'Each network in layer ' + of.name + '. In percent; standard deviation in points.');
    const head = make('tr');
    function column(text, kind) {
      const cell = make('th', text, kind);
      cell.scope = 'col';
      head.append(cell);
    }
    column('Network', 't');
    if (categories) { column('Category', 't'); }
    column('0 to 100\u202f%', 'n');
    column('Criticality', 'n');
    column('95 % interval', 'n');
    column('Trial sd', 'n');
    for (let trial = 0; trial < shown; trial++) { column('Trial ' + trial, 'n'); }
    if (accuracies) { column('Top-1 after', 'n'); }
    const body = make('tbody');
    order.forEach(function (i) {
      const network = data.networks[i];
      const line = make('tr');
      if (i === row) { line.className = 'chosen'; }
      const name = make('th', '', 't');
      name.scope = 'row';
      name.append(make('bdi', network.name));
      line.append(name);
      if (categories) { line.append(make('td', data.categories[network.category].name, 't')); }
      const drawing = number(network.c[layer], '');
      drawing.append(strip(network, layer));
      const low = network.l[layer], high = network.h[layer];
      line.append(drawing, number(network.c[layer]),
        number(known(low) ? high - low : null, known(low) ? percent(low) + ' \u2026 ' + percent(high) : '\u2013'), number(network.s[layer]));
      for (let trial = 0; trial < shown; trial++) { line.append(number(network.t[layer][trial])); }
      if (accuracies) {
        const after = network.a ? network.a[layer].filter(known) : [];
        line.append(number(after.length ? after.reduce((a, b) => a + b, 0) / after.length : null));
      }
      body.append(line);
    });
    const top = make('thead');
    top.append(head);
    table.append(caption, top, body);
    box.replaceChildren(table);
    Report.makeSortable(table, false);
  }

  // By name where that is enough, else by its number.
  function address(layer) {
    const name = data.layers[layer].name;
    const same = data.layers.filter((each) => each.name === name).length;
    return same === 1 ? '#layer=' + encodeURIComponent(name) : '#layer-' + (layer + 1);
  }

  function wanted(hash) {
    if (/^#layer-[0-9]+$/.test(hash)) {
      const layer = Number(hash.slice('#layer-'.length)) - 1;
      return layer < data.layers.length ? layer : -1;
    }
    if (!hash.startsWith('#layer=')) { return -1; }
    try {
      const name = decodeURIComponent(hash.slice('#layer='.length));
      return data.layers.findIndex((layer) => layer.name === name);
    } catch (malformed) {
      return -1;
    }
  }

  Report.openLayer = function (layer, network) {
    row = network === undefined ? -1 : network;
    history.pushState(null, '', address(layer));
    show(layer);
    document.getElementById('layer').scrollIntoView({ block: 'start' });
    heading.focus({ preventScroll: true });
  };
  Report.shown = function () { if (current >= 0) { show(current); } };

  select.addEventListener('change', function () {
    history.replaceState(null, '', address(Number(select.value)));
    show(Number(select.value));
  });
  function step(by) {
    const next = current + by;
    if (next < 0 || next >= data.layers.length) { return; }
    history.replaceState(null, '', address(next));
    show(next);
  }
  before.addEventListener('click', () => step(-1));
  after.addEventListener('click', () => step(1));
  document.addEventListener('click', function (event) {
    const link = event.target.closest ? event.target.closest('a[href^="#layer-"]') : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    const layer = wanted(link.getAttribute('href'));
    if (layer < 0) { return; }
    event.preventDefault();
    Report.openLayer(layer);
  });

  function follow() {
    const layer = wanted(location.hash);
    if (layer >= 0) {
      show(layer);
      document.getElementById('layer').scrollIntoView({ block: 'start' });
    }
  }
  window.addEventListener('hashchange', follow);
  window.addEventListener('popstate', follow);
  const widest = data.layers.map(function (unused, layer) {
    const values = data.networks.map((network) => network.c[layer]).filter(known);
    return values.length < 2 ? -1 : Math.max(...values) - Math.min(...values);
  });
  show(Math.max(0, widest.indexOf(Math.max(...widest))));
  follow();
})();
