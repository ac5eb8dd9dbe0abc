// Counts for a table whose rows stay with the server: it is too large, or its licence is not open. The server sends
// the sums of a selection, and with them sums by month, from which any period of whole months is added up here. What
// else changes asks the server, and the board stands as it was, marked as settling, until the answer comes.

import { layOut } from "./days.js";
import { decodeColumns } from "./columns.js";
import { PARTS } from "./sums.js";
import { lifted, same } from "./selection.js";
import { PLACE } from "./circles.js";

const COUNTS = ["all", "sure", "known", "located", "low", "best", "high"];
const none = (code) => ({ code, all: 0, sure: 0, known: 0, located: 0, low: 0, best: 0, high: 0 });

const monthOf = (iso) => (Number(iso.slice(0, 4)) - 1970) * 12 + Number(iso.slice(5, 7)) - 1;
const opensMonth = (iso) => iso.endsWith("-01");
const closesMonth = (iso) => new Date(Date.parse(`${iso}T00:00:00Z`) + 86400000).getUTCDate() === 1;
const monthOfDay = (day) => monthOf(new Date(day * 86400000).toISOString());

function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

const fetched = async (address) => (await fetch(address)).arrayBuffer();

export function summing(table, into) {
  let told = null; // the sums of the server, and the selection they are for
  let months = null;
  let bins = [];

  function lay(step) {
    bins = layOut(step, ...table.covered);
    into.bins = bins;
  }

  async function take(selection, sums) {
    const { address, columns: text } = sums.by_month;
    const columns = decodeColumns(await (address ? fetched(address) : unpacked(text)));
    months = { ...columns, parts: sums.by_month.parts };
    told = { selection, ...sums, circles: { levels: sums.circles.map(level), gathered: true } };
  }

  // Adds up the months of a part, per code.
  function added(part, holds) {
    const found = Array.from({ length: part ? table.names[part].length + 1 : 1 }, (_, code) => none(code));
    const wanted = part ? months.parts.indexOf(part) + 1 : 0;
    for (let at = 0; at < months.part.length; at += 1) {
      if (months.part[at] !== wanted || !holds(at)) continue;
      const sum = found[months.code[at]];
      for (const name of COUNTS) sum[name] += months[name][at];
    }
    return found;
  }

  function within({ start, end }) {
    const [from, to] = [start ? monthOf(start) : -Infinity, end ? monthOf(end) : Infinity];
    return (at) => months.head[at] >= from && months.tail[at] <= to;
  }

  function overTime() {
    const edges = bins.map(({ first, last }) => [monthOfDay(first), monthOfDay(last)]);
    const [low, high] = edges.length ? [edges[0][0], edges.at(-1)[1]] : [0, -1];
    const ofMonth = new Map(edges.flatMap(([from, to], bin) => Array.from({ length: to - from + 1 }, (_, step) => [from + step, bin])));
    const found = bins.map((_, bin) => none(bin));
    for (let at = 0; at < months.part.length && months.part[at] === 0; at += 1) {
      if (months.outside[at]) continue;
      const [head, tail] = [Math.max(months.head[at], low), Math.min(months.tail[at], high)].map((month) => ofMonth.get(month));
      if (head === undefined || head !== tail) continue;
      for (const name of COUNTS) found[head][name] += months[name][at];
    }
    return found;
  }

  const exact = (part) =>
    table.names[part].map((word, place) => {
      const row = told.parts[part].find(([name]) => name === word);
      if (!row) return none(place + 1);
      const [, all, sure, low, best, high, known = 0, located = 0] = row;
      return { code: place + 1, all, sure, low, best, high, known, located };
    });

  // Whether a selection differs from that of the server's sums by nothing but whole months.
  function reachable(selection) {
    const { start, end } = selection;
    return same(lifted(selection, "start", "end"), lifted(told.selection, "start", "end")) && (!start || opensMonth(start)) && (!end || closesMonth(end));
  }

  function count(state) {
    const fresh = same(state.selection, told.selection);
    state.lit = state.lit && state.lit.part === "time" ? { ...state.lit, sums: null } : null;
    state.stale = !fresh && !reachable(state.selection);
    state.bits = null;
    state.circles = told.circles;
    state.latestTold = told.latest;
    if (fresh || state.stale) {
      state.sums = { totals: told.totals, ...Object.fromEntries(PARTS.map((part) => [part, exact(part)])), time: overTime() };
      state.provinces = told.provinces;
      return;
    }
    const holds = within(state.selection);
    const parts = PARTS.map((part) => [part, months.parts.includes(part) ? added(part, holds).slice(1) : exact(part)]);
    const [whole] = added(null, holds);
    state.sums = { totals: { ...whole, first: null, last: null }, ...Object.fromEntries(parts), time: overTime() };
    const chosen = state.selection.provinces;
    const counted = (sum) => sum.all > 0 && (!chosen.length || chosen.includes(table.names.province[sum.code - 1]));
    state.provinces = state.sums.province.filter(counted).length;
  }

  const largest = () => {
    const rows = told.circles.levels.length ? told.circles.levels[0].rows : [];
    return { incidents: Math.max(1, ...rows.map((row) => row.all)), killed: Math.max(1, ...rows.map((row) => row.best)) };
  };

  lay(into.step);
  return { take, count, lay, largest };
}

function level([side, rows]) {
  const read = ([latitude, longitude, all, sure, best, known, place, precision]) => ({
    side, latitude, longitude, at: [latitude / 1000, longitude / 1000], all, sure, best, known, low: best, high: best, lit: 0, place,
    precision: side === PLACE ? precision : "", key: `${latitude},${longitude}`,
  });
  return { side, rows: rows.map(read) };
}
