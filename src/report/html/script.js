"use strict";
(() => {
  const form = document.querySelector(".filters");
  if (!form) return;
  const groups = document.getElementById("groups");
  const shown = form.querySelector("output");
  const sections = [...groups.children];
  const files = [...groups.querySelectorAll(".file")].map((node) => ({
    node,
    home: node.parentNode,
    units: node.dataset.units,
    text: (node.dataset.place + " " + node.textContent).toLowerCase(),
    findings: [...node.querySelectorAll(".finding")],
  }));
  const total = files.reduce((sum, file) => sum + file.findings.length, 0);
  const names = ["q", "severity", "rule", "unit", "status", "by"].filter((name) => form.elements[name]);
  let arranged = "";

  const section = (name) => {
    const node = document.createElement("section");
    node.className = "group";
    const head = document.createElement("h3");
    head.textContent = name;
    node.append(head);
    return node;
  };

  // One section for each set of units that answer together, in the order of the page.
  const arrange = (by) => {
    if (by === arranged) return;
    arranged = by;
    if (by === "unit") {
      const made = new Map();
      for (const file of files) {
        const name = file.units.split("\n").filter(Boolean).join(" · ") || shown.dataset.nobody;
        if (!made.has(name)) made.set(name, section(name));
        made.get(name).append(file.node);
      }
      groups.replaceChildren(...made.values());
    } else {
      for (const file of files) file.home.append(file.node);
      groups.replaceChildren(...sections);
    }
  };

  const apply = () => {
    const wanted = Object.fromEntries(names.map((name) => [name, form.elements[name].value]));
    const words = wanted.q.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    arrange(wanted.by);
    for (const file of files) {
      const said = words.every((word) => file.text.includes(word));
      let any = false;
      for (const node of file.findings) {
        const fits =
          said &&
          (!wanted.severity || node.dataset.severity === wanted.severity) &&
          (!wanted.status || node.dataset.status === wanted.status) &&
          (!wanted.rule || node.dataset.rule === wanted.rule) &&
          (!wanted.unit || node.dataset.units.split("\n").includes(wanted.unit));
        node.hidden = !fits;
        any = any || fits;
        count += fits ? 1 : 0;
      }
      file.node.hidden = !any;
    }
    for (const node of groups.children) node.hidden = !node.querySelector(".file:not([hidden])");
    shown.value = count
      ? shown.dataset.shown.replace("{n}", count).replace("{total}", total)
      : shown.dataset.none;
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

  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  addEventListener("hashchange", restore);
  restore();
  apply();
})();
