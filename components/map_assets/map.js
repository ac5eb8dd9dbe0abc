// The map: puts its parts together once, and passes every view on to them.
//
// AtlasMap.attach(map, facts)  once, by the page that Folium wrote.
// show(view)                   at every change of the selection, from Streamlit.
(function () {
  "use strict";

  const { element, button, number, differs } = Atlas.parts;
  const PANES = { world: 210, provinces: 300, borders: 350, circles: 450, labels: 550 };
  const WIDE = 560; // pixels from which the legend is open at first

  let map = null;
  let facts = null;
  let legend = null;
  let beyond = null;
  let view = null;
  let theme = "light";
  let ready = false;
  let height = 0;

  function attach(target, given) {
    map = target;
    facts = given;
    Object.entries(PANES).forEach(([name, z]) => (map.createPane(name).style.zIndex = z));
    ["borders", "labels", "world"].forEach((name) => (map.getPane(name).style.pointerEvents = "none"));
    const host = map.getContainer();
    host.setAttribute("role", "application");
    // Leaflet focuses the map when it is pressed; scrolling it into view then would take the click elsewhere.
    host.focus = () => HTMLElement.prototype.focus.call(host, { preventScroll: true });
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution("Boundaries: Natural Earth, de facto, mended. Web Mercator: areas grow to the north.");
    L.control.scale({ imperial: false, maxWidth: 120 }).addTo(map);
    map.zoomControl.setPosition("topright");
    addLegend();
    addViewButtons();
    Atlas.draw.add(map);
    map.on("zoomend moveend", tellWhatLiesBeyond);
    Atlas.frame.ready(take);
  }

  function draw({ screen, borders, world, labels }) {
    L.geoJSON(world, { pane: "world", interactive: false, style: { className: "atlas-world" } }).addTo(map);
    Atlas.provinces.add(map, screen, labels.provinces);
    addBorders(borders);
    Atlas.circles.add(map);
    Atlas.labels.add(map, labels, borders, facts.towns);
    map.getContainer().dataset.drawn = "yes";
    ready = true;
    if (view) show();
  }

  // A line that is not settled says under the pointer whose view it is.
  function addBorders(borders) {
    L.geoJSON(borders, {
      pane: "borders",
      style: ({ properties }) => ({ className: `atlas-border ${properties.status === "settled" ? "" : "open"}` }),
      interactive: false,
    }).addTo(map);
    L.geoJSON(borders, {
      pane: "borders",
      filter: ({ properties }) => properties.status !== "settled",
      style: { className: "atlas-border-reach" },
      bubblingMouseEvents: false,
      onEachFeature: ({ properties }, layer) => {
        const texts = [properties.name, `Status: ${properties.status}`, `Drawn: ${properties.view}`, properties.note];
        layer.bindTooltip(() => Atlas.parts.lines(texts.filter(Boolean)), { sticky: true, className: "atlas-tip wide" });
      },
    }).addTo(map);
  }

  function addLegend() {
    legend = L.control({ position: "bottomright" });
    legend.onAdd = () => {
      const box = element("details", "atlas-legend");
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      return box;
    };
    legend.addTo(map);
  }

  // The map never moves by itself when the selection changes; these two buttons are the ways to another view.
  function addViewButtons() {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const box = element("div", "atlas-views");
      beyond = button("", () => map.fitBounds(Atlas.circles.everywhere(), { maxZoom: 6, padding: [30, 30] }));
      beyond.hidden = true;
      box.append(button("Whole region", () => map.fitBounds(facts.region)), beyond);
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    control.addTo(map);
  }

  function tellWhatLiesBeyond() {
    if (!ready || !view) return;
    const count = Atlas.circles.beyond();
    beyond.hidden = count === 0;
    beyond.textContent = `Show ${number(count)} located incident${count === 1 ? "" : "s"} outside this view`;
  }

  // A frame has no height until it asks for one, and nothing can be fitted into none: the drawing waits for the first.
  function resize(pixels) {
    const first = height === 0;
    height = pixels;
    Atlas.frame.height(height);
    map.getContainer().style.height = `${height}px`;
    map.invalidateSize({ animate: false });
    if (!first) return;
    legend.getContainer().open = map.getSize().x > WIDE;
    map.fitBounds(facts.region, { animate: false });
    window.AtlasGeometry.then(draw).catch((error) => {
      map.getContainer().appendChild(element("p", "atlas-failure", `The boundaries could not be loaded: ${error.message}`));
    });
  }

  function take(args, name) {
    if (args.height !== height) resize(args.height);
    // Streamlit sends the arguments again whenever something round the frame changes.
    if (!args.view || !differs("view", [args.view, name])) return;
    [view, theme] = [JSON.parse(args.view), name];
    if (ready) show();
  }

  function show() {
    const host = map.getContainer();
    const ink = facts.ink[theme];
    const classes = facts.classes[theme].slice(-view.legend.classes.length);
    if (differs("ink", ink)) Object.entries(ink).forEach(([name, colour]) => host.style.setProperty(`--${name}`, colour));
    host.setAttribute("aria-label", view.alt);
    const focused = document.activeElement;
    Atlas.provinces.show(view, { ink, classes });
    Atlas.circles.show(view);
    // What is brought to the front is taken out and put in again, and would lose the focus.
    if (focused.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
    Atlas.draw.show(view.ring);
    if (differs("legend", [view.legend, classes, view.gathered])) writeLegend(classes);
    Atlas.labels.place();
    tellWhatLiesBeyond();
    // Nothing is shown before Streamlit has given the frame the height it asked for.
    if (window.innerHeight) count();
    else window.addEventListener("resize", count, { once: true });
  }

  function count() {
    const { dataset } = map.getContainer();
    dataset.shown = String((Number(dataset.shown) || 0) + 1);
  }

  function writeLegend(classes) {
    const box = legend.getContainer();
    const open = box.open;
    const row = (kind, text, colour) => {
      const swatch = element("span", `atlas-swatch ${kind}`);
      if (colour) swatch.style.background = colour;
      const line = element("div", "atlas-key");
      line.append(swatch, element("span", "", text));
      return line;
    };
    box.replaceChildren(element("summary", "", view.legend.title));
    view.legend.classes.forEach((text, place) => box.appendChild(row("", text, classes[place])));
    facts.marks.forEach(([kind, text]) => box.appendChild(row(kind, text)));
    if (view.gathered) {
      box.appendChild(element("p", "atlas-note", "Too many places to draw each one: narrow the selection to see single places."));
    }
    box.open = open;
  }

  window.AtlasMap = { attach };
})();
