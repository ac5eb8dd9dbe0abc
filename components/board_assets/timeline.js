// The timeline with a period brush: drag over it, drag an end or the whole period, or move them by keys. It shows all
// of the coverage; what lies outside the period stands back.

import { button, drawn, interval, make, mark, measured, number, say } from "./dom.js";
import { dayInWords, dayOf } from "./days.js";
import { twin } from "./twin.js";

const HEIGHT = 104;
const TOP = 16;
const YEAR = { quarter: 4, month: 12 };
const KEYS = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1 };

export function timeline(hooks) {
  const box = make("section", "bd-time", undefined, { "aria-label": "Timeline" });
  const title = make("h3");
  const told = make("span", "bd-told", "", { "aria-hidden": "true" });
  const head = make("div", "bd-head");
  const plot = make("div", "bd-plot");
  const picture = drawn("svg", { width: "100%", height: HEIGHT + 18, "aria-hidden": "true" });
  const pattern = drawn("pattern", { id: "bd-hatch", width: 4, height: 4, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  pattern.append(drawn("rect", { width: 1.6, height: 4, class: "bd-stripe" }));
  picture.appendChild(drawn("defs")).append(pattern);
  const paths = Object.fromEntries(["grid", "hatched", "solid", "lit", "moment"].map((kind) => [kind, picture.appendChild(drawn("path", { class: `bd-${kind}` }))]));
  const texts = picture.appendChild(drawn("g", { class: "bd-ticks" }));
  const shades = ["start", "end"].map((end) => plot.appendChild(make("div", `bd-shade bd-${end}`)));
  const body = plot.appendChild(make("div", "bd-body"));
  const handles = ["start", "end"].map((end) =>
    plot.appendChild(make("div", `bd-handle bd-${end}`, undefined, { role: "slider", tabindex: "0", "aria-label": end === "start" ? "Period from" : "Period to" }))
  );
  const steps = ["quarter", "month"].map((step) => button("bd-quiet", step === "quarter" ? "Quarters" : "Months", () => hooks.step(step)));
  const play = button("bd-quiet bd-play", "", () => hooks.play(), { "aria-label": "Play through time" });
  const table = twin(box, "Over time", () => ({
    head: ["From", "Sure", "All", "Killed, low", "best", "high"],
    rows: state.sums.time.map((sum, place) => [state.bins[place].name, ...[sum.sure, sum.all, sum.low, sum.best, sum.high].map(number)]),
  }));
  plot.prepend(picture);
  head.append(title, told, play, ...steps, table.open);
  box.prepend(head, plot);
  let state = null;
  let held = null; // what the pointer drags: start, end, body or new, and where it began
  let width = 0;
  let laid = "";

  const size = () => state.bins.length;
  const at = (event) => Math.min(size() - 1, Math.max(0, Math.floor(((event.clientX - plot.getBoundingClientRect().left) / plot.clientWidth) * size())));

  // Where a day lies, in bins from the left; the end of a day is one day further.
  function place(day, after = 0) {
    const bin = state.bins.findIndex(({ last }) => day <= last);
    if (bin < 0) return size();
    const { first, last } = state.bins[bin];
    return bin + (day - first + after) / (last - first + 1);
  }

  function ends() {
    const { start, end } = state.selection;
    const bound = (value) => Math.min(size(), Math.max(0, value));
    return [start ? bound(place(dayOf(start))) : 0, end ? bound(place(dayOf(end), 1)) : size()];
  }

  // The bins that hold the ends of the period.
  function spanned() {
    const [from, to] = ends();
    return [Math.min(size() - 1, Math.floor(from)), Math.max(0, Math.ceil(to) - 1)];
  }

  function choose(from, to, moving = false) {
    const [a, b] = [Math.max(0, Math.min(from, to)), Math.min(size() - 1, Math.max(from, to))];
    hooks.period(state.bins[a].first, state.bins[b].last, moving);
  }

  function press(event) {
    if (event.button !== 0 || !size()) return;
    const kind = event.target === handles[0] ? "start" : event.target === handles[1] ? "end" : event.target === body ? "body" : "new";
    held = { kind, from: at(event), span: spanned(), moved: false };
    plot.setPointerCapture(event.pointerId);
    if (kind === "start" || kind === "end") event.target.focus({ preventScroll: true });
    event.preventDefault();
  }

  function drag(event) {
    if (!held) return point(event);
    const now = at(event);
    if (now === held.from && !held.moved) return undefined;
    held.moved = true;
    const [a, b] = held.span;
    if (held.kind === "new") choose(held.from, now, true);
    else if (held.kind === "start") choose(Math.min(now, b), b, true);
    else if (held.kind === "end") choose(a, Math.max(a, now), true);
    else {
      const by = Math.min(size() - 1 - b, Math.max(-a, now - held.from));
      choose(a + by, b + by, true);
    }
    return undefined;
  }

  function release(event) {
    if (!held) return;
    const { kind, from, moved, span } = held;
    held = null;
    if (moved) hooks.rest();
    else if (kind === "new" || kind === "body") {
      const one = span[0] === from && span[1] === from && size() > 1;
      if (one) hooks.period(state.bins[0].first, state.bins[size() - 1].last, false);
      else choose(from, from);
    }
    point(event);
  }

  function point(event) {
    if (event.pointerType === "touch" || !size()) return;
    hooks.lit("time", at(event));
  }

  plot.addEventListener("pointerdown", press);
  plot.addEventListener("pointermove", drag);
  plot.addEventListener("pointerup", release);
  plot.addEventListener("pointercancel", () => (held = null));
  plot.addEventListener("pointerleave", () => held || hooks.lit(null));
  handles.forEach((handle, side) => handle.addEventListener("keydown", (event) => key(event, side)));

  function key(event, side) {
    const span = spanned();
    const far = YEAR[state.step];
    const by = { ...KEYS, PageUp: far, PageDown: -far }[event.key];
    if (event.key === "Escape") hooks.period(state.bins[0].first, state.bins[size() - 1].last, false);
    else if (event.key === "Home") span[side] = side ? span[0] : 0;
    else if (event.key === "End") span[side] = side ? size() - 1 : span[1];
    else if (by) span[side] = Math.min(side ? size() - 1 : span[1], Math.max(side ? span[0] : 0, span[side] + by));
    else return;
    event.preventDefault();
    if (event.key !== "Escape") choose(...span);
  }

  function columns(read) {
    const [step, gap] = [width / size(), width / size() > 4 ? 1 : 0.3];
    return state.sums.time.map((sum, bin) => {
      const [low, high] = read(sum, bin);
      return high > low ? `M${(bin * step + gap / 2).toFixed(1)},${(y(low)).toFixed(1)}V${(y(high)).toFixed(1)}h${(step - gap).toFixed(1)}V${(y(low)).toFixed(1)}z` : "";
    }).join("");
  }

  let largest = 1;
  const y = (value) => TOP + (HEIGHT - TOP) * (1 - value / largest);

  function show(next) {
    state = next;
    const { least, most, title: named } = measured(state.measure);
    width ||= plot.clientWidth; // once: to ask at every movement would lay the page out each time
    say(title, `${named} by ${state.step}`);
    steps.forEach((node, which) => mark(node, "aria-pressed", String(state.step === ["quarter", "month"][which])));
    if (!size() || !width) return;
    largest = state.sums.time.reduce((top, sum) => Math.max(top, most(sum)), 1);
    mark(paths.solid, "d", columns((sum) => [0, least(sum)]));
    mark(paths.hatched, "d", columns((sum) => [least(sum), most(sum)]));
    const lit = state.lit && state.lit.part !== "time" ? state.lit.sums.time : null;
    mark(paths.lit, "d", lit ? columns((_, bin) => [0, most(lit[bin])]) : "");
    ticks();
    brush();
    tell();
    table.refresh();
  }

  // Years below, the largest number above, and the moments that matter.
  function ticks() {
    const key_ = [width, largest, state.step, size()].join();
    if (key_ === laid) return;
    laid = key_;
    const step = width / size();
    const years = state.bins.flatMap((bin, place_) => (bin.opensYear || !place_ ? [[place_, bin.year]] : []));
    const every = Math.ceil(34 / (width / Math.max(1, years.length)));
    const nodes = years.filter((_, place_) => place_ % every === 0).map(([bin, year]) => text(bin * step + 1, HEIGHT + 14, String(year)));
    nodes.push(text(1, TOP - 5, `${number(largest)} at most in one ${state.step}`));
    const marked = state.moments.filter(([day]) => day >= state.bins[0].first && day <= state.bins[size() - 1].last);
    marked.forEach(([day, words]) => nodes.push(text(place(day) * step + 4, TOP - 5, words, "bd-moment-text")));
    mark(paths.moment, "d", marked.map(([day]) => `M${place(day) * step},${TOP - 12}V${HEIGHT}`).join(""));
    mark(paths.grid, "d", `M0,${HEIGHT}H${width}${years.map(([bin]) => `M${bin * step},${HEIGHT}v4`).join("")}`);
    texts.replaceChildren(...nodes);
  }

  function text(x, y_, words, className = "") {
    const node = drawn("text", { x, y: y_, class: className });
    node.textContent = words;
    return node;
  }

  function brush() {
    const [from, to] = ends().map((value) => (100 * value) / size());
    const all = from <= 0 && to >= 100;
    shades[0].style.width = `${from}%`;
    shades[1].style.width = `${100 - to}%`;
    body.hidden = all;
    body.style.left = `${from}%`;
    body.style.width = `${to - from}%`;
    handles[0].style.left = `${from}%`;
    handles[1].style.left = `${to}%`;
    const [a, b] = spanned();
    const days = [state.selection.start ? dayOf(state.selection.start) : state.bins[0].first, state.selection.end ? dayOf(state.selection.end) : state.bins[size() - 1].last];
    [a, b].forEach((value, side) => {
      mark(handles[side], "aria-valuemin", String(side ? a : 0));
      mark(handles[side], "aria-valuemax", String(side ? size() - 1 : b));
      mark(handles[side], "aria-valuenow", String(value));
      mark(handles[side], "aria-valuetext", dayInWords(days[side]));
    });
  }

  function tell() {
    const { least, most, noun } = measured(state.measure);
    const lit = state.lit && state.lit.part === "time" ? state.sums.time[state.lit.code] : null;
    say(told, lit ? `${state.bins[state.lit.code].name}: ${interval(least(lit), most(lit))} ${noun}` : "");
    play.classList.toggle("bd-playing", state.playing);
    mark(play, "aria-label", state.playing ? "Stop" : "Play through time");
    say(play, state.playing ? "Stop" : "Play");
  }

  new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width === width) return;
    ({ width } = contentRect);
    if (state) show(state);
  }).observe(plot);
  return { box, show, spanned: () => spanned(), size };
}
