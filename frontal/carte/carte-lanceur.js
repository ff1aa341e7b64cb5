/* Le lanceur : la page est lisible d'abord ; le script de la carte et sa feuille viennent ensuite. */
const racine = document.getElementById("carte");

async function ouvrir() {
  const { script, style } = racine.dataset;
  const feuille = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
  const prete = new Promise((rendre) => {
    feuille.addEventListener("load", rendre);
    feuille.addEventListener("error", rendre);
  });
  document.head.append(feuille);
  if (location.hash.startsWith("#carte=")) racine.scrollIntoView();
  const [{ ouvrir: dessiner }] = await Promise.all([import(new URL(script, location.href).href), prete]);
  await dessiner(racine);
}

ouvrir();
