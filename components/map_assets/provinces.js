// The provinces of one map: colour, outline of the chosen ones, what the pointer and a screen reader are told. What the
// numbers mean is the business of a reading (counts.js, shares.js): it gives the colour and the words of a province.
(function () {
  "use strict";

  const { element, lines } = Atlas.parts;

  // Leaflet draws each pane into an svg of its own: hatching lives in the one of the provinces.
  const PATTERNS = {
    "not-covered": "M-1,1 l2,-2 M0,8 l8,-8 M7,9 l2,-2",
    "no-data": "M3.4,4 a0.9,0.9 0 1,0 1.8,0 a0.9,0.9 0 1,0 -1.8,0",
  };
  const RISING = "M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2";
  const FALLING = "M-1,5 l2,2 M0,0 l6,6 M5,-1 l2,2"; // another direction for what fell, which paper without colour keeps

  function svg(tag, attributes) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
    return node;
  }

  function pattern(id, size, ground, ink) {
    const made = svg("pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse" });
    made.append(svg("rect", { width: size, height: size, ...ground }), svg("path", ink));
    return made;
  }

  // A difference that chance could have made is hatched with the colour of the ground over that of its class.
  function addPatterns(host, name, classes) {
    const defs = svg("defs", {});
    Object.entries(PATTERNS).forEach(([id, path]) =>
      defs.append(pattern(`atlas-${id}-${name}`, 8, { class: "atlas-pattern-ground" }, { d: path, class: "atlas-pattern-ink" }))
    );
    for (let step = 0; step < classes; step += 1) {
      const ground = { style: `fill: var(--diverging-${step})` };
      const lines = { d: step < (classes - 1) / 2 ? FALLING : RISING, class: "atlas-pattern-hatch" };
      defs.append(pattern(`atlas-unsure-${step}-${name}`, 6, ground, lines));
    }
    host.appendChild(defs);
  }

  Atlas.provinces = function (map, { screen, labels, name, classes }) {
    const differs = Atlas.parts.memory();
    const layers = {}; // province id -> Leaflet layer
    const places = Object.fromEntries(labels.map((place) => [place.id, place])); // name and the point of the label
    let reading = null;
    let chosen = new Set();

    const middle = (id) => [places[id].latitude, places[id].longitude];
    const choose = (id) => Atlas.frame.send({ kind: "province", id });
    const title = (id) => (places[id] || {}).name || id;
    const texts = (id) => [title(id), ...reading.texts(id)];

    function prepare(node, id) {
      node.dataset.id = id;
      node.setAttribute("role", "button");
      node.setAttribute("tabindex", "-1");
    }

    function tooltip(id) {
      const box = lines(texts(id));
      box.appendChild(element("div", "atlas-hint", chosen.has(id) ? "click to release" : "click to select"));
      return box;
    }

    function style(id, ink) {
      const dimmed = chosen.size > 0 && !chosen.has(id);
      return {
        fillColor: reading.fill(id, name),
        fillOpacity: dimmed ? 0.45 : 1,
        color: chosen.has(id) ? ink.chosen : ink.line,
        weight: chosen.has(id) ? 3 : 0.8,
      };
    }

    function show(next, selected, ink) {
      reading = next;
      chosen = new Set(selected);
      Object.entries(layers).forEach(([id, layer]) => {
        const wanted = style(id, ink);
        if (differs(id, wanted)) layer.setStyle(wanted);
        if (differs(`${id} told`, [reading.told(id), chosen.has(id)])) tell(id);
        if (chosen.has(id)) layer.bringToFront();
      });
    }

    function tell(id) {
      const node = layers[id].getElement();
      node.setAttribute("aria-label", texts(id).join(", "));
      node.setAttribute("aria-pressed", String(chosen.has(id)));
    }

    // How many incidents of each province no circle stands for, with the point where that is said.
    function unlocated() {
      const counted = reading ? reading.unlocated() : [];
      return counted.filter(([id]) => places[id]).map(([id, count]) => ({ ...places[id], count }));
    }

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
    addPatterns(map.getPane("provinces").querySelector("svg"), name, classes);
    Atlas.walk(map, "path.atlas-province", {
      list: () => Object.entries(layers).map(([id, layer]) => ({ node: layer.getElement(), layer, at: middle(id) })),
      open: (entry) => choose(entry.node.dataset.id),
    })();
    return { show, unlocated, title };
  };
})();
