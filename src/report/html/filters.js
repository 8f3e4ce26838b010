"use strict";
// Keeps the fields of a form of filters in the address, so that a page can be sent as it is looked at.
const filterState = (form, names, apply) => {
  // Where on the page a link has led.
  let place = "";

  const keep = (wanted) => {
    const state = new URLSearchParams();
    for (const name of names) if (wanted[name]) state.set(name, wanted[name]);
    if (place && state.toString()) state.set("at", place);
    const hash = state.toString() || place;
    if (hash !== location.hash.slice(1)) {
      history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
    }
  };

  const change = () => {
    place = "";
    apply();
  };

  // A place that the filters hide is shown by taking them away.
  const go = () => {
    const target = () => document.getElementById(place);
    if (!target() || !target().getClientRects().length) {
      form.reset();
      apply();
    }
    if (target()) target().scrollIntoView();
  };

  // An address with an equals sign is a state of the filters; others are places on the page.
  const restore = () => {
    const hash = location.hash.slice(1);
    const state = new URLSearchParams(hash.includes("=") ? hash : "");
    place = hash.includes("=") ? state.get("at") || "" : hash;
    if (hash.includes("=") || !hash) {
      for (const name of names) {
        const field = form.elements[name];
        const value = state.get(name) || "";
        const known = field.tagName !== "SELECT" || [...field.options].some((option) => option.value === value);
        field.value = known ? value : "";
      }
    }
    apply();
    if (place) go();
  };

  const start = () => {
    form.hidden = false;
    form.addEventListener("input", change);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(apply));
    form.querySelector("[type=reset]").addEventListener("click", () => (place = ""));
    addEventListener("hashchange", restore);
    restore();
  };

  return { keep, start };
};
