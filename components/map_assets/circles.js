// Located incidents as circles. The view brings several levels of detail, each complete; the zoom chooses between them
// without asking the server. Only single places show how precisely they are known: a cell mixes them.
(function () {
  "use strict";

  const { element, number, counted, lines } = Atlas.parts;
  const PLACE = 1; // the side that stands for single places
  const LEAST_PIXELS = 18; // a level is drawn from the zoom at which its cells are that large
  const PLACE_LIKE = 250; // single places are drawn from the zoom of cells of this side, in thousandths of a degree
  const PRECISIONS = ["site", "town", "district"];

  const Diamond = L.CircleMarker.extend({
    _updatePath() {
      const { x, y } = this._point;
      const r = this._radius * 1.25; // the same area as the circle
      this._renderer._setPath(this, `M${x},${y - r}L${x + r},${y}L${x},${y + r}L${x - r},${y}Z`);
    },
  });

  // Gives the circles of one level, of its columns in a view and the names of places there.
  function read([side, latitudes, longitudes, all, unsure, killed, places, precisions], names) {
    const rows = all.map((count, place) => ({
      side,
      latitude: latitudes[place],
      longitude: longitudes[place],
      at: [latitudes[place] / 1000, longitudes[place] / 1000],
      all: count,
      sure: count - unsure[place],
      killed: killed[place],
      place: names[places[place]],
      precision: precisions ? PRECISIONS[precisions[place]] : "",
    }));
    return { side, rows };
  }

  function texts(row) {
    const where = row.precision ? [`known to the ${row.precision}`] : [];
    return [
      row.all === 1 || row.precision ? row.place : `around ${row.place}`,
      counted(row.sure, row.all, "located incident"),
      row.killed < 0 ? "toll not known" : `killed: ${number(row.killed)} (best estimate)`,
      ...where,
    ];
  }

  function tip(row) {
    const box = lines(texts(row));
    box.appendChild(element("div", "atlas-hint", row.all === 1 ? "click to open it" : "click to list them"));
    return box;
  }

  Atlas.circles = function (map, name) {
    const group = L.layerGroup([]).addTo(map);
    let levels = [];
    let shown = null;
    let standing = new Map(); // the circles that are drawn
    const settle = Atlas.walk(map, "path.atlas-circle", {
      list: () => [...standing.values()].map((circle) => ({ node: circle.getElement(), at: circle.getLatLng(), layer: circle })),
      open: (entry) => open(entry.layer.row),
    });
    map.on("zoomend", draw);

    function show(next) {
      levels = next;
      shown = null;
      draw();
    }

    const pixels = (side) => ((side === PLACE ? PLACE_LIKE : side) / 1000) * (256 / 360) * 2 ** map.getZoom();
    const level = () => [...levels].reverse().find(({ side }) => pixels(side) >= LEAST_PIXELS) || levels[0];

    // A circle is known by its cell or place and by its form; one that stays keeps its element.
    function draw() {
      const wanted = level();
      if (wanted === shown) return;
      shown = wanted;
      const before = standing;
      standing = new Map();
      (wanted ? wanted.rows : []).forEach((row) => {
        const key = [row.side, row.latitude, row.longitude, row.precision, row.sure > 0].join();
        const circle = before.get(key) || made(row);
        before.delete(key);
        standing.set(key, circle);
        circle.row = row;
        if (circle.getRadius() !== radius(row)) circle.setRadius(radius(row));
        circle.getElement().setAttribute("aria-label", texts(row).join(", "));
      });
      before.forEach((circle) => group.removeLayer(circle));
      // The rows come with the largest first: the small ones must stay on top, also among those that were here before.
      standing.forEach((circle) => circle.bringToFront());
      settle();
    }

    function radius(row) {
      const scale = Math.min(1, Math.max(0.6, map.getSize().x / 800));
      return scale * Math.min(26, 3 + 2.1 * Math.sqrt(row.all));
    }

    function made(row) {
      const Form = row.precision === "site" ? Diamond : L.CircleMarker;
      const circle = new Form(row.at, {
        pane: "circles",
        radius: radius(row),
        className: ["atlas-circle", row.precision, row.sure ? "" : "unsure"].filter(Boolean).join(" "),
        bubblingMouseEvents: false,
      });
      circle.bindTooltip(() => tip(circle.row), { sticky: true, className: "atlas-tip" });
      circle.on("click", () => open(circle.row));
      circle.on("add", () => {
        circle.getElement().setAttribute("role", "button");
        circle.getElement().setAttribute("tabindex", "-1");
      });
      return circle.addTo(group);
    }

    function open(row) {
      const id = [row.side, row.latitude, row.longitude, row.precision].join(":");
      Atlas.frame.send({ kind: "circle", id, of: name });
    }

    // How many located incidents lie outside what is seen, and where all of them are.
    function beyond() {
      const seen = map.getBounds();
      const rows = levels.length ? levels[levels.length - 1].rows : [];
      return rows.filter((row) => !seen.contains(row.at)).reduce((sum, row) => sum + row.all, 0);
    }

    const everywhere = () => L.latLngBounds(levels[0].rows.map((row) => row.at));

    return { show, beyond, everywhere };
  };
  Atlas.circles.read = (view) => view.circles.map((level) => read(level, view.places));
})();
