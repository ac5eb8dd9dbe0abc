// One map with its heading: the ground that never changes, and the parts that show a view on it.
(function () {
  "use strict";

  const { element, lines } = Atlas.parts;
  const PANES = { world: 210, provinces: 300, borders: 350, circles: 450, labels: 550 };
  const OPTIONS = { zoomSnap: 0.25, zoomDelta: 0.5, minZoom: 2, maxZoom: 11, worldCopyJump: true, boxZoom: false };

  // A line that is not settled says under the pointer whose view it is.
  function addBorders(map, borders) {
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
        layer.bindTooltip(() => lines(texts.filter(Boolean)), { sticky: true, className: "atlas-tip wide" });
        layer.on("add", () => {
          layer.getElement().setAttribute("role", "img");
          layer.getElement().setAttribute("aria-label", texts.filter(Boolean).join(", "));
        });
      },
    }).addTo(map);
  }

  function prepare(map) {
    Object.entries(PANES).forEach(([pane, z]) => (map.createPane(pane).style.zIndex = z));
    ["borders", "labels", "world"].forEach((pane) => (map.getPane(pane).style.pointerEvents = "none"));
    const host = map.getContainer();
    host.setAttribute("role", "application");
    // Leaflet focuses the map when it is pressed; scrolling it into view then would take the click elsewhere.
    host.focus = () => HTMLElement.prototype.focus.call(host, { preventScroll: true });
  }

  // name is "first", "after" or "difference"; the first map stands in the page already.
  Atlas.panel = function (name, given) {
    const box = element("section", `atlas-panel ${name}`);
    const heading = element("h2", "atlas-heading");
    const map = given || L.map(element("div", "atlas-map"), { ...OPTIONS, zoomControl: false, attributionControl: false });
    prepare(map);
    box.append(heading, map.getContainer());
    const panel = { name, map, box, host: map.getContainer() };

    panel.draw = ({ screen, borders, world, labels }, towns, classes, more = {}) => {
      L.geoJSON(world, { pane: "world", interactive: false, style: { className: "atlas-world" } }).addTo(map);
      panel.provinces = Atlas.provinces(map, { screen, labels: labels.provinces, name, classes });
      addBorders(map, borders);
      panel.circles = Atlas.circles(map, name);
      panel.labels = Atlas.labels(map, { names: labels, borders, listed: towns, unlocated: panel.provinces.unlocated, ...more });
      panel.host.dataset.drawn = "yes";
    };
    // What is brought to the front is taken out and put in again, and would lose the focus.
    panel.show = ({ reading, circles, selected, named = [], title = "", alt, quiet = false }, ink) => {
      const focused = document.activeElement;
      heading.textContent = title;
      panel.host.setAttribute("aria-label", alt);
      panel.provinces.show(reading, selected, ink);
      panel.circles.show(circles);
      if (focused.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
      if (quiet) return; // the labels are set anew when all is still
      panel.labels.place(named.map(({ id, change }) => ({ id, text: panel.provinces.title(id) + change })));
    };
    panel.size = (pixels) => {
      panel.host.style.height = `${pixels}px`;
      map.invalidateSize({ animate: false });
    };
    return panel;
  };

  // Maps that are moved by one of them; the others follow at once, also where that one takes its time to zoom.
  Atlas.inStep = function (maps, awake) {
    let leading = false;
    const follow = (leader, center, zoom) => {
      if (leading || !awake()) return;
      leading = true;
      maps.filter((map) => map !== leader).forEach((map) => map.setView(center, zoom, { animate: false }));
      leading = false;
    };
    maps.forEach((map) => {
      map.on("move", () => follow(map, map.getCenter(), map.getZoom()));
      map.on("zoomanim", ({ center, zoom }) => follow(map, center, zoom));
    });
  };
})();
