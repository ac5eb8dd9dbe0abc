// One action is one step back. A change of the selection reaches the address in several pieces, one for each filter and
// some of them from the server: what comes on the same page before the visitor acts again belongs to the same action.
(() => {
  const MOMENT_MS = 3000; // the server has answered by then; a later change is one of its own
  const push = history.pushState.bind(history);
  let acted = true;
  let last = -Infinity;

  for (const kind of ["pointerdown", "keydown"]) {
    window.addEventListener(kind, () => (acted = true), { capture: true });
  }
  window.addEventListener("message", ({ data }) => {
    if (data?.type === "streamlit:setComponentValue") acted = true; // inside a frame, such as the board's
  });

  history.pushState = (state, unused, url) => {
    const now = performance.now();
    const stays = url === undefined || url === null || new URL(url, location.href).pathname === location.pathname;
    if (stays && !acted && now - last < MOMENT_MS) history.replaceState(state, unused, url);
    else push(state, unused, url);
    acted = !stays;
    last = now;
  };
})();
