/* Les couleurs sont celles de la page : on les lit dans sa feuille de style. */

/** Les couleurs du moment, claires ou sombres. */
export function couleurs(element) {
  const style = getComputedStyle(element);
  const noms = ["papier", "carte", "encre", "doux", "trait", "mer", "corail", "safran", "terre", "frontiere", "contestee", "ocean"];
  const lues = Object.fromEntries(noms.map((nom) => [nom, style.getPropertyValue(`--${nom}`).trim()]));
  return { ...lues, sombre: matchMedia("(prefers-color-scheme: dark)").matches };
}

const lireHexa = (hexa) => [1, 3, 5].map((i) => parseInt(hexa.slice(i, i + 2), 16));

/** Un mélange de deux couleurs #rrggbb : part de la seconde, de 0 à 1. */
export function melanger(une, autre, part) {
  const [a, b] = [lireHexa(une), lireHexa(autre)];
  return `#${a.map((v, i) => Math.round(v + (b[i] - v) * part).toString(16).padStart(2, "0")).join("")}`;
}

/** De la terre au corail, autant de teintes que de classes. */
export function gamme(c, nombre) {
  return Array.from({ length: nombre }, (_, i) => melanger(c.terre, c.corail, 0.2 + (0.8 * i) / Math.max(1, nombre - 1)));
}
