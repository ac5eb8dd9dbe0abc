// The circles of the board's map. It stands in for circles.js of the plain map: the same calls, but a pool of marks that
// are moved and resized, because a drag on the timeline changes all of them in every frame. The area grows with the
// number: the outer ring is all, the disc inside is sure, and the small one what the pointer lights up.

import { drawn, interval, make, mark, measured, number } from "./dom.js";
import { PLACE } from "./circles.js";

const LEAST_PIXELS = 18; // a level is drawn from the zoom at which its cells are that large
const PLACE_LIKE = 250; // single places are drawn from the zoom of cells of this side, in thousandths of a degree
const LARGEST = 30; // radius in pixels of the largest mark of the default view
const SMALLEST = 2.5;

const round = (r) => `M${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0z`;
const diamond = (r) => `M0,${-1.25 * r}L${1.25 * r},0L0,${1.25 * r}L${-1.25 * r},0z`;

function texts(row, measure) {
  const { noun } = measured(measure);
  const where = row.precision ? [`known to the ${row.precision}`] : [];
  const killed = row.known ? `killed: ${number(row.best)} (best estimate)` : "toll not known";
  const incidents = `${interval(row.sure, row.all)} located incident${row.all === 1 ? "" : "s"}`;
  const around = row.all === 1 || row.precision ? row.place : `around ${row.place}`;
  return [around, ...(noun === "killed" ? [killed, incidents] : [incidents, killed]), ...where];
}

// look: gives the measure and the largest number, to which the marks are scaled. hooks.circle opens one.
export const spots = (look, hooks) => (map) => {
  const pane = map.getPane("circles");
  const canvas = L.svg({ pane: "circles", padding: 0.5 }).addTo(map);
  const root = canvas._rootGroup;
  const tip = L.tooltip({ className: "atlas-tip", direction: "top", offset: [0, -6], opacity: 1 });
  const pool = [];
  let levels = [];
  let rows = [];

  const settle = Atlas.walk(map, "path.atlas-circle", {
    list: () => rows.map((row, place) => ({ node: pool[place].outer, at: row.at, layer: pointer(row) })),
    open: (entry) => hooks.circle(rows[pool.findIndex(({ outer }) => outer === entry.node)]),
  });
  const pointer = (row) => ({ openTooltip: () => point(row), closeTooltip: () => tip.remove() });
  canvas.on("update", () => draw());
  map.on("zoomend", () => draw());

  const pixels = (side) => ((side === PLACE ? PLACE_LIKE : side) / 1000) * (256 / 360) * 2 ** map.getZoom();
  const level = () => [...levels].reverse().find(({ side }) => pixels(side) >= LEAST_PIXELS) || levels[0];

  function made(place) {
    if (pool[place]) return pool[place];
    const [outer, inner, lit] = ["atlas-circle", "bd-sure", "bd-spot-lit"].map((name) => root.appendChild(drawn("path", { class: name })));
    outer.setAttribute("role", "button");
    outer.setAttribute("tabindex", "-1");
    outer.classList.add("leaflet-interactive");
    outer.addEventListener("pointerenter", () => point(rows[place]));
    outer.addEventListener("pointerleave", () => {
      tip.remove();
      hooks.lit(null);
    });
    outer.addEventListener("click", (event) => {
      L.DomEvent.stop(event);
      hooks.circle(rows[place]);
    });
    return (pool[place] = { outer, inner, lit });
  }

  function point(row) {
    if (!row) return;
    const box = make("div");
    texts(row, look().measure).forEach((text, place) => box.append(make(place ? "div" : "strong", "", text)));
    box.append(make("div", "atlas-hint", row.all === 1 ? "click to open it" : "click to list them"));
    tip.setLatLng(row.at).setContent(box).openOn(map);
    hooks.lit("circle", row);
  }

  function radius(value) {
    const scale = Math.min(1, Math.max(0.55, map.getSize().x / 760)) * LARGEST;
    return value > 0 ? Math.max(SMALLEST, scale * Math.sqrt(value / look().largest)) : 0;
  }

  function draw() {
    if (!levels.length && !rows.length) return;
    const { measure, faint } = look();
    const wanted = faint ? null : level();
    const { size, least } = measured(measure);
    rows = wanted ? wanted.rows.filter((row) => size(row) > 0) : [];
    rows.forEach((row, place) => {
      const { outer, inner, lit } = made(place);
      const { x, y } = map.latLngToLayerPoint(row.at);
      const at = `translate(${x},${y})`;
      const form = row.precision === "site" ? diamond : round;
      const low = measure === "killed" ? size(row) : least(row);
      [[outer, size(row)], [inner, low], [lit, row.lit]].forEach(([node, value]) => {
        mark(node, "transform", at);
        mark(node, "d", value > 0 ? form(radius(value)) : "");
      });
      mark(outer, "class", `atlas-circle bd-spot leaflet-interactive ${row.precision} ${low ? "" : "unsure"}`.trim());
      mark(inner, "class", `bd-sure ${row.precision}`.trim());
      mark(outer, "aria-label", texts(row, measure).join(", "));
    });
    pool.slice(rows.length).forEach(({ outer, inner, lit }) => [outer, inner, lit].forEach((node) => mark(node, "d", "")));
    pool.forEach(({ outer }, place) => mark(outer, "aria-hidden", String(place >= rows.length)));
    settle();
  }

  function show(next) {
    levels = next;
    draw();
  }

  // How many located incidents lie outside what is seen, and where all of them are.
  function beyond() {
    const seen = map.getBounds();
    const all = levels.length ? levels[levels.length - 1].rows : [];
    return all.filter((row) => !seen.contains(row.at)).reduce((sum, row) => sum + row.all, 0);
  }

  const everywhere = () => L.latLngBounds(levels[0].rows.map((row) => row.at));
  pane.style.pointerEvents = "none";
  return { show, beyond, everywhere };
};
