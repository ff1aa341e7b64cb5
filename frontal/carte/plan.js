/* Le plan de la carte : Equal Earth centrée sur 11° Est, posée dans un carré (jumelles/web/tuiles/plan.py). */
const MERIDIEN = 11;
const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796];
const R3 = Math.sqrt(3);
const RAD = Math.PI / 180;
const DEMI = (2 * R3 * Math.PI) / (3 * A1);
const POLE = 1.3173627591574;

const x0 = (theta) => {
  const t2 = theta * theta;
  const t6 = t2 ** 3;
  return (2 * R3 * Math.cos(theta)) / (3 * (9 * A4 * t6 * t2 + 7 * A3 * t6 + 3 * A2 * t2 + A1));
};
const y0 = (theta) => {
  const t2 = theta * theta;
  const t6 = t2 ** 3;
  return theta * (A4 * t6 * t2 + A3 * t6 + A2 * t2 + A1);
};

/** Longitude et latitude en degrés → place dans le carré, de 0 à 1, vers la droite et vers le bas. */
export function placer(lon, lat) {
  const theta = Math.asin((R3 / 2) * Math.sin(lat * RAD));
  const ecart = ((((lon - MERIDIEN + 180) % 360) + 360) % 360) - 180;
  return [(ecart * RAD * x0(theta) + DEMI) / (2 * DEMI), (DEMI - y0(theta)) / (2 * DEMI)];
}

/** Du carré aux degrés que le moteur de carte attend. */
export function versPlan([u, v]) {
  return [u * 360 - 180, Math.atan(Math.sinh(Math.PI * (1 - 2 * v))) / RAD];
}

/** Longitude et latitude en degrés → degrés du plan. */
export const poser = (lon, lat) => versPlan(placer(lon, lat));

/** Degrés du plan → longitude et latitude ; hors du monde : le bord le plus proche. */
export function lire(lonPlan, latPlan) {
  const x = (lonPlan / 180) * DEMI;
  const y = Math.max(-POLE, Math.min(POLE, (Math.asinh(Math.tan(latPlan * RAD)) / Math.PI) * DEMI));
  let theta = y / A1;
  for (let tour = 0; tour < 12; tour += 1) {
    const pas = 1e-6;
    theta -= ((y0(theta) - y) * pas) / (y0(theta + pas) - y0(theta));
  }
  const lat = Math.asin(Math.max(-1, Math.min(1, (2 * Math.sin(theta)) / R3))) / RAD;
  const ecart = Math.max(-180, Math.min(180, x / x0(theta) / RAD));
  return [((((ecart + MERIDIEN + 180) % 360) + 360) % 360) - 180, lat];
}

const COURBURE = 0.16;

/** L'arc de la maison, d'une place du carré à une autre : il se bombe vers le haut. */
export function courbe([u1, v1], [u2, v2]) {
  const [du, dv] = [u2 - u1, v2 - v1];
  const sens = du >= 0 ? 1 : -1;
  const [cu, cv] = [u1 + du / 2 + sens * dv * COURBURE, v1 + dv / 2 - sens * du * COURBURE];
  const pas = Math.max(6, Math.min(28, Math.round(Math.hypot(du, dv) * 160)));
  return Array.from({ length: pas + 1 }, (_, i) => {
    const t = i / pas;
    const s = 1 - t;
    return versPlan([s * s * u1 + 2 * s * t * cu + t * t * u2, s * s * v1 + 2 * s * t * cv + t * t * v2]);
  });
}
