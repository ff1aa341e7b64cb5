/* Les mots viennent de la page, donc du catalogue de traduction. */
let mots = {};

export function lireMots(element) {
  mots = JSON.parse(element.textContent);
}

export const nombre = (n) => new Intl.NumberFormat("fr-FR").format(n).replace(/\u202f/g, "\u00a0");

/** Un mot, ou sa forme plurielle si la page en donne deux ; {nom} est remplacé par sa valeur. */
export function dire(cle, valeurs = {}) {
  const dit = mots[cle];
  const modele = Array.isArray(dit) ? dit[Math.abs(valeurs.n ?? 0) < 2 ? 0 : 1] : dit;
  return modele.replace(/\{(\w+)\}/g, (_, nom) => (typeof valeurs[nom] === "number" ? nombre(valeurs[nom]) : valeurs[nom]));
}

/** Un élément, ses attributs, ses enfants (textes ou éléments) : jamais de HTML reçu. */
export function element(nom, attributs = {}, ...enfants) {
  const cree = document.createElement(nom);
  for (const [cle, valeur] of Object.entries(attributs)) {
    if (valeur !== false && valeur != null) cree.setAttribute(cle, valeur === true ? "" : valeur);
  }
  cree.append(...enfants.filter((e) => e != null));
  return cree;
}
