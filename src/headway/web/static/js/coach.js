// The coach beside the writer: what is typed is read 600 ms after the last key, and its notes stand by their fields.
// It never keeps anybody from typing or saving: whatever goes wrong here, the notes simply stay as they are.
// <textarea data-coach-kind="feedback" data-coach-url="…"> anywhere gets the notes of a single line below itself.
const wide = matchMedia("(min-width: 1200px)");
const PAUSE = 600;
const csrf = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

const ask = async (url, body, signal) => {
  const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": csrf() }, signal });
  if (answer.status === 204) return null;
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  return holder.content;
};

// The field one is in stays where it is on the screen, whatever appears above it.
const steadily = (change) => {
  const held = document.activeElement?.matches("textarea, input, select") ? document.activeElement : null;
  const before = held?.getBoundingClientRect().top;
  change();
  if (held?.isConnected) scrollBy(0, held.getBoundingClientRect().top - before);
};

const form = document.querySelector("form[data-coach]");
if (form) {
  const live = form.querySelector("[data-coach-live]");
  const asked = { timer: 0, now: null, shown: new Map(), said: "" };
  const opened = new Map(); // by note: what one has opened or folded oneself
  const slots = () => [...form.querySelectorAll("[data-coach-slot]")];
  const field = (place) => document.getElementById(place === "o" || !place ? "f-title" : `f-${place}-title`);
  const input = (name) => form.querySelector(`[name="${CSS.escape(name)}"]`);
  const tell = (what) => what?.dispatchEvent(new Event("input", { bubbles: true }));

  const unfold = (slot) => {
    slot.querySelectorAll(".cnote").forEach((note, place) => {
      const chosen = opened.get(note.dataset.coachNote);
      note.open = chosen ?? (place === 0 && wide.matches && slot.dataset.coachSlot !== "whole" && !slot.matches(".cslot:not(:empty) + .cslot"));
    });
  };
  const busy = (slot) => slot.contains(document.activeElement) && document.activeElement.matches("input");
  const put = (slot, html) => {
    const key = slot.dataset.coachSlot;
    if ((asked.shown.get(key) ?? slot.innerHTML.trim()) === html || busy(slot)) return;
    const back = slot.contains(document.activeElement);
    const aside = slot.querySelector(".coach-aside[open]") !== null;
    slot.innerHTML = html;
    asked.shown.set(key, html);
    unfold(slot);
    if (aside) slot.querySelector(".coach-aside")?.setAttribute("open", "");
    if (!back) return;
    const next = key !== "whole" ? field(slot.closest("[data-row]") ? key : "") : (slot.querySelector(".coach-aside[open] button") ?? slot.querySelector("#coach-title"));
    next?.focus({ preventScroll: true });
  };
  const show = (found) => {
    const parts = new Map([...found.querySelectorAll("[data-coach-slot]")].map((part) => [part.dataset.coachSlot, part.innerHTML.trim()]));
    steadily(() => slots().forEach((slot) => !slot.querySelector("[data-coach-kept]") && put(slot, parts.get(slot.dataset.coachSlot) ?? "")));
    const aside = found.querySelector('input[name="aside"]');
    if (aside && input("aside").value !== aside.value) {
      input("aside").value = aside.value;
      tell(field("")); // kept with the draft
    }
    say();
  };
  // What is new at the field one is in, said once, in a few words.
  const say = () => {
    const row = document.activeElement?.closest("[data-row]")?.querySelector("[data-coach-slot]");
    const slot = row ?? (document.activeElement?.id === "f-title" ? form.querySelector('[data-coach-slot="title"]') : null);
    const names = slot ? [...slot.querySelectorAll(".cnote > summary > b")].map((each) => each.textContent).join(", ") : "";
    const key = slot ? slot.dataset.coachSlot + names : "";
    if (key === asked.said) return;
    asked.said = key;
    live.textContent = names ? `${form.dataset.coachSaid} ${names}` : "";
  };
  const hidden = () => form.dataset.coachHidden === "true";
  const refresh = async (button) => {
    clearTimeout(asked.timer);
    asked.now?.abort();
    const mine = (asked.now = new AbortController());
    const body = new FormData(form, button?.isConnected ? button : undefined);
    try {
      const found = await ask(form.dataset.coach, new URLSearchParams([...body].filter(([, value]) => typeof value === "string")), mine.signal);
      if (found && asked.now === mine) show(found);
      return found !== null;
    } catch {
      return false;
    }
  };
  const soon = (wait = PAUSE) => {
    if (hidden()) return;
    clearTimeout(asked.timer);
    asked.timer = setTimeout(refresh, wait);
  };

  // A mend: what the note says, written into the fields; one press takes it back.
  const mend = (button) => {
    const { place, text, more, unit } = button.dataset;
    const slot = button.closest("[data-coach-slot]");
    const title = field(place);
    const row = title.closest("[data-row]");
    const unitField = unit ? input(`${place}.unit`) : null;
    const was = { title: title.value, unit: unitField?.value };
    const rows = [];
    title.value = text;
    if (unitField) unitField.value = unit;
    let after = row;
    for (const each of JSON.parse(more || "[]")) {
      const detail = { after, title: each };
      form.dispatchEvent(new CustomEvent("coach-row", { detail }));
      rows.push(detail.made);
      after = row ? detail.made.row : null;
    }
    opened.clear();
    const done = document.createElement("p");
    done.className = "cnote-done";
    done.dataset.coachKept = "";
    const back = document.createElement("button");
    back.type = "button";
    back.className = "btn ghost small";
    back.textContent = form.dataset.coachUndo;
    done.append(form.dataset.coachDone, " ", back);
    slot.replaceChildren(done);
    asked.shown.delete(slot.dataset.coachSlot);
    const over = () => {
      done.remove();
      form.removeEventListener("input", typed);
    };
    const typed = ({ isTrusted }) => isTrusted && over();
    back.addEventListener("click", () => {
      title.value = was.title;
      if (unitField) unitField.value = was.unit;
      rows.toReversed().forEach(({ undo }) => undo());
      over();
      title.focus();
      tell(title);
      soon(0);
    });
    form.addEventListener("input", typed);
    live.textContent = form.dataset.coachDone;
    tell(title);
    back.focus({ preventScroll: true });
    soon(0);
  };

  form.addEventListener("click", async (event) => {
    const way = event.target.closest("[data-coach-mend]");
    if (way) {
      event.preventDefault();
      mend(way);
      return;
    }
    const button = event.target.closest("[data-coach-do]");
    if (!button) return;
    event.preventDefault();
    const own = button.value.endsWith(":own") ? button.parentElement.querySelector("[data-coach-reason]") : null;
    if (own && !own.value.trim()) {
      own.focus();
      return;
    }
    own?.blur();
    asked.said = "";
    if (!(await refresh(button))) form.requestSubmit(button); // the server answers it with a page
    if (button.dataset.coachDo) {
      form.dataset.coachHidden = button.dataset.coachDo === "hide" ? "true" : "false";
      form.closest(".page").classList.toggle("coached", !hidden());
      form.querySelector(hidden() ? '[data-coach-do="show"]' : "#coach-title")?.focus();
    }
  });
  form.addEventListener(
    "keydown",
    (event) => {
      const panel = event.target.closest(".cnote-not[open]");
      if (event.key === "Escape" && panel) {
        panel.open = false;
        panel.querySelector("summary").focus();
      }
      if (event.key !== "Enter" || event.isComposing || !event.target.matches("[data-coach-reason]")) return;
      event.preventDefault();
      event.stopPropagation();
      event.target.parentElement.querySelector("button").click();
    },
    true,
  );
  form.addEventListener("click", (event) => {
    const { target } = event;
    const first = target.closest(".coach-first > a");
    if (first) {
      event.preventDefault();
      document.getElementById(first.hash.slice(1))?.focus();
    }
    const panel = target.closest(".cnote-not");
    form.querySelectorAll(".cnote-not[open]").forEach((each) => each !== panel && (each.open = false));
    const note = target.closest(".cnote > summary")?.parentElement;
    if (note) opened.set(note.dataset.coachNote, !note.open);
  });
  // Not while a word is still being put together by an input method.
  for (const name of ["input", "change", "compositionend"]) form.addEventListener(name, ({ target, isComposing }) => !isComposing && !target.matches("[data-coach-reason]") && soon());
  for (const name of ["picked", "click"]) form.addEventListener(name, ({ type, target }) => (type === "picked" || target.closest("[data-do], [data-undo]")) && soon());
  form.addEventListener("focusin", () => (asked.said = ""));
  wide.addEventListener("change", () => slots().forEach(unfold));
  slots().forEach((slot) => {
    asked.shown.set(slot.dataset.coachSlot, slot.innerHTML.trim());
    unfold(slot);
  });
  if (location.hash.startsWith("#f-")) document.getElementById(location.hash.slice(1))?.focus(); // sent here by a note
}

const lines = new WeakMap();
const placeOf = (area) => {
  const next = area.nextElementSibling;
  if (next?.matches("[data-coach-notes]")) return next;
  const made = document.createElement("div");
  made.className = "cslot";
  made.dataset.coachNotes = "";
  made.setAttribute("aria-live", "polite");
  area.after(made);
  return made;
};
const read = async (area, mine) => {
  try {
    const found = await ask(area.dataset.coachUrl, new URLSearchParams({ kind: area.dataset.coachKind, text: area.value }), mine.now.signal);
    const html = found ? [...found.children].map((each) => each.outerHTML).join("") : "";
    const place = placeOf(area);
    if (mine.shown !== html) steadily(() => (place.innerHTML = html));
    mine.shown = html;
  } catch {}
};
const changed = ({ target, isComposing }) => {
  if (isComposing || !target.matches?.("[data-coach-kind]")) return;
  const mine = lines.get(target) ?? { shown: "" };
  lines.set(target, mine);
  clearTimeout(mine.timer);
  mine.now?.abort();
  mine.now = new AbortController();
  mine.timer = setTimeout(read, PAUSE, target, mine);
};
for (const name of ["input", "compositionend"]) document.addEventListener(name, changed);
