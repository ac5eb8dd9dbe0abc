// Adds up the rows of a selection: totals, and for every part of the board the selection without that part's filter.
// Rows are counted by code and marks (columns.js) at once, which are told apart afterwards: one addition a row and part.

import { BIT } from "./misses.js";

export const PARTS = ["province", "attack", "target", "attribution"];
const MARKS = 8;

function cells(size) {
  return { size, counts: new Int32Array(size * MARKS), low: zeros(size), best: zeros(size), high: zeros(size) };
}

const zeros = (size) => new Float64Array(size);

// Reads the sums of one code.
export function read({ counts, low, best, high }, code) {
  const found = { code, all: 0, sure: 0, known: 0, located: 0, low: low[code], best: best[code], high: high[code] };
  for (let marks = 0; marks < MARKS; marks += 1) {
    const number = counts[code * MARKS + marks];
    found.all += number;
    if (marks & 1) found.sure += number;
    if (marks & 2) found.known += number;
    if (marks & 4) found.located += number;
  }
  return found;
}

const listed = (sums, from, to) => Array.from({ length: to - from }, (_, place) => read(sums, from + place));

// Gives the way to add a row to a code; with its tolls, which few parts need at every count.
function adder({ marks, sureLow, columns: { best, high } }, tolls) {
  if (!tolls) return (into, code, row) => void (into.counts[code * MARKS + marks[row]] += 1);
  return (into, code, row) => {
    into.counts[code * MARKS + marks[row]] += 1;
    into.low[code] += sureLow[row];
    into.best[code] += best[row];
    into.high[code] += high[row];
  };
}

// Counts a selection. bits: what each row misses (misses.js); bins: the bin of each row, and how many bins there are.
// Without tolls only the totals and the provinces have the killed.
export function count(table, bits, bins, number, tolls = true) {
  const [province, attack, target, attribution] = PARTS.map((name) => cells(table.names[name].length + 1));
  const [time, whole] = [cells(number + 1), cells(1)];
  const codes = PARTS.map((name) => table.columns[name]);
  const [addAll, add] = [adder(table, true), adder(table, tolls)];
  const { start } = table.columns;
  let [first, last] = [Infinity, -Infinity];
  for (let row = 0; row < table.rows; row += 1) {
    const missed = bits[row];
    if (missed === 0) {
      addAll(whole, 0, row);
      addAll(province, codes[0][row], row);
      add(attack, codes[1][row], row);
      add(target, codes[2][row], row);
      add(attribution, codes[3][row], row);
      add(time, bins[row], row);
      if (start[row] < first) first = start[row];
      if (table.end[row] > last) last = table.end[row];
    } else if (missed === BIT.period) add(time, bins[row], row);
    else if (missed === BIT.province) addAll(province, codes[0][row], row);
    else if (missed === BIT.attack) add(attack, codes[1][row], row);
    else if (missed === BIT.target) add(target, codes[2][row], row);
    else if (missed === BIT.attribution) add(attribution, codes[3][row], row);
  }
  const parts = [province, attack, target, attribution].map((sums) => listed(sums, 1, sums.size));
  return {
    totals: { ...read(whole, 0), first, last },
    ...Object.fromEntries(PARTS.map((name, place) => [name, parts[place]])),
    time: listed(time, 0, number),
    notDatable: read(time, number).all,
  };
}

// Gives the bits of a selection narrowed to one code of a column: what lights up under the pointer.
export function narrowed(bits, column, code) {
  const found = new Uint8Array(bits.length);
  for (let row = 0; row < bits.length; row += 1) found[row] = column[row] === code ? bits[row] : 255;
  return found;
}

// How many provinces hold a selected incident.
export function reached(table, bits) {
  const seen = new Uint8Array(table.names.province.length + 1);
  for (let row = 0; row < table.rows; row += 1) if (bits[row] === 0) seen[table.columns.province[row]] = 1;
  return seen.subarray(1).reduce((sum, one) => sum + one, 0);
}

// The last selected rows, the newest first; with a test those that pass it, and how many do.
export function latest(table, bits, most, test = null) {
  const rows = [];
  let number = 0;
  for (let row = table.rows - 1; row >= 0; row -= 1) {
    if (bits[row] !== 0 || (test && !test(row))) continue;
    number += 1;
    if (rows.length < most) rows.push(row);
    else if (!test) break;
  }
  return { rows, number };
}
