// Other wordings of one sentence. Nothing is sent but by a press of its button, nothing changes but by "Use this",
// and that can be undone. Without script the same button opens a page of its own.
const form = document.querySelector("form[data-editor]");
const spaces = new Map(); // by place: what is under way

const space = (place) => form.querySelector(`[data-rewrites="${CSS.escape(place)}"]`);
const button = (place) => form.querySelector(`[data-rewrite="${CSS.escape(place)}"]`);
const field = (place) => document.getElementById(place === "title" ? "f-title" : `f-${place}-title`);
const busy = (place, is) => button(place)?.setAttribute("aria-busy", is ? "true" : "false");

const close = (place) => {
  spaces.get(place)?.abort();
  spaces.delete(place);
  busy(place, false);
  space(place).replaceChildren();
  space(place).hidden = true;
};
const wait = (place) => {
  const words = document.createElement("p");
  words.className = "rewrites-wait";
  words.setAttribute("role", "status");
  words.textContent = form.dataset.rewritesWait;
  space(place).replaceChildren(words);
  space(place).hidden = false;
};
const ask = async (place, more = {}) => {
  spaces.get(place)?.abort();
  const mine = new AbortController();
  spaces.set(place, mine);
  const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  for (const [name, value] of Object.entries({ rewrite: place, ...more })) body.set(name, value);
  busy(place, true);
  wait(place);
  try {
    const answer = await fetch(form.dataset.rewritesUrl, { method: "POST", body, headers: { "HX-Request": "true", "X-CSRFToken": body.get("csrfmiddlewaretoken") ?? "" }, signal: mine.signal });
    if (answer.redirected || ![200, 422].includes(answer.status)) throw new Error(answer.status);
    const html = await answer.text();
    if (spaces.get(place) !== mine) return;
    space(place).innerHTML = html;
    space(place).focus({ preventScroll: true });
    space(place).scrollIntoView({ block: "nearest" });
  } catch {
    if (spaces.get(place) !== mine) return;
    close(place);
    document.dispatchEvent(new CustomEvent("toast", { detail: { word: navigator.onLine ? "failed" : "offline", level: "error" } }));
  } finally {
    if (spaces.get(place) === mine) busy(place, false);
  }
};

// As if it had been typed, so that the browser's own undo knows of it too.
const write = (area, text) => {
  area.focus();
  area.select();
  if (document.execCommand("insertText", false, text) && area.value === text) return;
  area.value = text;
  area.dispatchEvent(new Event("input", { bubbles: true }));
};
const use = (place, text) => {
  const area = field(place);
  const was = area.value;
  write(area, text);
  const open = text.indexOf("[x]");
  if (open >= 0) area.setSelectionRange(open, open + 3);
  const back = document.createElement("button");
  back.type = "button";
  back.className = "btn ghost small";
  back.textContent = form.dataset.rewritesUndo;
  back.addEventListener("click", () => {
    write(area, was);
    close(place);
  });
  const done = document.createElement("p");
  done.className = "rewrites-done";
  done.setAttribute("role", "status");
  done.append(form.dataset.rewritesDone, " ", back);
  space(place).replaceChildren(done);
};

if (form?.dataset.rewritesUrl) {
  form.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-rewrite]");
    if (pressed) {
      event.preventDefault();
      if (pressed.getAttribute("aria-busy") === "true") return;
      if (field(pressed.dataset.rewrite).value.trim()) ask(pressed.dataset.rewrite);
      else field(pressed.dataset.rewrite).focus();
      return;
    }
    const place = event.target.closest("[data-rewrites]")?.dataset.rewrites;
    const way = event.target.closest("[data-rewrite-use], [data-rewrite-agree], [data-rewrite-again], [data-rewrite-close]");
    if (!place || !way) return;
    event.preventDefault();
    if (way.matches("[data-rewrite-use]")) use(place, way.closest(".rewrite").querySelector("[data-rewrite-text]").dataset.rewriteText);
    else if (way.matches("[data-rewrite-agree]")) ask(place, { agree: way.dataset.rewriteAgree });
    else if (way.matches("[data-rewrite-again]")) ask(place);
    else {
      close(place);
      field(place).focus();
    }
  });
  form.addEventListener("keydown", (event) => {
    const place = event.key === "Escape" && event.target.closest("[data-rewrites]")?.dataset.rewrites;
    if (!place) return;
    close(place);
    field(place).focus();
  });
}
// In the settings: the button of a form that takes its time says so.
document.addEventListener("submit", ({ target }) => {
  const words = target.dataset.waits && target.querySelector("button span");
  if (words) words.textContent = target.dataset.waits;
});
