(() => {
  const form = document.querySelector(".filters");
  if (!form) return;
  const groups = document.getElementById("groups");
  // Words are found whatever their case and width.
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const shown = form.querySelector("output");
  const sections = [...groups.children];
  const files = [...groups.querySelectorAll(".file")].map((node) => ({
    node,
    home: node.parentNode,
    units: node.dataset.units,
    // What is said of the file; its findings are searched one by one.
    text: plain(
      [...node.querySelectorAll("h4,figcaption,.facts")].reduce(
        (text, part) => text + " " + part.textContent,
        node.dataset.place + " " + node.dataset.units,
      ),
    ),
    findings: [...node.querySelectorAll(".finding")].map((node) => ({ node, text: plain(node.textContent) })),
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
    groups.classList.toggle("by-unit", by === "unit");
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
    const words = plain(wanted.q).split(/\s+/).filter(Boolean);
    let count = 0;
    arrange(wanted.by);
    for (const file of files) {
      let any = false;
      for (const { node, text } of file.findings) {
        const fits =
          words.every((word) => file.text.includes(word) || text.includes(word)) &&
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
    state.keep(wanted);
  };

  const state = filterState(form, names, apply);
  state.start();
})();
