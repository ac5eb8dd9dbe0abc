// The provinces: colour by class, outline of the chosen ones, what the pointer and a screen reader are told.
(function () {
  "use strict";

  const { element, number, interval, counted, differs, lines } = Atlas.parts;
  const layers = {}; // province id -> Leaflet layer
  let places = {}; // province id -> name and the point of its label
  let rows = {}; // province id -> its counts in the view
  let view = null;
  let look = null;

  function add(map, screen, labels) {
    labels.forEach((place) => (places[place.id] = place));
    L.geoJSON(screen, {
      pane: "provinces",
      style: { className: "atlas-province" },
      onEachFeature: (feature, layer) => {
        const id = feature.properties.id;
        layers[id] = layer;
        layer.on("add", () => prepare(layer.getElement(), id));
        layer.bindTooltip(() => tooltip(id), { sticky: true, className: "atlas-tip" });
        layer.on("click", (event) => {
          L.DomEvent.stop(event);
          choose(id);
        });
      },
    }).addTo(map);
    addPatterns(map.getPane("provinces").querySelector("svg"));
    const settle = Atlas.walk(map, "path.atlas-province", {
      list: () => Object.entries(layers).map(([id, layer]) => ({ node: layer.getElement(), layer, at: middle(id) })),
      open: (entry) => choose(entry.node.dataset.id),
    });
    settle();
  }

  function prepare(node, id) {
    node.dataset.id = id;
    node.setAttribute("role", "button");
    node.setAttribute("tabindex", "-1");
  }

  const middle = (id) => [places[id].latitude, places[id].longitude];
  const choose = (id) => Atlas.frame.send({ kind: "province", id });

  // Leaflet draws each pane into an svg of its own: hatching lives in the one of the provinces.
  function addPatterns(svg) {
    const made = (tag, attributes) => {
      const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
      Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
      return node;
    };
    const defs = made("defs", {});
    const drawings = {
      "not-covered": "M-1,1 l2,-2 M0,8 l8,-8 M7,9 l2,-2",
      "no-data": "M3.4,4 a0.9,0.9 0 1,0 1.8,0 a0.9,0.9 0 1,0 -1.8,0",
    };
    Object.entries(drawings).forEach(([id, path]) => {
      const pattern = made("pattern", { id: `atlas-${id}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" });
      pattern.append(made("rect", { width: 8, height: 8, class: "atlas-pattern-ground" }), made("path", { d: path, class: "atlas-pattern-ink" }));
      defs.appendChild(pattern);
    });
    svg.appendChild(defs);
  }

  function read(counts, ids) {
    const named = ["level", "sure", "all", "low", "best", "high", "unlocated"];
    return Object.fromEntries(
      ids.map((id, place) => [id, Object.fromEntries(named.map((name, column) => [name, counts[column][place]]))])
    );
  }

  function show(next, colours) {
    view = next;
    look = colours;
    rows = read(view.counts, view.provinces ? view.provinces.split(" ") : []);
    const chosen = new Set(view.selected);
    Object.entries(layers).forEach(([id, layer]) => {
      const dimmed = chosen.size > 0 && !chosen.has(id);
      const style = {
        fillColor: fill(id),
        fillOpacity: dimmed ? 0.45 : 1,
        color: chosen.has(id) ? look.ink.chosen : look.ink.line,
        weight: chosen.has(id) ? 3 : 0.8,
      };
      if (differs(id, style)) layer.setStyle(style);
      if (differs(`${id} told`, [rows[id], chosen.has(id), view.uncovered])) tell(id, chosen.has(id));
      if (chosen.has(id)) layer.bringToFront();
    });
  }

  function tell(id, chosen) {
    const node = layers[id].getElement();
    node.setAttribute("aria-label", texts(id).join(", "));
    node.setAttribute("aria-pressed", String(chosen));
  }

  function fill(id) {
    if (view.uncovered) return "url(#atlas-not-covered)";
    const row = rows[id];
    if (!row) return look.ink.zero;
    return row.level < 0 ? "url(#atlas-no-data)" : look.classes[row.level];
  }

  function texts(id) {
    const name = (places[id] || {}).name || id;
    const row = rows[id];
    if (view.uncovered) return [name, "not covered in this period"];
    if (!row) return [name, "no incident recorded in this selection"];
    const total = Object.values(rows).reduce((sum, other) => sum + other.all, 0);
    const share = `${((100 * row.all) / total).toFixed(1)}% of those with a province`;
    const told = [
      name,
      `${counted(row.sure, row.all, "incident")} (${share})`,
      row.best < 0 ? "toll not known" : `killed: ${number(row.best)} (${interval(row.low, row.high)})`,
    ];
    return row.unlocated ? [...told, `${number(row.unlocated)} located only to the province`] : told;
  }

  function tooltip(id) {
    const box = lines(texts(id));
    box.appendChild(element("div", "atlas-hint", view.selected.includes(id) ? "click to release" : "click to select"));
    return box;
  }

  // How many incidents of each province no circle stands for, with the point where that is said.
  function unlocated() {
    return Object.entries(rows)
      .filter(([id, row]) => row.unlocated > 0 && places[id])
      .map(([id, row]) => ({ ...places[id], count: row.unlocated }));
  }

  Atlas.provinces = { add, show, unlocated };
})();
