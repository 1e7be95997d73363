// Dialogs (data-dialog=ID opens, data-close closes), menus, toasts, the theme; where one is, in sight.
const region = document.getElementById("toast");

const toast = (text, level = "info") => {
  const made = document.getElementById("toast-template")?.content.firstElementChild.cloneNode(true);
  if (!made || !region) return;
  made.querySelector("p").textContent = text;
  const shape = { warning: "at_risk", error: "off_track" }[level];
  if (shape) {
    const glyph = made.querySelector(".glyph");
    glyph.setAttribute("class", `glyph st-${shape}`);
    const use = glyph.firstElementChild;
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#st-${shape}`));
  }
  [...region.children].filter((each) => each.textContent === made.textContent).forEach((each) => each.remove());
  region.append(made);
  if (level !== "error") fade(made);
};
const fade = (each) => setTimeout(() => each.matches(":hover, :focus-within") ? fade(each) : each.remove(), 7000);

region?.querySelectorAll("[data-toast]").forEach(fade);
// A side list that lies flat on a narrow screen begins where one is.
const beginHere = () => document.querySelectorAll(".subnav > [aria-current]").forEach((here) => {
  const list = here.parentElement;
  const [mine, its] = [here.getBoundingClientRect(), list.getBoundingClientRect()];
  if (mine.right > its.right - 24) list.scrollLeft += mine.left - its.left - (its.width - mine.width) / 2;
});
beginHere();
addEventListener("load", beginHere); // by then it has its fonts
document.addEventListener("toast", ({ detail }) => toast(detail.text ?? region?.dataset[detail.word] ?? "", detail.level));

document.addEventListener("click", (event) => {
  const { target } = event;
  const opener = target.closest("[data-dialog]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.dialog)?.showModal();
  }
  if (target.closest("[data-close]") || target.matches("dialog[open]")) target.closest("dialog")?.close();
  target.closest("[data-dismiss]")?.closest("[data-toast]").remove();
  document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
    if (!menu.contains(target)) menu.open = false;
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-theme-form]");
  if (!form || !event.submitter) return;
  event.preventDefault();
  const theme = event.submitter.value;
  document.documentElement.dataset.theme = theme;
  document.querySelectorAll("[data-theme-form] button").forEach((each) => each.setAttribute("aria-pressed", each.value === theme));
  fetch(form.action, { method: "POST", body: new FormData(form, event.submitter) }).catch(() => toast(region.dataset.offline, "error"));
});
