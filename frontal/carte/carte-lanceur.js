/* Le lanceur : ouvre la carte quand on la demande ; le reste du script n'est chargé qu'alors. */
const section = () => document.getElementById("carte");

async function ouvrir() {
  const { script, style } = section().dataset;
  if (!script) return;
  if (!document.querySelector(`link[href="${style}"]`)) {
    const lien = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
    const prete = new Promise((rendre) => lien.addEventListener("load", rendre));
    document.head.append(lien);
    await prete;
  }
  const { ouvrir: dessiner } = await import(new URL(script, location.href).href);
  await dessiner(section());
}

/** « Afficher la carte » : la section de la même page, avec sa carte, prend la place du bouton. */
async function demander(evenement) {
  const lien = evenement.target.closest("[data-ouvrir-carte]");
  if (!lien || evenement.ctrlKey || evenement.metaKey || evenement.shiftKey || evenement.button) return;
  evenement.preventDefault();
  try {
    const reponse = await fetch(lien.href);
    const recue = new DOMParser().parseFromString(await reponse.text(), "text/html").getElementById("carte");
    if (!reponse.ok || !recue?.dataset.script) throw new Error("carte absente");
    section().replaceWith(document.importNode(recue, true));
    history.pushState(null, "", lien.href);
    section().querySelector("h2").focus();
    await ouvrir();
  } catch {
    location.assign(lien.href);
  }
}

document.addEventListener("click", demander);
addEventListener("popstate", () => location.reload());
ouvrir();
