// The messages between this frame and Streamlit, which shows it. Streamlit's own library for frames is a package for
// bundlers and brings React with it; the four messages are documented and few, so they are written here.
window.Atlas = window.Atlas || {};
(function () {
  "use strict";

  const tell = (type, more) => window.parent.postMessage({ isStreamlitMessage: true, type: `streamlit:${type}`, ...more }, "*");

  Atlas.frame = {
    // Calls back with every set of arguments and with the theme, and says that this frame can take them.
    ready(onRender) {
      window.addEventListener("message", (event) => {
        if (event.source !== window.parent || event.data.type !== "streamlit:render") return;
        onRender(event.data.args, (event.data.theme || {}).base === "dark" ? "dark" : "light");
      });
      tell("componentReady", { apiVersion: 1 });
    },
    height(pixels) {
      tell("setFrameHeight", { height: pixels });
    },
    // The time makes every message one of its own, so that a second click on the same province is one too.
    send(message) {
      tell("setComponentValue", { dataType: "json", value: { at: Date.now(), ...message } });
    },
  };
})();
