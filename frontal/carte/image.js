/* L'image : la carte, son titre, sa légende, ses sources et sa date, pour une salle ou un rapport. */
import { dire } from "./mots.js";

const MARGE = 36;

/** Ce que la carte montre à cet instant, en image, deux fois plus fine que l'écran s'il le faut. */
export function photographier(map) {
  const finesse = map.getPixelRatio();
  map.setPixelRatio(Math.max(2, finesse));
  map.redraw();
  const source = map.getCanvas();
  const copie = document.createElement("canvas");
  [copie.width, copie.height] = [source.width, source.height];
  copie.getContext("2d").drawImage(source, 0, 0);
  map.setPixelRatio(finesse);
  return copie;
}

/** La planche entière. dits : {titre, sources, legende, couleurs}. */
export function composer(carte, { titre, sources, legende, couleurs: c }) {
  const echelle = carte.width / 1200;
  const planche = document.createElement("canvas");
  const trait = planche.getContext("2d");
  const lettres = (taille, gras = "") => `${gras} ${taille * echelle}px "Atkinson Hyperlegible Next", sans-serif`;
  const marge = MARGE * echelle;
  const largeur = carte.width + 2 * marge;
  trait.font = `800 ${34 * echelle}px "Bricolage Grotesque", sans-serif`;
  const lignesTitre = couper(trait, titre, carte.width);
  trait.font = lettres(17);
  const lignesSources = couper(trait, sources, carte.width);
  const haut = marge + lignesTitre.length * 42 * echelle + 10 * echelle;
  const bas = (legende.length * 26 + lignesSources.length * 24 + 40) * echelle + marge;
  [planche.width, planche.height] = [largeur, haut + carte.height + bas];
  trait.fillStyle = c.papier;
  trait.fillRect(0, 0, planche.width, planche.height);
  trait.fillStyle = c.encre;
  trait.font = `800 ${34 * echelle}px "Bricolage Grotesque", sans-serif`;
  lignesTitre.forEach((ligne, i) => trait.fillText(ligne, marge, marge + (i * 42 + 26) * echelle));
  trait.drawImage(carte, marge, haut);
  let y = haut + carte.height + 34 * echelle;
  trait.font = lettres(18);
  for (const [dessin, texte] of legende) {
    peindre(trait, dessin, marge, y - 12 * echelle, echelle, c);
    trait.fillStyle = c.encre;
    trait.fillText(texte, marge + 40 * echelle, y);
    y += 26 * echelle;
  }
  trait.fillStyle = c.doux;
  trait.font = lettres(17);
  lignesSources.forEach((ligne, i) => trait.fillText(ligne, marge, y + (i * 24 + 10) * echelle));
  return planche;
}

function couper(trait, texte, largeur) {
  const lignes = [""];
  for (const mot of texte.split(" ")) {
    const suite = `${lignes.at(-1)} ${mot}`.trim();
    if (trait.measureText(suite).width > largeur && lignes.at(-1)) lignes.push(mot);
    else lignes[lignes.length - 1] = suite;
  }
  return lignes;
}

function peindre(trait, { forme, couleur }, x, y, e, c) {
  trait.fillStyle = trait.strokeStyle = couleur;
  trait.lineWidth = 2.5 * e;
  trait.beginPath();
  if (forme === "arc") {
    trait.moveTo(x, y + 12 * e);
    trait.quadraticCurveTo(x + 14 * e, y - 10 * e, x + 28 * e, y + 8 * e);
    trait.stroke();
  } else if (forme === "rond" || forme === "grappe") {
    trait.arc(x + 14 * e, y + 6 * e, (forme === "rond" ? 6 : 9) * e, 0, 7);
    trait.fill();
  } else {
    if (forme === "hachures") trait.fillStyle = c.terre;
    trait.fillRect(x, y, 28 * e, 14 * e);
    for (let i = 4; forme === "hachures" && i < 28; i += 8) {
      trait.moveTo(x + i * e, y + 14 * e);
      trait.lineTo(x + Math.min(28, i + 10) * e, y);
    }
    if (forme === "hachures") trait.stroke();
  }
}

/** Donner la planche à la personne, sous un nom daté. */
export async function telecharger(planche, nom) {
  const fichier = await new Promise((rendre) => planche.toBlob(rendre, "image/png"));
  const lien = document.createElement("a");
  lien.href = URL.createObjectURL(fichier);
  lien.download = nom;
  lien.click();
  setTimeout(() => URL.revokeObjectURL(lien.href), 10_000);
  return dire("image_prete");
}
