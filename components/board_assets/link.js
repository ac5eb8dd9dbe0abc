// The messages between the board and the server.
//
// From the server (args): view, a text of JSON with
//   data       address of the columns (columns.js); texts: address of summaries and sources, or null
//   selection  what is selected, as message() of selection.js writes it; heard: number of the last message it heard
//   words      sentence and caption for that selection
//   defaults, measure, layout, moments, homes, class_words, uncovered
// To the server: {at, number, kind: "select", selection, measure} when the board has been still for 200 ms, at most
//   1 kB; {at, number, kind: "incident", row} to open a card. at makes each a message of its own.

export const REST_MS = 200;
const AGAIN_MS = 4000;

const tell = (type, more) => window.parent.postMessage({ isStreamlitMessage: true, type: `streamlit:${type}`, ...more }, "*");

// onView(view, theme) is called with every view that is new. A page that stands alone brings its view with it.
export function linked(onView) {
  const alone = window.AtlasAlone || null;
  const page = Math.random().toString(36).slice(2, 8); // messages of an earlier frame are not ours
  let number = 0;
  let waiting = null; // the message that the server has not heard yet
  let timer = 0;
  let before = "";

  function take(event) {
    if (event.source !== window.parent || event.data.type !== "streamlit:render") return;
    const { args, theme } = event.data;
    const dark = (theme || {}).base === "dark" ? "dark" : "light";
    if (!args.view || before === args.view + dark) return;
    before = args.view + dark;
    const view = JSON.parse(args.view);
    if (waiting && view.heard === waiting.number) waiting = null;
    onView(view, dark, waiting !== null || timer !== 0);
  }

  function send(message) {
    number += 1;
    const whole = { at: Date.now(), number: `${page}-${number}`, ...message };
    if (message.kind === "select") waiting = whole;
    tell("setComponentValue", { dataType: "json", value: whole });
    // A message that met a sleeping connection is said again.
    if (message.kind === "select") setTimeout(() => waiting === whole && send(message), AGAIN_MS);
  }

  if (alone) {
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const show = () => onView(alone.view, dark.matches ? "dark" : "light", false);
    dark.addEventListener("change", show);
    return { alone, start: show, later() {}, send() {}, settled: () => true };
  }
  return {
    alone: null,
    start() {
      window.addEventListener("message", take);
      tell("componentReady", { apiVersion: 1 });
    },
    // Sends what the function gives when nothing has moved for a while.
    later(message) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = 0;
        send(message());
      }, REST_MS);
    },
    send,
    settled: () => waiting === null && timer === 0,
  };
}
