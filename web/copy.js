// Copying over plain http: browsers give a clipboard to secure pages alone, and Streamlit's buttons know no other way.
(() => {
  if (navigator.clipboard) return;

  function writeText(text) {
    const before = document.activeElement;
    const box = document.createElement("textarea");
    box.value = text;
    box.readOnly = true;
    box.style.cssText = "position: fixed; opacity: 0;";
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    before?.focus();
    return done ? Promise.resolve() : Promise.reject(new Error("The browser does not let this page copy."));
  }

  Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
})();
