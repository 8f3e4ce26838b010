(() => {
  const form = document.querySelector(".filters");
  const shown = form.querySelector("output");
  const rows = [...document.getElementById("rows").children].map((node) => ({
    node,
    text: node.textContent.toLowerCase(),
  }));
  const names = ["q", "state"];

  const apply = () => {
    const wanted = Object.fromEntries(names.map((name) => [name, form.elements[name].value]));
    const words = wanted.q.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const fits =
        words.every((word) => row.text.includes(word)) &&
        (!wanted.state || row.node.dataset.state === wanted.state);
      row.node.hidden = !fits;
      count += fits ? 1 : 0;
    }
    shown.value = count
      ? shown.dataset.shown.replace("{n}", count).replace("{total}", rows.length)
      : shown.dataset.none;
    state.keep(wanted);
  };

  const state = filterState(form, names, apply);
  state.start();
})();
