// A text field that rules and a slider that helps: <input type=range data-slider-for=ID data-decimals=N>.
const number = (text) => {
  const plain = text.normalize("NFKC").replace(/[\s,'_]/g, "").replace("−", "-").replace(/[^\d.eE+-]+$/, "");
  return plain === "" ? NaN : Number(plain);
};
const fill = (range) => {
  const share = (range.value - range.min) / (range.max - range.min);
  range.style.setProperty("--fill", `${100 * (range.dir === "rtl" ? 1 - share : share)}%`);
};
const prepare = (root) => root.querySelectorAll?.("input[data-slider-for]").forEach(fill);

document.addEventListener("input", ({ target }) => {
  if (target.matches("input[data-slider-for]")) {
    const text = document.getElementById(target.dataset.sliderFor);
    target.removeAttribute("data-empty");
    fill(target);
    if (text) {
      text.value = Number(target.value).toFixed(Number(target.dataset.decimals) || 0);
      text.dispatchEvent(new CustomEvent("slid", { bubbles: true }));
    }
  } else if (target.id) {
    const range = document.querySelector(`input[data-slider-for="${CSS.escape(target.id)}"]`);
    const typed = range ? number(target.value) : NaN;
    if (!Number.isNaN(typed)) {
      range.value = typed;
      range.removeAttribute("data-empty");
      fill(range);
    }
  }
});
document.addEventListener("htmx:after:swap", () => prepare(document));
prepare(document);
