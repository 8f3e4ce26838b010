"use strict";
// Keeps the fields of a form of filters in the address, so that a page can be sent as it is looked at.
const filterState = (form, names, apply) => {
  const keep = (wanted) => {
    const state = new URLSearchParams();
    for (const name of names) if (wanted[name]) state.set(name, wanted[name]);
    const hash = state.toString();
    const now = location.hash.slice(1);
    if (hash !== now && (hash || now.includes("="))) {
      history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
    }
  };

  // An address with an equals sign is a state of the filters; others are places on the page.
  const restore = () => {
    const hash = location.hash.slice(1);
    if (!hash.includes("=")) return;
    const state = new URLSearchParams(hash);
    for (const name of names) {
      const field = form.elements[name];
      const value = state.get(name) || "";
      const known = field.tagName !== "SELECT" || [...field.options].some((option) => option.value === value);
      field.value = known ? value : "";
    }
    apply();
  };

  const start = () => {
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(apply));
    addEventListener("hashchange", restore);
    restore();
    apply();
  };

  return { keep, start };
};
