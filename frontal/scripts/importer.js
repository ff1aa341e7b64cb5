// Suivre un import sans recharger la page : regarder toutes les secondes où il en est, puis montrer la suite.
// Sans script, la page se recharge d'elle-même, et un lien « Actualiser » est là.
const RYTHME = 1000;
const suivi = document.querySelector("[data-avancement]");

async function regarder() {
  try {
    const reponse = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await reponse.text(), "text/html");
    const neuf = page.querySelector("[data-avancement]");
    if (!reponse.ok || reponse.redirected || neuf?.dataset.avancement !== suivi.dataset.avancement || neuf.querySelector("[role=alert]")) {
      location.assign(reponse.redirected ? reponse.url : location.href);
      return;
    }
    const [avant, apres] = [suivi.querySelector(".progres"), neuf.querySelector(".progres")];
    if (avant && apres && avant.innerHTML !== apres.innerHTML) avant.replaceWith(apres);
  } catch {
    // Le site redémarre, ou le réseau est coupé : regarder encore.
  }
  setTimeout(regarder, RYTHME);
}

if (suivi && !suivi.querySelector("[role=alert]")) setTimeout(regarder, RYTHME);
