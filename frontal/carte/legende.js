/* La légende : toujours visible, et redite sur l'image téléchargée. */
import { dire, element, nombre } from "./mots.js";

/** Les lignes de la légende : [signe, texte] ; signe : {forme, couleur}. */
export function lignes(etat, c) {
  const { mode, brut, bornes, teintes } = etat;
  if (mode !== "marques") {
    const dites = bornes.map((borne, i) => {
      const haut = bornes[i + 1] - 1;
      const texte = i === bornes.length - 1 ? dire("et_plus", { n: borne }) : borne === haut ? nombre(borne) : dire("de_a", { n: borne, m: haut });
      return [{ forme: "aplat", couleur: teintes[i] }, texte];
    });
    return [[{ forme: "aplat", couleur: c.terre }, dire("zero")], ...dites];
  }
  const dites = [];
  if (brut.mode === "agregats") {
    if (brut.agregats.arcs.nombre.length) dites.push([{ forme: "arc", couleur: c.corail }, dire("flux")]);
    if (brut.agregats.mailles.nombre.length) dites.push([{ forme: "rond", couleur: c.corail }, dire("maille")]);
  } else if (brut.sorte === "relations") {
    dites.push([{ forme: "arc", couleur: c.corail }, dire("arc")]);
    dites.push([{ forme: "rond", couleur: c.encre }, dire("bout_francais")], [{ forme: "rond", couleur: c.corail }, dire("bout_etranger")]);
    if (brut.lieux.cote.includes("action")) dites.push([{ forme: "carre", couleur: c.encre }, dire("lieu_action")]);
  } else {
    dites.push([{ forme: "rond", couleur: c.corail }, dire("lieu")], [{ forme: "grappe", couleur: c.corail, nombre: "12" }, dire("grappe")]);
  }
  if (brut.pays.seul.some(Boolean)) dites.push([{ forme: "hachures", couleur: c.corail }, dire("pays_seulement")]);
  return dites;
}

const SVG = "http://www.w3.org/2000/svg";
const svg = (nom, attributs) => {
  const cree = document.createElementNS(SVG, nom);
  for (const [cle, valeur] of Object.entries(attributs)) cree.setAttribute(cle, valeur);
  return cree;
};

function signe({ forme, couleur, nombre: dit }) {
  const racine = svg("svg", { viewBox: "0 0 24 16", "aria-hidden": "true" });
  if (forme === "arc") racine.append(svg("path", { d: "M2 14Q12 -4 22 10", fill: "none", stroke: couleur, "stroke-width": 2 }));
  if (forme === "rond") racine.append(svg("circle", { cx: 12, cy: 8, r: 4.5, fill: couleur }));
  if (forme === "grappe") {
    const texte = svg("text", { x: 12, y: 11.5, "text-anchor": "middle", "font-size": 9, "font-weight": 700, fill: "var(--papier)" });
    texte.textContent = dit;
    racine.append(svg("circle", { cx: 12, cy: 8, r: 8, fill: couleur }), texte);
  }
  if (forme === "carre") racine.append(svg("rect", { x: 8, y: 4, width: 8, height: 8, fill: couleur }));
  if (forme === "aplat") racine.append(svg("rect", { x: 1, y: 2, width: 22, height: 12, fill: couleur, stroke: "var(--trait)" }));
  if (forme === "hachures") {
    racine.append(svg("rect", { x: 1, y: 2, width: 22, height: 12, fill: "var(--terre)", stroke: "var(--trait)" }));
    racine.append(svg("path", { d: "M2 14L12 2M8 14L18 2M14 14L22 4.5", stroke: couleur, "stroke-width": 1.4 }));
  }
  return racine;
}

/** Écrire la légende dans son cadre. */
export function ecrire(racine, dites) {
  racine.replaceChildren(...dites.map(([dessin, texte]) => element("li", {}, signe(dessin), texte)));
}
