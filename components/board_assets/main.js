// The board: one selection, counted in the browser at every movement, drawn in the same frame by all its parts, and
// told to the server when it rests. The server answers with the words; until then they are marked as settling.

import { bars } from "./bars.js";
import { chips } from "./chips.js";
import { gathering, member } from "./circles.js";
import { decode } from "./columns.js";
import { binned, isoOf, layOut } from "./days.js";
import { button, make, mark, measured, say } from "./dom.js";
import { figures } from "./figures.js";
import { latest } from "./latest.js";
import { linked } from "./link.js";
import { mapView } from "./mapview.js";
import { misses } from "./misses.js";
import { player } from "./play.js";
import { message, same, toggled, whole, within } from "./selection.js";
import { count, narrowed, reached } from "./sums.js";
import { summing } from "./summed.js";
import { timeline } from "./timeline.js";

const BARS = [
  { part: "province", field: "provinces", title: "Provinces", most: 12 },
  { part: "attack", field: "attack_types", title: "Attack types", most: 6 },
  { part: "target", field: "target_types", title: "Targets", most: 6 },
  { part: "attribution", field: "attributions", title: "How sure", most: 4 },
];
const SHOWN = { incidents: "Incidents", killed: "People killed", share: "Share by province" };

// Puts the board together round the map that Folium wrote. facts: what no selection changes (map_page.py).
export function attach(target, facts) {
  const state = { selection: null, measure: "incidents", step: "quarter", lit: null, circle: null, playing: false, theme: "light" };
  const box = make("div", "bd", undefined, { role: "region", "aria-label": "Board" });
  const words = make("div", "bd-words", undefined, { "aria-live": "polite" });
  const [sentence, caption] = [words.appendChild(make("p", "bd-sentence")), words.appendChild(make("p"))];
  let engine = null;
  let frame = 0;
  let told = null; // the words and the selection they are for
  let loading = "";
  let first = true;

  const link = linked(take);
  const hooks = {
    select: (selection) => change(selection),
    toggle: (field, value) => change(toggled(state.selection, field, value, state.homes)),
    period: (from, to, moving = false) => {
      change(within(state.selection, from, to, state.table.covered, isoOf), moving);
    },
    rest: () => tellLater(),
    lit: light,
    circle: openCircle,
    step: (step) => {
      state.step = step;
      engine.lay(step);
      draw();
    },
    play: () => (play.playing() ? stop() : start()),
    ended: () => stop(),
    incident: link.alone ? null : (row) => link.send({ kind: "incident", row }),
  };
  const play = player(hooks);
  Atlas.frame = { send: asked };
  const parts = { chips: chips(hooks), figures: figures(), time: timeline(hooks), latest: latest(hooks) };
  const lists = BARS.map((one) => bars(one, hooks));
  const map = mapView(target, facts, hooks);
  const choice = make("div", "bd-choice", undefined, { role: "group", "aria-label": "Count" });
  const measures = Object.entries(SHOWN).map(([name, title]) => button("bd-quiet", title, () => choose(name), { "data-measure": name }));
  build();
  window.AtlasGeometry.then((geometry) => {
    map.draw(geometry);
    state.ready = true;
    draw();
  }).catch((error) => fail(`The boundaries could not be loaded: ${error.message}`));
  link.start();

  function build() {
    const [top, left, side] = [make("div", "bd-top"), make("div", "bd-left"), make("aside", "bd-side", undefined, { "aria-label": "Breakdowns" })];
    choice.append(...measures);
    top.append(parts.chips.box, choice);
    left.append(map.box, parts.time.box, parts.latest.box);
    side.append(parts.figures.box, ...lists.map((one) => one.box), words);
    box.append(top, left, side);
    document.body.insertBefore(box, document.querySelector(".alone-foot") || document.body.firstChild);
  }

  // What map and drawing ask for, in the words of the plain map.
  function asked({ kind, id }) {
    if (kind === "province") {
      map.chosen();
      hooks.toggle("provinces", id);
    }
    if (kind === "ring") change({ ...state.selection, ring: id ? id.split(";").map((corner) => corner.split(",").map(Number)) : [] });
  }

  // A view of the server. While it has not heard the last movement, its selection is older than ours.
  function take(view, theme, older) {
    Object.assign(state, {
      theme, defaults: whole(view.defaults), homes: view.homes, moments: view.moments, classWords: view.class_words, uncovered: view.uncovered,
    });
    ink(theme);
    mark(box, "data-layout", view.layout);
    told = { ...view.words, selection: whole(view.selection) };
    if (!older && !play.playing()) state.selection = told.selection;
    if (first) state.measure = view.measure;
    if (view.data !== loading) load(view);
    else if (engine) refresh(view);
  }

  // Where the server counts, its sums come with the view.
  async function refresh(view) {
    if (view.sums) await engine.take(whole(view.selection), view.sums);
    recount();
  }

  function load(view) {
    loading = view.data;
    const bytes = link.alone ? link.alone.columns() : fetch(view.data).then((answer) => answer.arrayBuffer());
    bytes.then(async (buffer) => {
      const table = decode(buffer);
      state.table = table;
      state.texts = null;
      const found = view.sums ? summing(table, state) : counting(table, state);
      if (view.sums) await found.take(whole(view.selection), view.sums);
      engine = found;
      state.largest = engine.largest(state.defaults);
      draw();
      if (view.texts) texts(view.texts);
    }).catch((error) => fail(`The table could not be loaded: ${error.message}`));
  }

  function texts(address) {
    const found = link.alone ? link.alone.texts() : fetch(address).then((answer) => answer.json());
    found.then((loaded) => {
      state.texts = loaded;
      recount();
    });
  }

  function change(selection, moving = false) {
    if (!moving && play.playing()) stop();
    if (!same(selection, state.selection)) state.circle = null;
    state.selection = selection;
    recount();
    if (!moving) tellLater();
  }

  function tellLater() {
    link.later(() => ({ kind: "select", selection: message(state.selection), measure: state.measure }));
    settle();
  }

  function choose(measure) {
    state.measure = measure;
    recount();
    tellLater();
  }

  function light(part, code) {
    const key = part === null ? null : { part, code };
    if (JSON.stringify(key) === JSON.stringify(state.lit && { part: state.lit.part, code: state.lit.code })) return;
    state.lit = key;
    recount();
  }

  function openCircle(circle) {
    if (state.table.rows === 0) return; // the rows of a circle are the server's
    state.circle = circle;
    recount();
    if (circle) parts.latest.box.scrollIntoView({ block: "nearest" });
  }

  function start() {
    play.start(state, parts.time.spanned());
    state.playing = true;
    draw();
  }

  function stop() {
    play.stop();
    state.playing = false;
    draw();
    tellLater();
  }

  // Everything that has moved before the next frame is counted and drawn once.
  function recount() {
    if (!frame) frame = requestAnimationFrame(draw);
  }

  function draw() {
    frame = 0;
    if (!engine || !state.ready || !state.selection) return;
    engine.count(state);
    parts.chips.show(state);
    measures.forEach((node) => mark(node, "aria-pressed", String(node.dataset.measure === state.measure)));
    parts.figures.show(state);
    map.show(state, { first });
    parts.time.show(state);
    lists.forEach((one) => one.show(state));
    parts.latest.show(state);
    first = false;
    settle();
    box.classList.toggle("bd-stale", Boolean(state.stale));
    mark(box, "data-shown", String((Number(box.dataset.shown) || 0) + 1));
  }

  // The words are those of the server; they stand back while the selection has moved on.
  function settle() {
    if (!told) return;
    const fresh = same(told.selection, state.selection) && link.settled();
    say(sentence, told.sentence);
    say(caption, told.caption);
    mark(words, "aria-busy", String(!fresh));
    words.classList.toggle("bd-settling", !fresh && !link.alone);
    if (link.alone) mark(words, "data-exported", "");
  }

  function ink(theme) {
    const { style } = document.documentElement;
    Object.entries(facts.ink[theme]).forEach(([name, colour]) => style.setProperty(`--${name}`, colour));
    style.setProperty("--lit", facts.classes[theme][3]);
  }

  function fail(words_) {
    box.append(make("p", "atlas-failure", words_, { role: "alert" }));
  }

  return { state, draw };
}

// What is counted of a table, and how.
export function counting(table, into) {
  const missing = misses(table);
  const gather = gathering(table);
  const column = { province: "province", attack: "attack", target: "target", attribution: "attribution" };
  let bins = [];
  let ofRow = null;

  function lay(step) {
    bins = layOut(step, ...table.covered);
    ofRow = binned(table, bins);
    into.bins = bins;
  }

  // The rows that the pointer lights up, as bits of a narrower selection.
  function litBits(bits, { part, code }) {
    if (part === "time") return narrowed(bits, ofRow, code);
    if (part === "row") return bits.map((missed, row) => (row === code ? missed : 255));
    if (part === "circle") {
      const test = member(table, code);
      return bits.map((missed, row) => (test(row) ? missed : 255));
    }
    return narrowed(bits, table.columns[column[part]], code);
  }

  function run(state) {
    const bits = missing(state.selection);
    const deep = state.measure === "killed" || document.querySelector(".as-table") !== null;
    state.bits = bits;
    state.sums = count(table, bits, ofRow, bins.length, deep);
    state.provinces = reached(table, bits);
    const lit = state.lit ? litBits(bits, state.lit) : null;
    if (lit) state.lit = { ...state.lit, sums: count(table, lit, ofRow, bins.length, deep) };
    state.circles = gather(bits, lit);
  }

  // The largest circle of the default view: what all sizes are held against.
  function largest(defaults) {
    const [far] = gather(missing(defaults)).levels;
    const rows = far ? far.rows : [];
    const top = (measure) => rows.reduce((most, row) => Math.max(most, measured(measure).size(row)), 1);
    return { incidents: top("incidents"), killed: top("killed") };
  }

  lay(into.step);
  return { count: run, lay, largest };
}

window.AtlasMap = { attach }; // the name by which the page of the map calls what draws on it
window.AtlasBoard = { counting, decode, whole };
