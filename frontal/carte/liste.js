/* La liste reste première : chaque élément mène à sa marque, chaque marque à son élément. */
import { dire, element } from "./mots.js";

export class Liste {
  constructor(choisir) {
    this.choisir = choisir;
    this.elements = new Map([...document.querySelectorAll("main [data-id]")].map((li) => [li.dataset.id, li]));
  }

  get ids() {
    return [...this.elements.keys()];
  }

  /** Poser « voir sur la carte » sur chaque élément placé, et dire pourquoi les autres ne le sont pas. */
  relier(placees) {
    for (const [id, li] of this.elements) {
      li.querySelector(".voir-carte")?.remove();
      const controle = placees.has(id)
        ? element("button", { type: "button", class: "voir-carte lien" }, dire("voir_carte"), element("span", { class: "invisible" }, ` ${placees.get(id).titre}`))
        : element("span", { class: "voir-carte note" }, dire("pas_placee"));
      if (placees.has(id)) controle.addEventListener("click", () => this.choisir(id));
      (li.querySelector("[data-actions]") ?? li).append(controle);
    }
  }

  montrer(id) {
    for (const [autre, li] of this.elements) li.classList.toggle("est-choisi", autre === String(id));
  }

  /** Un bouton qui ramène à l'élément de la liste, s'il est sur cette page. */
  retour({ id }) {
    const li = this.elements.get(String(id));
    if (!li) return null;
    const bouton = element("button", { type: "button", class: "lien" }, dire("dans_liste"));
    bouton.addEventListener("click", () => {
      li.scrollIntoView({ block: "center" });
      (li.querySelector("a, button") ?? li).focus();
    });
    return bouton;
  }
}
