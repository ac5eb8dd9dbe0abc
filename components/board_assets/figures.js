// The headline figures: how many incidents and how many killed, as intervals, and where and when.

import { counted, interval, make, number, say } from "./dom.js";
import { dayInWords } from "./days.js";

const KINDS = [
  ["incidents", "incidents", (sum) => [sum.sure, sum.all], (sum) => `${number(sum.sure)} sure, up to ${number(sum.all)}`],
  ["killed", "people killed", (sum) => [sum.low, sum.high], (sum) => `best estimate ${number(sum.best)}`],
];

export function figures() {
  const box = make("section", "bd-figures", undefined, { "aria-label": "Figures of the selection" });
  const parts = KINDS.map(([kind, label, ends, note]) => {
    const one = make("div", "bd-figure", undefined, { "data-figure": kind });
    const [value, named, track, under] = [make("strong", "bd-big"), make("span", "bd-label", label), make("span", "bd-track"), make("span", "bd-note")];
    const [solid, hatched] = ["bd-solid", "bd-hatched"].map((name) => track.appendChild(make("span", name)));
    one.append(value, named, track, under);
    box.append(one);
    return { ends, note, value, under, solid, hatched };
  });
  const line = make("p", "bd-facts");
  box.append(line);

  function show({ sums: { totals }, provinces }) {
    for (const { ends, note, value, under, solid, hatched } of parts) {
      const [low, high] = ends(totals);
      const share = high ? low / high : 0;
      say(value, interval(low, high));
      say(under, totals.all ? note(totals) : "");
      solid.style.transform = `scaleX(${share})`;
      hatched.style.left = `${100 * share}%`;
      hatched.style.width = `${high ? 100 * (1 - share) : 0}%`;
    }
    const unknown = totals.all - totals.known;
    const facts = [counted(provinces, "province"), totals.all && totals.last ? `latest ${dayInWords(totals.last)}` : ""];
    say(line, [...facts, unknown ? `${number(unknown)} without a toll` : ""].filter(Boolean).join(" · "));
  }

  return { box, show };
}
