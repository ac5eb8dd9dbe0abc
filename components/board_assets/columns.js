// Reads the file of columns that the atlas keeps for an opened table (atlas/topics/board/measures/columns.py): a header
// of JSON, and behind it arrays of whole numbers. Codes count from 1; 0 is an empty cell.

const ARRAYS = {
  u1: Uint8Array,
  u2: Uint16Array,
  u4: Uint32Array,
  i1: Int8Array,
  i2: Int16Array,
  i4: Int32Array,
  f8: Float64Array,
};
const MICRO = 1e6;
const SOUTH = 90000;
const WEST = 180000;

// Whole thousandths of a degree from the south pole or the date line, as the server counts them: a hair is added,
// because 34.43 * 1000 is 34429.999... in binary.
const thousandths = (degrees, zero) => Math.floor(degrees * 1000 + (zero + 1e-4));

function opened(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const columns = {};
  for (const [name, [type, offset, size]] of Object.entries(header.columns)) {
    columns[name] = new ARRAYS[type](buffer, 4 + length + offset, size);
  }
  return { header, columns };
}

export const decodeColumns = (buffer) => opened(buffer).columns;

export function decode(buffer) {
  const { header, columns } = opened(buffer);
  return complete(header, columns);
}

// Adds what follows from the columns and is needed at every count: it is worked out once.
function complete(header, columns) {
  const { rows, sure, names } = header;
  const sureCodes = new Set(sure.map((word) => names.attribution.indexOf(word) + 1));
  const isSure = Uint8Array.from(columns.attribution, (code) => (sureCodes.has(code) ? 1 : 0));
  const sureLow = Uint32Array.from(columns.low, (value, row) => (isSure[row] ? value : 0));
  const end = Int32Array.from(columns.start, (day, row) => day + columns.span[row]);
  const degrees = (name) =>
    columns[name] instanceof Float64Array ? columns[name] : Float64Array.from(columns[name], (value) => value / MICRO);
  const latitude = degrees("latitude");
  const longitude = degrees("longitude");
  const spots = {
    number: latitude.length,
    latitude,
    longitude,
    north: Int32Array.from(latitude, (value) => thousandths(value, SOUTH)),
    east: Int32Array.from(longitude, (value) => thousandths(value, WEST)),
    precise: columns.precise,
    place: columns.place,
  };
  const ofRow = (values) => Int32Array.from(columns.spot, (spot) => (spot ? values[spot - 1] : 0));
  // What a count asks of a row, in one number: 1 sure, 2 any toll known, 4 located.
  const marks = Uint8Array.from(isSure, (one, row) => one + (columns.known[row] ? 2 : 0) + (columns.spot[row] ? 4 : 0));
  const codes = {};
  for (const [param, words] of Object.entries(names)) {
    codes[param] = new Map(words.map((word, place) => [word, place + 1]));
  }
  return { ...header, rows, columns, marks, sureLow, end, spots, codes, north: ofRow(spots.north), east: ofRow(spots.east) };
}

export { SOUTH, WEST };
