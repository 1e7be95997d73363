// c: the next check-in; g w: my week; ?: the list of shortcuts. Never while something is being typed.
let before = "";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  const pair = before + event.key;
  before = event.key === "g" ? "g" : "";
  if (pair === "gw" && document.body.dataset.home) location.assign(document.body.dataset.home);
  else if (event.key === "?") document.getElementById("shortcuts")?.showModal();
  else if (event.key === "c") {
    const field = document.querySelector("form[data-checkin] input:not([type=hidden])");
    const opener = document.querySelector("[data-checkin-open]");
    if (field) field.focus();
    else if (opener) opener.click();
    else return;
    event.preventDefault();
  }
});
