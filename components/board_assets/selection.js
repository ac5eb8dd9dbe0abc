// The selection: the same fields as the server's Filters, values by their codes. Every function gives a new one.

import { dayInWords, dayOf } from "./days.js";

// Field of the selection to the key of its list in the columns and in the URL.
export const LISTS = {
  countries: "country",
  provinces: "province",
  regions: "region",
  classes: "class",
  labels: "label",
  attack_types: "attack",
  target_types: "target",
  attributions: "attribution",
  confidences: "confidence",
  precisions: "precision",
};
const NOTHING = {
  start: null, end: null, killed_min: 0, killed_max: null, ring: [],
  ...Object.fromEntries(Object.keys(LISTS).map((field) => [field, []])),
};

const canonical = (selection) =>
  JSON.stringify(Object.keys(NOTHING).map((key) => (LISTS[key] ? [...selection[key]].sort() : selection[key])));

export const same = (one, other) => canonical(one) === canonical(other);
export const lifted = (selection, ...fields) => ({
  ...selection,
  ...Object.fromEntries(fields.map((field) => [field, NOTHING[field]])),
});

// Chooses a value or releases it; a country that would hide a chosen province gives way.
export function toggled(selection, field, value, homes = {}) {
  const chosen = selection[field];
  const next = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
  const wider = { ...selection, [field]: next };
  const home = field === "provinces" && homes[value];
  if (!home || !wider.countries.length || wider.countries.includes(home)) return wider;
  return { ...wider, countries: [...wider.countries, home] };
}

// Sets the period to days; an end of the coverage is no end of a period.
export function within(selection, first, last, [from, to], iso) {
  return { ...selection, start: first <= from ? null : iso(first), end: last >= to ? null : iso(last) };
}

// What the server is told: only what differs from nothing chosen.
export const message = (selection) =>
  Object.fromEntries(Object.entries(selection).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(NOTHING[key])));
export const whole = (told) => ({ ...NOTHING, ...told });

const PHRASES = {
  confidences: (word) => `${word} confidence`,
  precisions: (word) => `located to the ${word}`,
};

function period({ start, end }) {
  const [since, until] = [start, end].map((day) => (day ? dayInWords(dayOf(day)) : ""));
  if (since && until) return `${since} to ${until}`;
  return since ? `since ${since}` : `until ${until}`;
}

// The single conditions, each with its words and what is left without it.
export function conditions(selection, titles, classWords, number) {
  const found = [];
  if (selection.start || selection.end) found.push({ words: period(selection), rest: lifted(selection, "start", "end") });
  for (const [field, param] of Object.entries(LISTS)) {
    for (const value of selection[field]) {
      const name = field === "classes" ? classWords[value] : (titles[param] || {})[value] || value;
      const words = PHRASES[field] ? PHRASES[field](name) : name;
      found.push({ words, rest: toggled(selection, field, value) });
    }
  }
  if (selection.killed_min) {
    found.push({ words: `at least ${number(selection.killed_min)} killed`, rest: lifted(selection, "killed_min") });
  }
  if (selection.killed_max !== null) {
    found.push({ words: `at most ${number(selection.killed_max)} killed`, rest: lifted(selection, "killed_max") });
  }
  if (selection.ring.length) found.push({ words: "in the drawn area", rest: lifted(selection, "ring") });
  return found;
}
