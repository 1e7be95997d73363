// The outline by keyboard, after the ARIA treegrid pattern: <table role=treegrid data-treegrid>, one row in the tab order.
const level = (row) => Number(row.getAttribute("aria-level"));
const rows = (grid) => [...grid.querySelectorAll("tbody tr:not([hidden])")];
const below = (row) => {
  const found = [];
  for (let next = row.nextElementSibling; next && level(next) > level(row); next = next.nextElementSibling) found.push(next);
  return found;
};
const settle = (row) => {
  row.parentElement.querySelectorAll('tr[tabindex="0"]').forEach((each) => (each.tabIndex = -1));
  row.tabIndex = 0;
};
const go = (row) => {
  if (!row) return;
  settle(row);
  row.focus();
};
const open = async (row) => {
  if (row.dataset.children && !below(row).length) {
    row.setAttribute("aria-busy", "true");
    await htmx.ajax("GET", row.dataset.children, { source: row, target: row, swap: "afterend" });
    row.removeAttribute("aria-busy");
    if (!below(row).length) return;
  }
  row.setAttribute("aria-expanded", "true");
  let closed = Infinity;
  for (const each of below(row)) {
    each.hidden = level(each) > closed;
    if (!each.hidden) closed = each.getAttribute("aria-expanded") === "false" ? level(each) : Infinity;
  }
};
const close = (row) => {
  row.setAttribute("aria-expanded", "false");
  below(row).forEach((each) => (each.hidden = true));
};
const toggle = (row) => (row.getAttribute("aria-expanded") === "true" ? close(row) : open(row));

document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-treegrid] [data-twist]")?.closest("tr");
  if (!row || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  go(row);
  toggle(row);
});
document.addEventListener("focusin", ({ target }) => target.matches("[data-treegrid] tbody tr") && settle(target));
document.addEventListener("keydown", (event) => {
  const row = event.target.closest("[data-treegrid] tbody tr");
  if (!row || event.target !== row || event.ctrlKey || event.metaKey || event.altKey) return;
  const all = rows(row.closest("[data-treegrid]"));
  const at = all.indexOf(row);
  const expanded = row.getAttribute("aria-expanded");
  const act = {
    ArrowDown: () => go(all[at + 1]),
    ArrowUp: () => go(all[at - 1]),
    Home: () => go(all[0]),
    End: () => go(all.at(-1)),
    ArrowRight: () => (expanded === "false" ? open(row) : expanded === "true" && go(all[at + 1])),
    ArrowLeft: () => (expanded === "true" ? close(row) : go(all.slice(0, at).findLast((each) => level(each) < level(row)))),
    Enter: () => row.querySelector(".tree-title > a:not(.twist)")?.click(),
    " ": () => expanded && toggle(row),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
