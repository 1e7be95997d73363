// What happens around htmx requests: focus lands where the answer is, and a failure keeps what was typed.
const tell = (word, level) => document.dispatchEvent(new CustomEvent("toast", { detail: { word, level } }));

document.addEventListener("htmx:after:swap", ({ detail }) => {
  const root = detail.ctx?.target?.isConnected ? detail.ctx.target : document;
  const wrong = detail.ctx?.response?.raw?.status === 422 && root.querySelector('[aria-invalid="true"], .errors');
  const wanted = wrong || root.querySelector("[data-focus]");
  if (!wanted) return;
  if (!wanted.matches("input, select, textarea, button, a")) wanted.tabIndex = -1;
  (wanted.matches("fieldset") ? wanted.querySelector("input") : wanted).focus();
  wanted.removeAttribute("data-focus");
});
document.addEventListener("htmx:error", () => tell("offline", "error"));
document.addEventListener("htmx:response:error", ({ detail }) => {
  const status = detail.ctx.response.raw.status;
  if (status === 422 || status === 409) return;
  tell(status === 403 || status === 404 ? "gone" : "failed", "error");
});
