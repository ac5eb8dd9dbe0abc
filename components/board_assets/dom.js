// Elements, numbers and intervals. Text that comes from data is only ever set as text.

const written = new Intl.NumberFormat("en-US");

export const number = (value) => written.format(value);
export const interval = (low, high) => (low === high ? number(high) : `${number(low)}–${number(high)}`);
export const counted = (value, noun) => `${number(value)} ${noun}${value === 1 ? "" : "s"}`;

export function make(tag, className = "", text = undefined, attributes = {}) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

export function drawn(tag, attributes = {}) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

export function button(className, text, onClick, attributes = {}) {
  const node = make("button", className, text, { type: "button", ...attributes });
  node.addEventListener("click", onClick);
  return node;
}

// Writes what differs and leaves the rest alone: to repaint is what a change costs.
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function mark(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

// What a measure of the board reads from sums, as at least, best and at most.
export const MEASURES = {
  incidents: { title: "Incidents", noun: "incidents", least: (sum) => sum.sure, most: (sum) => sum.all, size: (sum) => sum.all },
  killed: { title: "People killed", noun: "killed", least: (sum) => sum.low, most: (sum) => sum.high, size: (sum) => sum.best },
};
export const measured = (measure) => MEASURES[measure] || MEASURES.incidents;
