// Proposer pendant que l'on écrit : un champ de recherche devient une liste combinée (ARIA 1.2, « list autocomplete »).
// La liste flotte sous le champ : rien ne bouge dans la page. Entrée sans choix lance la recherche, comme sans script.
const ATTENTE = 160;
const COURT = 2;
let rang = 0;

export function proposer(champ) {
  const adresse = champ.dataset.suggestions;
  const liste = document.createElement("ul");
  const annonce = document.createElement("p");
  const nom = `propositions-${(rang += 1)}`;
  let choisie = -1;
  let minuteur = 0;
  let demande = null;

  liste.id = nom;
  liste.className = "propositions";
  liste.hidden = true;
  liste.setAttribute("role", "listbox");
  liste.setAttribute("aria-label", champ.dataset.titre);
  annonce.className = "invisible";
  annonce.setAttribute("role", "status");
  const pose = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": nom };
  Object.entries(pose).forEach(([cle, valeur]) => champ.setAttribute(cle, valeur));
  const boite = champ.closest("[data-boite]") ?? champ.form;
  boite.append(liste);
  document.body.append(annonce);

  function fermer() {
    liste.hidden = true;
    choisir(-1);
    champ.setAttribute("aria-expanded", "false");
  }

  function choisir(rangVoulu) {
    const options = [...liste.children];
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === rangVoulu)));
    choisie = rangVoulu;
    if (options[rangVoulu]) {
      champ.setAttribute("aria-activedescendant", options[rangVoulu].id);
      options[rangVoulu].scrollIntoView({ block: "nearest" });
    } else {
      champ.removeAttribute("aria-activedescendant");
    }
  }

  function montrer(suggestions) {
    liste.replaceChildren(...suggestions.map((s, i) => option(s, `${nom}-${i}`)));
    choisir(-1);
    liste.hidden = suggestions.length === 0;
    champ.setAttribute("aria-expanded", String(suggestions.length > 0));
    const mots = champ.dataset;
    annonce.textContent = suggestions.length ? mots.annonce.replace("#", suggestions.length) : mots.rien;
  }

  async function demander() {
    demande?.abort();
    const texte = champ.value.trim();
    if (texte.length < COURT) return fermer();
    demande = new AbortController();
    try {
      const reponse = await fetch(`${adresse}?q=${encodeURIComponent(texte)}`, { signal: demande.signal });
      if (reponse.ok && champ.matches(":focus")) montrer((await reponse.json()).suggestions);
    } catch (erreur) {
      if (erreur.name !== "AbortError") fermer();
    }
  }

  champ.addEventListener("input", () => {
    clearTimeout(minuteur);
    minuteur = setTimeout(demander, ATTENTE);
  });
  champ.addEventListener("blur", () => setTimeout(fermer, 120));
  champ.addEventListener("keydown", (touche) => {
    const nombre = liste.children.length;
    if (touche.key === "Escape" && !liste.hidden) {
      touche.preventDefault();
      fermer();
    } else if ((touche.key === "ArrowDown" || touche.key === "ArrowUp") && nombre) {
      touche.preventDefault();
      liste.hidden = false;
      champ.setAttribute("aria-expanded", "true");
      const pas = touche.key === "ArrowDown" ? 1 : -1;
      // Un cran de plus que la liste : revenir au champ, entre la dernière et la première.
      choisir(((choisie + 1 + pas + nombre + 1) % (nombre + 1)) - 1);
    } else if (touche.key === "Enter" && choisie >= 0 && !liste.hidden) {
      touche.preventDefault();
      liste.children[choisie].click();
    }
  });
}

function option(suggestion, identifiant) {
  const ligne = document.createElement("li");
  ligne.id = identifiant;
  ligne.setAttribute("role", "option");
  const precision = document.createElement("span");
  precision.className = "propositions__quoi";
  precision.textContent = suggestion.precision;
  ligne.append(suggestion.libelle, " ", precision);
  // Presser sans quitter le champ : sinon la liste se ferme avant le clic.
  ligne.addEventListener("mousedown", (pression) => pression.preventDefault());
  ligne.addEventListener("click", () => location.assign(suggestion.adresse));
  return ligne;
}
