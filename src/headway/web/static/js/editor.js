// The editor of an objective. Everything here is also a button that a server answers; this only spares the round trip.
import "./picker.js";
import "./coach.js";
import "./rewrites.js";

const form = document.querySelector("form[data-editor]");
const rows = () => [...form.querySelectorAll("[data-row]")];
const live = () => rows().filter((row) => !row.querySelector("fieldset").disabled);
const tell = (what) => what?.dispatchEvent(new Event("input", { bubbles: true }));

// A new row, step or link from its template, under a token that nothing else has.
let last = 0;
const token = () => {
  form.querySelectorAll('input[name="row"], input[name="link"], input[name$=".step"], input[name$=".phase"]').forEach(({ value }) => {
    if (value.startsWith("n")) last = Math.max(last, Number(value.slice(1)));
  });
  return `n${++last}`;
};
const made = (name, tokens) => {
  let html = document.getElementById(`${name}-template`).innerHTML;
  for (const [from, to] of Object.entries(tokens)) html = html.replaceAll(from, to);
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild;
};
const addRow = (after) => {
  const row = made("row", { z000000000: token() });
  if (after) after.after(row);
  else form.querySelector("[data-rows]").append(row);
  weigh();
  row.querySelector("[data-row-title]").focus();
  return row;
};
const addStep = (list, after) => {
  const row = list.closest("[data-row]").querySelector('input[name="row"]').value;
  const step = made(list.dataset.steps, { z000000000: row, y000000000: token() });
  if (after) after.after(step);
  else list.append(step);
  step.querySelector("input:not([type=hidden])").focus();
};
const addLink = ({ value, text, beside }) => {
  const list = form.querySelector("[data-links]");
  if (list.querySelector(`input[name$=".to"][value="${CSS.escape(value)}"]`)) return;
  const name = token();
  const link = made("link", { z000000000: name });
  link.querySelector(`[name="${name}.to"]`).value = value;
  link.querySelector(`[name="${name}.title"]`).value = text;
  link.querySelector(`[name="${name}.beside"]`).value = beside;
  link.querySelector("[data-title]").textContent = text;
  link.querySelector("[data-beside]").textContent = beside;
  list.append(link);
  tell(link.querySelector("select"));
};

const blank = (row) => !row.querySelector('[name$=".id"]').value && ![...row.querySelectorAll("[data-row-title], .amount input, [data-step-title]")].some((field) => field.value.trim());
const removeRow = (row) => {
  const all = live();
  const next = all[all.indexOf(row) + 1] ?? all[all.indexOf(row) - 1];
  if (blank(row)) row.remove();
  else {
    const title = row.querySelector("[data-row-title]").value;
    row.querySelector("fieldset").disabled = true;
    row.querySelector(".gone").hidden = false;
    row.querySelector(".gone .clip").textContent = `${form.dataset.gone} ${title}`;
  }
  weigh();
  (row.isConnected ? row.querySelector("[data-undo]") : next?.querySelector("[data-row-title]") ?? document.getElementById("f-key_results"))?.focus();
  tell(document.getElementById("f-title"));
};
const moveRow = (row, way) => {
  const other = way < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  const focused = document.activeElement;
  if (way < 0) other.before(row);
  else other.after(row);
  (row.contains(focused) ? focused : row.querySelector("[data-row-title]")).focus();
  row.scrollIntoView({ block: "nearest" });
  tell(row.querySelector("[data-row-title]"));
};

// Shares of 100 %, as the server reckons them: automatic weights share equally what the fixed ones leave of 100.
const weight = (text) => {
  const plain = text.normalize("NFKC").replace(/[\s,]/g, "");
  const number = plain === "" ? null : Number(plain);
  return number === null || Number.isNaN(number) || number < 0 || number > 1000 ? null : number;
};
const weigh = () => {
  const own = [...live(), ...form.querySelectorAll("[data-fed]")];
  const others = form.dataset.others ? form.dataset.others.split(",").map((text) => (text === "None" ? null : Number(text))) : [];
  const weights = [...own.map((row) => weight(row.querySelector("[data-weight]").value)), ...others];
  const fixed = weights.filter((each) => each !== null);
  const each = fixed.length ? Math.max(0, 100 - fixed.reduce((sum, one) => sum + one, 0)) / (weights.length - fixed.length || 1) : 1;
  let effective = weights.map((one) => one ?? each);
  let total = effective.reduce((sum, one) => sum + one, 0);
  if (!total) [effective, total] = [effective.map(() => 1), effective.length];
  own.forEach((row, place) => (row.querySelector("[data-share]").textContent = `${Math.round((100 * effective[place]) / total)}%`));
};

// How many objectives the chosen holder has, and whose yes it takes.
let asked;
const stand = async () => {
  const body = new FormData(form);
  const wanted = new URLSearchParams(["holder", "holder_other", "holder_other_id", "cycle", "owner", "owner_id"].map((name) => [name, body.get(name) ?? ""]));
  wanted.set("objective", form.dataset.objective);
  for (const name of ["holder", "cycle"]) wanted.set(name, form.elements[name].value);
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(`${form.dataset.standing}?${wanted}`, { signal: asked.signal });
    if (answer.ok) document.getElementById("standing").outerHTML = await answer.text();
  } catch {}
};

const press = {
  add: () => addRow(),
  up: (row) => moveRow(row, -1),
  down: (row) => moveRow(row, 1),
  remove: removeRow,
  "add-step": (row) => addStep(row.querySelector('[data-steps="step"]')),
  "add-phase": (row) => addStep(row.querySelector('[data-steps="phase"]')),
  "remove-step": (row, button) => {
    const step = button.closest("[data-step]");
    const list = step.parentElement;
    const next = step.nextElementSibling ?? step.previousElementSibling;
    step.remove();
    (next?.querySelector("input:not([type=hidden])") ?? list.parentElement.querySelector('[data-do^="add-"]'))?.focus();
    tell(row.querySelector("[data-row-title]"));
  },
  "remove-link": (row, button) => {
    button.closest("[data-link]").remove();
    document.getElementById("f-link_new").focus();
    tell(document.getElementById("f-title"));
  },
};

if (form) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) {
      event.preventDefault();
      press[button.dataset.do](button.closest("[data-row]"), button);
    }
    const undo = event.target.closest("[data-undo]");
    if (undo) {
      const row = undo.closest("[data-row]");
      row.querySelector("fieldset").disabled = false;
      row.querySelector(".gone").hidden = true;
      row.querySelector("[data-row-title]").focus();
      weigh();
      tell(row.querySelector("[data-row-title]"));
    }
  });
  form.addEventListener("input", ({ target }) => {
    if (target.matches("[data-weight]")) weigh();
    if (target.getAttribute("aria-invalid")) target.removeAttribute("aria-invalid");
  });
  form.addEventListener("change", ({ target }) => {
    if (target.matches("[data-stands]")) stand();
    if (target.matches('.kinds input[value="milestones"]')) {
      const list = target.closest("[data-row]").querySelector('[data-steps="step"]');
      if (!list.children.length) addStep(list);
    }
    if (target.matches("#f-holder, #f-visibility")) document.querySelector(`.when-${CSS.escape(target.value)} input:not([type=hidden])`)?.focus();
  });
  form.addEventListener("picked", ({ target, detail }) => {
    if (target.matches("[data-makes-link]")) {
      target.value = "";
      document.getElementById(`${target.id}-id`).value = "";
      addLink(detail);
    } else if (target.matches("[data-stands]")) stand();
  });
  form.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const { target, key } = event;
    const row = target.closest("[data-row]");
    if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-send]"));
    } else if (row && event.altKey && (key === "ArrowUp" || key === "ArrowDown")) {
      event.preventDefault();
      moveRow(row, key === "ArrowUp" ? -1 : 1);
    } else if (key === "Enter" && target.matches("[data-title]")) {
      event.preventDefault();
      document.getElementById("f-why").focus();
    } else if (key === "Enter" && target.matches("[data-row-title]")) {
      event.preventDefault();
      addRow(row);
    } else if (key === "Enter" && target.closest("[data-step]") && target.matches("input")) {
      event.preventDefault();
      addStep(target.closest("[data-steps]"), target.closest("[data-step]"));
    } else if (key === "Enter" && target.matches("input")) {
      event.preventDefault();
    } else if (key === "Backspace" && target.matches("[data-row-title]") && !target.value && blank(row) && live().length > 1) {
      event.preventDefault();
      removeRow(row);
    }
  });
  // A key result that the coach's mend adds: in an empty row if it is not the neighbour of another, else in one of its own.
  form.addEventListener("coach-row", ({ detail }) => {
    const spare = detail.after ? null : live().find(blank);
    const row = spare ?? addRow(detail.after ?? live().at(-1));
    const title = row.querySelector("[data-row-title]");
    title.value = detail.title;
    const owner = detail.after?.querySelectorAll('[name$=".owner"], [name$=".owner_id"]') ?? [];
    owner.forEach((each) => (row.querySelector(`[name$="${each.name.slice(each.name.lastIndexOf("."))}"]`).value = each.value));
    detail.made = {
      row,
      undo: () => {
        if (spare) title.value = "";
        else row.remove();
        weigh();
      },
    };
  });
  form.addEventListener("picker-query", ({ target, detail }) => {
    if (!target.matches("[data-makes-link]")) return;
    detail.set("cycle", form.elements.cycle.value);
    detail.set("objective", form.dataset.objective);
  });
  const wrong = form.querySelector('[aria-invalid="true"]');
  if (wrong) {
    for (let details = wrong.closest("details"); details; details = details.parentElement.closest("details")) details.open = true;
    wrong.focus();
  }
  weigh();
}
