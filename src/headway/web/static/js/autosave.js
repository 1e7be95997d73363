// <form data-autosave-url="…">: what is typed is posted there 600 ms after the last key, and when the page is left.
// States in [data-autosave-state]: saving, saved, failed (tried again every 5 s and when the network is back).
const waiting = new Map();

const say = (form, state) => {
  const place = form.querySelector("[data-autosave-state]");
  if (!place) return;
  place.dataset.state = state;
  const words = place.getAttribute(`data-${state}`);
  if (words !== null) place.textContent = words;
};
const save = async (form, leaving = false) => {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  if (!leaving && !form.isConnected) return;
  const body = new FormData(form);
  say(form, "saving");
  try {
    const answer = await fetch(form.dataset.autosaveUrl, {
      method: "POST",
      body: new URLSearchParams([...body].filter(([, value]) => typeof value === "string")),
      headers: { "X-CSRFToken": body.get("csrfmiddlewaretoken") ?? "", "X-Autosave": "1" },
      keepalive: leaving || document.hidden,
    });
    if (!answer.ok && answer.status !== 422) throw new Error(answer.status);
    if (!waiting.has(form)) say(form, answer.ok ? "saved" : "failed");
    const rename = answer.headers.get("X-Autosave-Url");
    if (rename) form.dataset.autosaveUrl = rename;
    const place = answer.headers.get("X-Page-Url");
    if (place) history.replaceState(history.state, "", place);
    form.dispatchEvent(new CustomEvent("autosaved", { bubbles: true, detail: { answer } }));
  } catch {
    if (leaving) return;
    say(form, "failed");
    if (!waiting.has(form)) waiting.set(form, setTimeout(save, 5000, form));
  }
};
const typed = ({ target }) => {
  const form = target.form?.closest("form[data-autosave-url]");
  if (!form || target.matches("[data-no-autosave]")) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(save, 600, form));
};
const flush = () => [...waiting.keys()].forEach((form) => save(form, true));

for (const name of ["input", "change", "slid"]) document.addEventListener(name, typed);
document.addEventListener("submit", ({ target }) => {
  clearTimeout(waiting.get(target));
  waiting.delete(target);
});
addEventListener("pagehide", flush);
addEventListener("online", () => [...waiting.keys()].forEach((form) => save(form)));
document.addEventListener("visibilitychange", () => document.hidden && [...waiting.keys()].forEach((form) => save(form)));
