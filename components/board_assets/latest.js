// The latest incidents of the selection, or those of a circle. Each opens its card: what happened, how sure it is, and
// the way to its sources.

import { button, counted, interval, make, number } from "./dom.js";
import { dayInWords } from "./days.js";
import { latest as found } from "./sums.js";
import { member } from "./circles.js";

const MOST = 8;
const MOST_OF_CIRCLE = 40;

export function latest(hooks) {
  const box = make("section", "bd-latest", undefined, { "aria-label": "Incidents" });
  const title = make("h3");
  const back = button("bd-quiet", "Back to the latest", () => hooks.circle(null));
  const head = make("div", "bd-head");
  const list = make("div", "bd-cards");
  let before = "";
  head.append(title, back);
  box.append(head, list);

  function show(state) {
    if (state.latestTold) return showTold(state.latestTold);
    const { table, bits, circle, texts } = state;
    const test = circle ? member(table, circle) : null;
    const { rows, number: all } = found(table, bits, circle ? MOST_OF_CIRCLE : MOST, test);
    if (circle && !all) return hooks.circle(null);
    back.hidden = !circle;
    const more = all > rows.length && circle ? `, the ${rows.length} newest` : "";
    title.textContent = circle ? `${counted(all, "incident")} at ${circle.precision ? "" : "or around "}${circle.place}${more}` : "Latest incidents";
    const key = JSON.stringify([rows, Boolean(texts)]);
    if (key === before) return undefined;
    before = key;
    list.replaceChildren(...rows.map((row) => card(state, row)));
    if (!rows.length) list.append(make("p", "bd-note", "No incident in the table matches this selection."));
    return undefined;
  }

  // What the server tells of a table whose rows stay with it.
  function showTold(told) {
    back.hidden = true;
    title.textContent = "Latest incidents";
    const key = JSON.stringify(told);
    if (key === before) return;
    before = key;
    list.replaceChildren(...told.map(({ row, when, where: place, what }) => {
      const one = button("bd-card bd-card-told", "", () => hooks.incident(row));
      one.append(make("span", "bd-when", when), make("strong", "", place), make("span", "bd-what", what));
      return one;
    }));
  }

  const word = ({ table }, param, row) => table.names[param][table.columns[param][row] - 1] || "";

  function toll({ columns }, row) {
    if (!columns.known[row]) return "toll not known";
    return `${interval(columns.low[row], columns.high[row])} killed`;
  }

  function where(state, row) {
    const { table } = state;
    const spot = table.columns.spot[row] - 1;
    const place = spot < 0 ? (state.texts ? state.texts.places[row] : "") : table.places[table.spots.place[spot]];
    const province = word(state, "province", row);
    const names = [...place.split(", "), (table.titles.province || {})[province] || "", word(state, "country", row)];
    return [...new Set(names.filter(Boolean))].join(", ");
  }

  function card(state, row) {
    const { table, texts } = state;
    const one = make("details", "bd-card");
    const summary = make("summary");
    const [start, end] = [table.columns.start[row], table.end[row]];
    const when = start === end ? dayInWords(start) : `${dayInWords(start)} to ${dayInWords(end)}`;
    const sure = word(state, "attribution", row);
    summary.append(
      make("span", "bd-when", when),
      make("strong", "", where(state, row)),
      make("span", "bd-what", [word(state, "attack", row), toll(table, row), sure].filter(Boolean).join(" · "))
    );
    one.append(summary);
    one.addEventListener("toggle", () => one.open && one.children.length === 1 && one.append(...insides(state, row, texts)));
    one.addEventListener("pointerenter", () => hooks.lit("row", row));
    one.addEventListener("pointerleave", () => hooks.lit(null));
    return one;
  }

  function insides(state, row, texts) {
    const facts = [
      ["Class", state.classWords.one[word(state, "class", row)] || word(state, "class", row)],
      ["Target", word(state, "target", row)],
      ["Label", word(state, "label", row)],
      ["Confidence", word(state, "confidence", row)],
      ["Place known to the", word(state, "precision", row)],
    ];
    const said = texts && texts.summaries[row] ? [make("p", "", texts.summaries[row])] : [];
    const listed = make("dl", "bd-facts-list");
    for (const [name, value] of facts.filter(([, one]) => one)) listed.append(make("dt", "", name), make("dd", "", value));
    const sources = texts && texts.sources ? sourced(texts.sources[row]) : [];
    const open = hooks.incident ? [button("bd-open", "Full card with its sources", () => hooks.incident(row))] : [];
    const id = texts ? [make("p", "bd-note", texts.ids[row])] : [];
    return [...said, listed, ...sources, ...id, ...open];
  }

  function sourced(sources) {
    return (sources || []).map(([words, url]) => {
      const line = make("p", "bd-note");
      line.append(url ? make("a", "", words, { href: url, target: "_blank", rel: "noopener noreferrer" }) : words);
      return line;
    });
  }

  return { box, show };
}
export { number };
