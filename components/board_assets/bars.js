// A part of the board as bars: solid is sure, hatched suspected or disputed. A click chooses a value or releases it.

import { button, interval, make, mark, measured, number, say } from "./dom.js";
import { twin } from "./twin.js";

const ROVE = { ArrowDown: 1, ArrowUp: -1 };

// part: its name in the sums; field: of the selection; most: how many bars before the rest.
export function bars({ part, field, title, most }, hooks) {
  const box = make("section", "bd-bars", undefined, { "data-part": part, "aria-label": title });
  const head = make("div", "bd-head");
  const list = make("ul", "bd-list");
  const rest = button("bd-bar bd-rest", "", () => open(!opened), { "aria-expanded": "false" });
  const pool = [];
  let opened = false;
  let state = null;
  const table = twin(box, title, () => ({
    head: [title, "Sure", "All", "Killed, low", "best", "high"],
    rows: ordered().map((sum) => [name(sum), ...[sum.sure, sum.all, sum.low, sum.best, sum.high].map(number)]),
  }));
  rest.append(make("span", "bd-name"), make("span", "bd-track"), make("span", "bd-value"));
  head.append(make("h3", "", title), table.open);
  box.prepend(head, list);

  const word = (sum) => state.table.names[part][sum.code - 1];
  const name = (sum) => (state.table.titles[part] || {})[word(sum)] || word(sum);
  const chosen = (sum) => state.selection[field].includes(word(sum));

  function ordered() {
    const { size } = measured(state.measure);
    const found = state.sums[part].filter((sum) => sum.all > 0 || chosen(sum));
    return found.sort((one, other) => size(other) - size(one) || other.all - one.all || one.code - other.code);
  }

  function shown(found) {
    if (opened || found.length <= most + 1) return [found, []];
    const top = found.slice(0, most);
    const added = found.slice(most).filter(chosen);
    return [[...top, ...added], found.slice(most).filter((sum) => !chosen(sum))];
  }

  function open(wanted) {
    opened = wanted;
    rest.setAttribute("aria-expanded", String(wanted));
    show(state);
  }

  function row(place) {
    if (pool[place]) return pool[place];
    const node = button("bd-bar", "", () => hooks.toggle(field, node.dataset.value));
    const track = make("span", "bd-track");
    const [solid, hatched, lit] = ["bd-solid", "bd-hatched", "bd-lit"].map((kind) => track.appendChild(make("span", kind)));
    node.append(make("span", "bd-name"), track, make("span", "bd-value"));
    node.addEventListener("pointerenter", () => hooks.lit(part, Number(node.dataset.code)));
    node.addEventListener("pointerleave", () => hooks.lit(null));
    node.addEventListener("focus", () => node.matches(":focus-visible") && hooks.lit(part, Number(node.dataset.code)));
    node.addEventListener("blur", () => hooks.lit(null));
    const item = make("li");
    item.append(node);
    return (pool[place] = { item, node, solid, hatched, lit });
  }

  function fill(one, sum, largest) {
    const { least, most: upmost, noun } = measured(state.measure);
    const [low, high] = [least(sum), upmost(sum)];
    const { node } = one;
    const value = interval(low, high);
    node.dataset.value = word(sum);
    node.dataset.code = sum.code;
    say(node.children[0], name(sum));
    say(node.children[2], value);
    mark(node, "aria-pressed", String(chosen(sum)));
    mark(node, "aria-label", `${name(sum)}: ${value} ${noun}`);
    node.classList.toggle("bd-dim", state.selection[field].length > 0 && !chosen(sum));
    node.classList.toggle("bd-is-lit", state.lit !== null && state.lit.part === part && state.lit.code === sum.code);
    const scale = largest ? 1 / largest : 0;
    one.solid.style.transform = `scaleX(${low * scale})`;
    one.hatched.style.left = `${100 * low * scale}%`;
    one.hatched.style.width = `${100 * (high - low) * scale}%`;
    const lit = state.lit && state.lit.sums ? state.lit.sums[part][sum.code - 1] : null;
    one.lit.style.transform = `scaleX(${lit ? upmost(lit) * scale : 0})`;
  }

  function show(next) {
    state = next;
    const found = ordered();
    const [top, others] = shown(found);
    const largest = found.reduce((most_, sum) => Math.max(most_, measured(state.measure).most(sum)), 0);
    top.forEach((sum, place) => {
      const one = row(place);
      if (one.item.parentNode !== list || list.children[place] !== one.item) list.insertBefore(one.item, list.children[place] || null);
      fill(one, sum, largest);
      mark(one.node, "tabindex", place ? "-1" : "0");
    });
    for (let place = top.length; place < pool.length; place += 1) pool[place].item.remove();
    showRest(others);
    table.refresh();
  }

  function showRest(others) {
    const needed = others.length > 0 || (opened && ordered().length > most + 1);
    if (!needed) return rest.parentNode && rest.parentNode.remove();
    if (!rest.parentNode) list.append(make("li"));
    list.append(list.lastElementChild.contains(rest) ? list.lastElementChild : item(rest));
    const { least, most: upmost } = measured(state.measure);
    const sum = (read) => others.reduce((total, one) => total + read(one), 0);
    say(rest.children[0], opened ? "Show fewer" : `${others.length} others`);
    say(rest.children[2], opened ? "" : interval(sum(least), sum(upmost)));
    return undefined;
  }

  function item(node) {
    const found = make("li");
    found.append(node);
    return found;
  }

  list.addEventListener("keydown", (event) => {
    const step = ROVE[event.key];
    const nodes = [...list.querySelectorAll("button")];
    const next = nodes[nodes.indexOf(document.activeElement) + step];
    if (!step || !next) return;
    event.preventDefault();
    nodes.forEach((node) => node.setAttribute("tabindex", node === next ? "0" : "-1"));
    next.focus();
  });
  return { box, show };
}
