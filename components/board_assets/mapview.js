// The map of the board: the ground, provinces and labels are those of the plain map (map_assets), the circles its own.
// By default counts are the sizes of circles and the provinces stay plain; only a share colours them.

import { button, counted, interval, make, mark, number } from "./dom.js";
import { spots } from "./spots.js";

const WIDE = 560; // pixels from which the legend is open at first
const REST_MS = 120; // labels are set anew when the map has been still for so long
const REACH = 0.97; // the part of the located incidents that the first view holds
const SMALLEST = 120; // pixels
const COUNTRIES_TO = 6.5; // the zoom up to which countries are named
const NAMED = 8; // so many leading provinces are named at every zoom
const SHARES = [0.01, 0.05, 0.1, 0.2, 0.4];

// Gives the middle part of sorted weighted values: what the first view has to hold.
function span(pairs) {
  const sorted = [...pairs].sort(([one], [other]) => one - other);
  const all = sorted.reduce((sum, [, weight]) => sum + weight, 0);
  const at = (part) => {
    let sum = 0;
    return sorted.find(([, weight]) => (sum += weight) >= part * all)[0];
  };
  return [at((1 - REACH) / 2), at((1 + REACH) / 2)];
}

export function mapView(target, facts, hooks) {
  let state = null;
  let timer = 0;
  let legend = null;
  let views = {};
  let far = false;
  const look = () => ({ measure: state.measure, largest: state.largest[state.measure] || 1, faint: state.measure === "share" });
  Atlas.circles = spots(look, hooks);
  const panel = Atlas.panel("first", target);
  const { map, host } = panel;
  map.attributionControl.setPrefix(false);
  map.attributionControl.addAttribution(facts.note);
  L.control.scale({ imperial: false, maxWidth: 120 }).addTo(map);
  map.zoomControl.setPosition("topright");
  map.setView([34, 68], 5, { animate: false });
  addLegend();
  addViews();
  Atlas.draw.add(map);
  map.on("zoomend moveend", () => {
    tellBeyond();
    const near = map.getZoom() >= 7.5;
    if (near !== far) write((far = near));
  });
  const size = new ResizeObserver(() => {
    map.invalidateSize({ animate: false });
    if (waits) fit(state.circles.levels);
  });
  size.observe(host);

  function draw(geometry) {
    panel.draw(geometry, facts.towns, facts.diverging.light.length, { countriesTo: COUNTRIES_TO });
    const pane = map.getPane("provinces");
    const over = (event) => event.target.dataset && event.target.dataset.id;
    pane.addEventListener("pointerover", (event) => over(event) && hooks.lit("province", state.table.codes.province.get(over(event)) || -1));
    pane.addEventListener("pointerout", (event) => over(event) && hooks.lit(null));
  }

  function addLegend() {
    const control = L.control({ position: "bottomright" });
    control.onAdd = () => {
      legend = make("details", "atlas-legend bd-legend");
      L.DomEvent.disableClickPropagation(legend);
      return legend;
    };
    control.addTo(map);
  }

  function addViews() {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const box = make("div", "atlas-views");
      views = { whole: button("", "Whole region", () => map.fitBounds(facts.region)), beyond: button("", "", everywhere) };
      box.append(views.whole, views.beyond);
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    control.addTo(map);
  }

  function everywhere() {
    map.fitBounds(panel.circles.everywhere(), { maxZoom: 6, padding: [30, 30] });
  }

  function tellBeyond() {
    const count = state && state.measure !== "share" ? panel.circles.beyond() : 0;
    views.beyond.hidden = count === 0;
    views.beyond.textContent = `Show ${counted(count, "located incident")} outside this view`;
  }

  // The first view holds where nearly all incidents are, and nothing moves the map after that but the visitor.
  function fit(levels) {
    waits = Math.min(host.clientWidth, host.clientHeight) < SMALLEST;
    if (waits) return map;
    const rows = levels.length ? levels[levels.length - 1].rows : [];
    if (!rows.length) return map.fitBounds(facts.region, { animate: false });
    const [south, north] = span(rows.map((row) => [row.at[0], row.all]));
    const [west, east] = span(rows.map((row) => [row.at[1], row.all]));
    return map.fitBounds([[south - 0.6, west - 0.6], [north + 0.6, east + 0.6]], { animate: false, maxZoom: 7.5 });
  }

  function reading() {
    const found = Object.fromEntries(
      state.sums.province.filter((sum) => sum.all).map((sum) => [state.table.names.province[sum.code - 1], sum])
    );
    const total = Object.values(found).reduce((sum, one) => sum + one.all, 0);
    const ink = facts.ink[state.theme];
    const shade = (share) => facts.classes[state.theme][SHARES.filter((bound) => bound <= share).length];
    return {
      fill(id, name) {
        if (state.uncovered) return `url(#atlas-not-covered-${name})`;
        return state.measure === "share" && found[id] ? shade(found[id].all / total) : ink.zero;
      },
      told: (id) => [found[id] && [found[id].all, found[id].sure, found[id].best], found[id] ? total : 0, state.uncovered],
      texts(id) {
        const sum = found[id];
        if (state.uncovered) return ["not covered in this period"];
        if (!sum) return ["no incident recorded in this selection"];
        const share = `${((100 * sum.all) / total).toFixed(1)}% of those with a province`;
        const killed = sum.known ? `killed: ${number(sum.best)} (${interval(sum.low, sum.high)})` : "toll not known";
        const apart = sum.all - sum.located;
        const told = [`${interval(sum.sure, sum.all)} incident${sum.all === 1 ? "" : "s"} (${share})`, killed];
        return apart ? [...told, `${number(apart)} located only to the province`] : told;
      },
      unlocated: () => {
        if (state.measure === "share") return [];
        const apart = Object.entries(found).map(([id, sum]) => [id, sum.all - sum.located]);
        return apart.filter(([id, count]) => count > 0 && shownProvince(id));
      },
    };
  }

  // The provinces with most incidents: their names stand wherever there is room.
  function leading() {
    const found = state.sums.province.filter((sum) => sum.all > 0).sort((one, other) => other.all - one.all);
    return found.slice(0, NAMED).map((sum) => state.table.names.province[sum.code - 1]).filter(shownProvince)
      .map((id) => ({ id, text: (state.table.titles.province || {})[id] || id }));
  }

  const shownProvince = (id) => !state.selection.provinces.length || state.selection.provinces.includes(id);

  // Few rows, for the marks that are there: near, the forms of single places as well.
  function write(near) {
    if (!state || !legend) return;
    const open = legend.open;
    const rows = state.measure === "share" ? shares() : sizes(near);
    const title = { share: "Share of incidents", killed: "Killed, best estimate", incidents: "Located incidents" }[state.measure];
    legend.replaceChildren(make("summary", "", title), ...rows.map(([kind, text, colour]) => {
      const line = make("div", "atlas-key");
      const swatch = make("span", `atlas-swatch ${kind}`);
      if (colour) swatch.style.background = colour;
      line.append(swatch, make("span", "", text));
      return line;
    }));
    legend.open = open;
  }

  function shares() {
    const bounds = SHARES.map((bound) => `${Math.round(100 * bound)}%`);
    const colours = facts.classes[state.theme];
    return [["zero", "none"], ...colours.map((colour, place) => ["", place ? `${bounds[place - 1]} and more` : `under ${bounds[0]}`, colour])];
  }

  function sizes(near) {
    const sure = state.measure === "killed" ? [] : [["bd-key-sure", "disc: claimed or attributed"], ["bd-key-all", "ring: with suspected and disputed"]];
    const forms = near ? [["site", "known to the site"], ["bd-key-district", "known to the district"]] : [];
    return [...(state.measure === "killed" ? [["bd-key-sure", "area grows with the number"]] : sure), ...forms, ["badge", "known only to the province"]].slice(0, 5);
  }

  function light() {
    const id = state.lit && state.lit.part === "province" ? state.table.names.province[state.lit.code - 1] : null;
    const before = host.querySelector("path.atlas-province.lit");
    if (before && before.dataset.id !== id) before.classList.remove("lit");
    const node = id && host.querySelector(`path.atlas-province[data-id="${id}"]`);
    if (node) node.classList.add("lit");
  }

  // The map goes to the provinces or countries that are chosen elsewhere, and back when they are released; a click on
  // the map itself, or any other filter, does not move it.
  function follow(first) {
    const key = JSON.stringify([state.selection.provinces, state.selection.countries, state.selection.regions]);
    if (key === place) return;
    place = key;
    if (first || !clicked) fit(state.circles.levels);
    clicked = false;
  }

  // What may wait until nothing moves: names, numbers of provinces, and what lies outside the view.
  function rest() {
    panel.labels.place(leading());
    tellBeyond();
  }

  let waits = false; // whether the first view waits until the map has its size: fitted to none, it would show the world
  let written = "";
  let place = "";
  let clicked = false; // whether the last choice of a province was made on the map
  function show(next, { first = false } = {}) {
    state = next;
    if (!state.stale) follow(first);
    const ink = facts.ink[state.theme];
    const alt = `Map: ${interval(state.sums.totals.sure, state.sums.totals.all)} incidents`;
    panel.show({ reading: reading(), circles: state.circles.levels, selected: state.selection.provinces, alt, quiet: true }, ink);
    light();
    Atlas.draw.show(state.selection.ring);
    if (first) legend.open = map.getSize().x > WIDE;
    const key = `${state.measure} ${state.theme}`;
    if (key !== written) write(far);
    written = key;
    clearTimeout(timer);
    timer = setTimeout(rest, first ? 0 : REST_MS);
    mark(host, "data-shown", String((Number(host.dataset.shown) || 0) + 1));
  }

  return { box: panel.box, draw, show, map, chosen: () => (clicked = true) };
}
