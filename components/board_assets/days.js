// Days as whole numbers since 1 January 1970, their words, and the bins of a timeline.

const MILLISECONDS = 86400000;
const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];
const LENGTH = { month: 1, quarter: 3 };

export const dayOf = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / MILLISECONDS);
export const isoOf = (day) => new Date(day * MILLISECONDS).toISOString().slice(0, 10);
const parts = (day) => {
  const date = new Date(day * MILLISECONDS);
  return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
};
const firstOf = (month) => Math.round(Date.UTC(Math.floor(month / 12), month % 12, 1) / MILLISECONDS);

export function dayInWords(day) {
  const [year, month, date] = parts(day);
  return `${date} ${MONTHS[month]} ${year}`;
}

// Lays out the calendar bins from the first to the last covered day. A bin has its first and last covered day.
export function layOut(step, first, last) {
  const length = LENGTH[step];
  const bins = [];
  if (first > last) return bins;
  const [year, month] = parts(first);
  for (let number = year * 12 + month - (month % length); firstOf(number) <= last; number += length) {
    bins.push({
      first: Math.max(first, firstOf(number)),
      last: Math.min(last, firstOf(number + length) - 1),
      year: Math.floor(number / 12),
      opensYear: number % 12 === 0,
      name: nameOf(step, number),
    });
  }
  return bins;
}

function nameOf(step, number) {
  const [year, month] = [Math.floor(number / 12), number % 12];
  return step === "month" ? `${MONTHS[month]} ${year}` : `Q${Math.floor(month / 3) + 1} ${year}`;
}

// Gives each row the number of its bin; the number after the last is for a row that lies in no single one. A span that
// reaches beyond the coverage counts with its covered part.
export function binned(table, bins) {
  const none = bins.length;
  const found = new Uint16Array(table.rows).fill(none);
  if (!none) return found;
  const [low, high] = [bins[0].first, bins[none - 1].last];
  const ofDay = new Uint16Array(high - low + 1);
  bins.forEach((bin, place) => ofDay.fill(place, bin.first - low, bin.last - low + 1));
  for (let row = 0; row < table.rows; row += 1) {
    const start = Math.max(table.columns.start[row], low);
    const end = Math.min(table.end[row], high);
    if (start > end) continue;
    const head = ofDay[start - low];
    if (head === ofDay[end - low]) found[row] = head;
  }
  return found;
}
