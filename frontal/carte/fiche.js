/* La fiche : ce que l'on a choisi, en toutes lettres, avec le lien vers sa page. */
import { adresseDe } from "./adresse.js";
import { dire, element } from "./mots.js";

const MONTRES = 8;

/** Un cadre à côté de la carte, que le clavier atteint et que la touche Échap ferme. */
export class Fiche {
  constructor(racine, { fermee }) {
    this.racine = racine;
    this.fermee = fermee;
    racine.addEventListener("keydown", (e) => {
      if (e.key === "Escape") this.fermer();
    });
  }

  ouvrir(titre, ...contenu) {
    const fermer = element("button", { type: "button", class: "atlas__fermer", "aria-label": dire("fermer") }, "×");
    fermer.addEventListener("click", () => this.fermer());
    this.titre = element("h3", { tabindex: "-1" }, titre);
    this.racine.replaceChildren(this.titre, fermer, ...contenu);
    this.racine.hidden = false;
  }

  fermer() {
    if (this.racine.hidden) return;
    this.racine.hidden = true;
    this.fermee();
  }

  marques(choisies, lieux, versListe) {
    const [une] = choisies;
    const liste = element("ul", { class: "nue" }, ...choisies.slice(0, MONTRES).map((m) => element("li", {}, element("a", { href: m.adresse }, m.titre), ...precisions(m, lieux))));
    const reste = choisies.length - MONTRES;
    const plus = reste > 0 ? element("p", { class: "note" }, dire("autres", { n: reste })) : null;
    const titre = choisies.length === 1 ? dire("choisi") : dire("ici", { n: choisies.length });
    this.ouvrir(titre, liste, ...[plus, choisies.length === 1 && versListe ? versListe(une) : null].filter(Boolean));
  }

  territoire(champ, { code, nom, nombre, seul }) {
    const lien = element("a", { href: adresseDe({ [champ]: code }) }, dire("voir_liste"));
    const dont = seul ? element("p", {}, dire("seul", { n: seul })) : null;
    this.ouvrir(nom, element("p", {}, nombre ? dire("compte", { n: nombre }) : dire("aucun")), ...[dont, nombre ? element("p", {}, lien) : null].filter(Boolean));
  }
}

/** Ce qu'un lieu ne dit pas à lui seul : placé à la ville, à la région. */
function precisions(marque, lieux) {
  const dites = [...new Set([...marque.lieux].map((i) => lieux[i].precision))].filter((p) => p === "region");
  return dites.map((p) => element("span", { class: "note" }, ` ${dire(`precision_${p}`)}`));
}
