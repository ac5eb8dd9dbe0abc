/*
 * The atlas on a Leaflet map: geometry is fetched once and stays; after that only values, circles and colours arrive.
 *
 * AtlasMap.attach(map, sources)  once, by the map's own script: draws world, provinces, borders and labels.
 * AtlasMap.show(view)            at every change of the selection: restyles the provinces, replaces circles and legend.
 *
 * Text that comes from data is only ever set as text, never as HTML.
 */
(function () {
  "use strict";

  const REGION_BOUNDS = [[23.5, 58.5], [42.5, 78.5]];
  const LABELS_FROM_ZOOM = 6;
  const COUNTRY_LABELS_UP_TO_ZOOM = 5;

  let map = null;
  let provinces = null; // province id -> Leaflet layer
  let names = {};
  let circles = null;
  let labels = null;
  let geometry = null;
  let legend = null;
  let beyond = null;
  let standing = new Map(); // the circles that are drawn
  let view = null;

  const element = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };

  const number = (value) => Number(value).toLocaleString("en-US");
  const interval = (low, high) => (low === high ? number(high) : `${number(low)}–${number(high)}`);

  function send(message) {
    // The time makes every click a message of its own, so that a second click on the same province is one too.
    window.Streamlit.setComponentValue(Object.assign({ at: Date.now() }, message));
  }

  // The map never moves by itself when the selection changes; these two buttons are the ways to another view.
  function addViewButtons() {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const box = element("div", "atlas-views");
      const home = element("button", "", "Whole region");
      home.addEventListener("click", () => map.fitBounds(REGION_BOUNDS));
      beyond = element("button", "");
      beyond.hidden = true;
      beyond.addEventListener("click", () => {
        const all = L.latLngBounds(view.circles.map(([latitude, longitude]) => [latitude, longitude]));
        map.fitBounds(all, { maxZoom: 6, padding: [30, 30] });
      });
      box.append(home, beyond);
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    control.addTo(map);
  }

  function tellWhatLiesBeyond() {
    if (!view || !beyond) return;
    const seen = map.getBounds();
    const count = view.circles
      .filter(([latitude, longitude]) => !seen.contains([latitude, longitude]))
      .reduce((sum, [, , all]) => sum + all, 0);
    beyond.hidden = count === 0;
    beyond.textContent = `Show ${number(count)} located incident${count === 1 ? "" : "s"} outside this view`;
  }

  async function fetched(url) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return response.json();
  }

  function attach(target, sources) {
    map = target;
    const host = map.getContainer();
    host.setAttribute("role", "application");
    [["world", 210], ["provinces", 300], ["borders", 350], ["circles", 450], ["labels", 550]].forEach(([name, z]) => {
      map.createPane(name).style.zIndex = z;
    });
    ["borders", "labels", "world"].forEach((name) => (map.getPane(name).style.pointerEvents = "none"));
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution("Boundaries: Natural Earth, mended. Web Mercator: areas grow to the north.");
    L.control.scale({ imperial: false, maxWidth: 120 }).addTo(map);
    map.zoomControl.setPosition("topright");
    map.fitBounds(REGION_BOUNDS, { animate: false });
    legend = L.control({ position: "bottomright" });
    legend.onAdd = () => {
      const box = element("details", "atlas-legend");
      box.open = host.clientWidth > 560;
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    legend.addTo(map);
    addViewButtons();
    circles = L.layerGroup([]).addTo(map);
    labels = L.layerGroup([]).addTo(map);
    map.on("zoomend moveend", () => {
      placeLabels();
      tellWhatLiesBeyond();
    });
    Promise.all([sources.screen, sources.borders, sources.world, sources.labels].map(fetched))
      .then(([screen, lines, world, places]) => {
        geometry = { places };
        draw(screen, lines, world);
        host.dataset.drawn = "yes";
        if (view) apply();
      })
      .catch((error) => {
        host.appendChild(element("p", "atlas-failure", `The boundaries could not be loaded: ${error.message}`));
      });
  }

  function draw(screen, lines, world) {
    L.geoJSON(world, { pane: "world", interactive: false, style: { className: "atlas-world" } }).addTo(map);
    provinces = {};
    geometry.places.provinces.forEach((place) => (names[place.id] = place.name));
    L.geoJSON(screen, {
      pane: "provinces",
      style: { className: "atlas-province" },
      onEachFeature: (feature, layer) => {
        const id = feature.properties.id;
        provinces[id] = layer;
        layer.on("add", () => (layer.getElement().dataset.id = id));
        layer.bindTooltip(() => tooltip(id), { sticky: true, className: "atlas-tip" });
        layer.on("click", (event) => {
          L.DomEvent.stop(event);
          send({ kind: "province", id });
        });
      },
    }).addTo(map);
    L.geoJSON(lines, {
      pane: "borders",
      interactive: false,
      style: (feature) => ({ className: feature.properties.status === "settled" ? "atlas-border" : "atlas-border open" }),
    }).addTo(map);
    addPatterns();
  }

  // Leaflet draws each pane into an svg of its own: hatching lives in the one of the provinces.
  function addPatterns() {
    const svg = map.getPane("provinces").querySelector("svg");
    const space = "http://www.w3.org/2000/svg";
    const defs = document.createElementNS(space, "defs");
    [["not-covered", "M-1,1 l2,-2 M0,8 l8,-8 M7,9 l2,-2"], ["no-data", "M3.4,4 a0.9,0.9 0 1,0 1.8,0 a0.9,0.9 0 1,0 -1.8,0"]].forEach(
      ([id, path]) => {
        const pattern = document.createElementNS(space, "pattern");
        const attributes = { id: `atlas-${id}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" };
        Object.entries(attributes).forEach(([key, value]) => pattern.setAttribute(key, value));
        const ground = document.createElementNS(space, "rect");
        ground.setAttribute("width", 8);
        ground.setAttribute("height", 8);
        ground.setAttribute("class", "atlas-pattern-ground");
        const stroke = document.createElementNS(space, "path");
        stroke.setAttribute("d", path);
        stroke.setAttribute("class", "atlas-pattern-ink");
        pattern.append(ground, stroke);
        defs.appendChild(pattern);
      }
    );
    svg.appendChild(defs);
  }

  function show(next) {
    view = next;
    if (provinces) apply();
  }

  function apply() {
    const host = map.getContainer();
    // Only what differs from what is drawn is touched: repainting is what a change costs in the browser.
    if (differs("ink", view.ink)) {
      Object.entries(view.ink).forEach(([name, colour]) => host.style.setProperty(`--${name}`, colour));
    }
    host.setAttribute("aria-label", view.alt);
    restyle();
    drawCircles();
    if (differs("legend", [view.legend, view.classes])) writeLegend();
    if (!labels.getLayers().length) placeLabels();
    tellWhatLiesBeyond();
    host.dataset.shown = String((Number(host.dataset.shown) || 0) + 1);
  }

  const drawn = {};
  function differs(what, value) {
    const written = JSON.stringify(value);
    if (drawn[what] === written) return false;
    drawn[what] = written;
    return true;
  }

  function fill(id) {
    if (view.uncovered) return "url(#atlas-not-covered)";
    const row = view.values[id];
    if (!row) return view.ink.zero;
    return row[0] < 0 ? "url(#atlas-no-data)" : view.classes[row[0]];
  }

  function restyle() {
    const chosen = new Set(view.selected);
    Object.entries(provinces).forEach(([id, layer]) => {
      const dimmed = chosen.size > 0 && !chosen.has(id);
      const style = {
        fillColor: fill(id),
        fillOpacity: dimmed ? 0.45 : 1,
        color: chosen.has(id) ? view.ink.chosen : view.ink.line,
        weight: chosen.has(id) ? 3 : 0.8,
      };
      if (differs(id, style)) layer.setStyle(style);
      if (chosen.has(id)) layer.bringToFront();
    });
  }

  function tooltip(id) {
    const box = element("div");
    box.appendChild(element("strong", "", names[id] || id));
    const row = view.values[id];
    if (view.uncovered) box.appendChild(element("div", "", "not covered in this period"));
    else if (!row) box.appendChild(element("div", "", "no incident recorded in this selection"));
    else {
      const [, sure, all, low, best, high, unlocated, share] = row;
      box.appendChild(element("div", "", `${interval(sure, all)} incident${all === 1 ? "" : "s"} (${share})`));
      box.appendChild(element("div", "", best === null ? "toll not known" : `killed: ${number(best)} (${interval(low, high)})`));
      if (unlocated) box.appendChild(element("div", "", `${number(unlocated)} located only to the province`));
    }
    box.appendChild(element("div", "atlas-hint", view.selected.includes(id) ? "click to release" : "click to select"));
    return box;
  }

  // Circles are known by where they stand; one that stays keeps its element and changes what differs.
  function drawCircles() {
    const scale = Math.min(1, Math.max(0.6, map.getSize().x / 800));
    const before = standing;
    standing = new Map();
    view.circles.forEach((row) => {
      const [latitude, longitude, all, sure] = row;
      const key = `${latitude},${longitude},${sure > 0}`;
      const radius = scale * Math.min(26, 3 + 2.1 * Math.sqrt(all));
      const circle = before.get(key) || newCircle(latitude, longitude, radius, sure);
      before.delete(key);
      standing.set(key, circle);
      circle.row = row;
      if (circle.getRadius() !== radius) circle.setRadius(radius);
    });
    before.forEach((circle) => circles.removeLayer(circle));
    // The rows come with the largest first: the small ones must stay on top, also among those that were here before.
    standing.forEach((circle) => circle.bringToFront());
  }

  function newCircle(latitude, longitude, radius, sure) {
    const circle = L.circleMarker([latitude, longitude], {
      pane: "circles",
      radius,
      className: sure ? "atlas-circle" : "atlas-circle unsure",
      bubblingMouseEvents: false,
    });
    circle.bindTooltip(() => circleTip(...circle.row.slice(2)), { sticky: true, className: "atlas-tip" });
    circle.on("click", () => circle.row[6] && send({ kind: "incident", id: circle.row[6] }));
    return circle.addTo(circles);
  }

  function circleTip(all, sure, killed, place, id) {
    const box = element("div");
    box.appendChild(element("strong", "", all === 1 ? place : `around ${place}`));
    box.appendChild(element("div", "", `${interval(sure, all)} located incident${all === 1 ? "" : "s"}`));
    box.appendChild(element("div", "", killed === null ? "toll not known" : `killed: ${number(killed)} (best estimate)`));
    if (id) box.appendChild(element("div", "atlas-hint", "click to open it"));
    return box;
  }

  function writeLegend() {
    const box = legend.getContainer();
    const open = box.open;
    box.replaceChildren(element("summary", "", view.legend.title));
    view.legend.rows.forEach(([kind, text]) => {
      const row = element("div", "atlas-key");
      const swatch = element("span", `atlas-swatch ${typeof kind === "number" ? "" : kind}`);
      if (typeof kind === "number") swatch.style.background = view.classes[kind];
      row.append(swatch, element("span", "", text));
      box.appendChild(row);
    });
    box.open = open;
  }

  // Labels: countries while far, provinces when near; the larger unit first, and none over another.
  function placeLabels() {
    if (!geometry) return;
    labels.clearLayers();
    const zoom = map.getZoom();
    const near = zoom >= LABELS_FROM_ZOOM;
    const list = near ? geometry.places.provinces : zoom <= COUNTRY_LABELS_UP_TO_ZOOM ? geometry.places.countries : [];
    const taken = [];
    const seen = map.getBounds();
    list.forEach((place) => {
      const at = L.latLng(place.latitude, place.longitude);
      if (!seen.contains(at)) return;
      const middle = map.latLngToContainerPoint(at);
      const width = place.name.length * 6.4;
      const room = { left: middle.x - width / 2, right: middle.x + width / 2, top: middle.y - 8, bottom: middle.y + 8 };
      if (taken.some((o) => room.left < o.right && room.right > o.left && room.top < o.bottom && room.bottom > o.top)) return;
      taken.push(room);
      const icon = L.divIcon({ className: `atlas-label ${near ? "" : "country"}`, html: element("span", "", place.name), iconSize: null });
      labels.addLayer(L.marker(at, { icon, pane: "labels", interactive: false, keyboard: false }));
    });
  }

  window.AtlasMap = { attach, show };
})();
