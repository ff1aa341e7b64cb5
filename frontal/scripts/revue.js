// Une touche, un geste : chaque bouton qui en porte une la montre. Sans script, les mêmes boutons suffisent.
// On peut couper ces touches : un lecteur d'écran ou une dictée en a parfois l'usage.
const COUPEES = "jumelles-touches-coupees";
const note = document.querySelector("[data-clavier]");

function coupees() {
  try {
    return localStorage.getItem(COUPEES) === "oui";
  } catch {
    return false;
  }
}

function montrer() {
  const bouton = note?.querySelector("[data-clavier-bascule]");
  if (!bouton) return;
  note.hidden = false;
  bouton.textContent = coupees() ? bouton.dataset.remettre : bouton.dataset.couper;
  note.querySelector("[data-clavier-oui]").hidden = coupees();
  document.documentElement.toggleAttribute("data-touches-coupees", coupees());
}

note?.querySelector("[data-clavier-bascule]").addEventListener("click", () => {
  try {
    localStorage.setItem(COUPEES, coupees() ? "non" : "oui");
  } catch {
    return; // sans mémoire, les touches restent
  }
  montrer();
});

document.addEventListener("keydown", (evenement) => {
  const { key, target, ctrlKey, metaKey, altKey, repeat } = evenement;
  const ecrit = target.closest("input:not([type=checkbox], [type=radio]), textarea, select");
  if (ecrit && key === "Escape") ecrit.blur();
  if (ecrit || ctrlKey || metaKey || altKey || repeat || coupees()) return;
  const cible = document.querySelector(`[data-touche="${CSS.escape(key.toLowerCase())}"]`);
  if (!cible) return;
  evenement.preventDefault();
  if (cible.matches("input")) cible.focus();
  else cible.click();
});

montrer();
document.querySelector("#refus")?.focus();
