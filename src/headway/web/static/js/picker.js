// <input role=combobox data-picker=URL aria-controls=LIST> after the ARIA combobox pattern: suggestions while one types.
// What is chosen stands in the field and, as a value, in #ID-id. data-many: names with commas between them.
let answering;
const list = (input) => document.getElementById(input.getAttribute("aria-controls"));
const chosen = (input) => document.getElementById(`${input.id}-id`);
const part = (input) => (input.hasAttribute("data-many") ? input.value.split(/[,，;；、]/).at(-1) : input.value).trim();
const options = (input) => [...list(input).querySelectorAll('[role="option"]:not([aria-disabled])')];

const close = (input) => {
  answering?.abort();
  clearTimeout(input.waiting);
  list(input).hidden = true;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
};
const mark = (input, option) => {
  options(input).forEach((each) => each.setAttribute("aria-selected", each === option));
  if (option) {
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
};
const ask = async (input) => {
  answering?.abort();
  answering = new AbortController();
  const query = new URLSearchParams({ q: part(input), list: list(input).id });
  input.dispatchEvent(new CustomEvent("picker-query", { bubbles: true, detail: query }));
  try {
    const answer = await fetch(`${input.dataset.picker}?${query}`, { signal: answering.signal });
    if (!answer.ok || document.activeElement !== input) return;
    list(input).innerHTML = await answer.text();
    list(input).hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(input, part(input) ? options(input)[0] : null);
  } catch {}
};
const pick = (input, option) => {
  const { value, text, beside, mail } = option.dataset;
  if (input.hasAttribute("data-many")) {
    const before = input.value.split(/[,，;；、]/).slice(0, -1).map((each) => each.trim()).filter(Boolean);
    input.value = `${[...before, `${text} <${mail}>`].join(", ")}, `;
  } else {
    input.value = text;
    if (chosen(input)) chosen(input).value = value;
  }
  close(input);
  input.dispatchEvent(new CustomEvent("picked", { bubbles: true, detail: { value, text, beside } }));
  input.dispatchEvent(new CustomEvent("change", { bubbles: true }));
};

document.addEventListener("input", ({ target, isTrusted }) => {
  if (!isTrusted || !target.matches("[data-picker]")) return;
  if (chosen(target)) chosen(target).value = "";
  clearTimeout(target.waiting);
  target.waiting = setTimeout(ask, 140, target);
});
document.addEventListener("focusin", ({ target }) => {
  if (target.matches("[data-picker]")) target.select();
});
document.addEventListener("focusout", ({ target }) => {
  if (target.matches("[data-picker]")) close(target);
});
document.addEventListener("mousedown", (event) => {
  const option = event.target.closest(".picker-list [role=option]");
  if (!option) {
    if (event.target.matches("[data-picker]") && list(event.target).hidden) ask(event.target);
    return;
  }
  event.preventDefault();
  const input = document.querySelector(`[aria-controls="${CSS.escape(option.parentElement.id)}"]`);
  if (input && !option.hasAttribute("aria-disabled")) pick(input, option);
});
document.addEventListener("keydown", (event) => {
  const input = event.target;
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || !input.matches?.("[data-picker]")) return;
  const open = !list(input).hidden;
  const all = options(input);
  const at = all.findIndex((each) => each.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (!open) ask(input);
    else mark(input, all[(at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : all.length - 1)) % all.length]);
  } else if (event.key === "Enter" && open && at >= 0) {
    event.preventDefault();
    event.stopPropagation();
    pick(input, all[at]);
  } else if (event.key === "Escape" && open) {
    event.preventDefault();
    event.stopPropagation();
    close(input);
  } else if (event.key === "Tab" && open && at >= 0 && part(input)) pick(input, all[at]);
}, true);
