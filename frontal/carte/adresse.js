/* Ce que l'on regarde reste dans l'adresse : le lien envoyé montre la même vue. */
import { lire, poser } from "./plan.js";

const DEBUT = "#carte=";

/** La vue écrite dans l'adresse : {mode, centre (degrés du plan), zoom}, ou null. */
export function lireVue() {
  if (!location.hash.startsWith(DEBUT)) return null;
  const [mode, zoom, lat, lon] = location.hash.slice(DEBUT.length).split("/");
  const nombres = [zoom, lat, lon].map(Number);
  if (nombres.some((n) => !Number.isFinite(n))) return { mode };
  return { mode, zoom: Math.min(16, Math.max(0, nombres[0])), centre: poser(nombres[2], nombres[1]) };
}

export function ecrireVue(map, mode) {
  const { lng, lat } = map.getCenter();
  const [lon, latitude] = lire(lng, lat);
  const vue = [mode, map.getZoom().toFixed(2), latitude.toFixed(4), lon.toFixed(4)].join("/");
  history.replaceState(history.state, "", `${location.pathname}${location.search}${DEBUT}${vue}`);
}

/** Le rectangle vu, en degrés : ouest, sud, est, nord ; ouest > est s'il passe l'antiméridien. */
export function zoneVue(map) {
  const vue = map.getBounds();
  const [[o, s], [e, n]] = vue.toArray();
  const points = [];
  for (let i = 0; i <= 8; i += 1) {
    const [lon, lat] = [o + ((e - o) * i) / 8, s + ((n - s) * i) / 8];
    points.push([lon, s], [lon, n], [o, lat], [e, lat]);
  }
  const lus = points.map(([lon, lat]) => lire(Math.max(-180, Math.min(180, lon)), lat));
  // Les longitudes se comparent depuis la coupure de la carte (169° Ouest).
  const vers = (lon) => (lon + 169 + 360) % 360;
  const longitudes = lus.map(([lon]) => vers(lon));
  const latitudes = lus.map(([, lat]) => lat);
  const retour = (x) => ((x - 169 + 180 + 360) % 360) - 180;
  const [ouest, est] = [Math.min(...longitudes), Math.max(...longitudes)];
  const bords = est - ouest > 355 ? [-180, 180] : [retour(ouest), retour(est)];
  return [bords[0], Math.max(-90, Math.min(...latitudes)), bords[1], Math.min(90, Math.max(...latitudes))].map((x) =>
    Number(x.toFixed(3)),
  );
}

/** L'adresse de la liste avec d'autres valeurs de filtre ; null ôte le nom. */
export function adresseDe(changements, { carte = true } = {}) {
  const question = new URLSearchParams(location.search);
  for (const nom of ["page", "vue"]) question.delete(nom);
  for (const [nom, valeur] of Object.entries(changements)) {
    question.delete(nom);
    if (valeur !== null) question.set(nom, valeur);
  }
  if (carte) question.set("vue", "carte");
  return `${location.pathname}?${question}`;
}
