/* Les classes d'une carte en aplats : des bornes rondes, jamais plus de cinq. */

const rond = (n) => {
  if (n < 10) return Math.max(1, Math.round(n));
  const pas = 10 ** Math.floor(Math.log10(n));
  return Math.round(n / (pas / 2)) * (pas / 2);
};

/** Les bornes basses des classes, croissantes : la première vaut 1, les suivantes doublent ou plus. */
export function classer(nombres) {
  const grand = Math.max(0, ...nombres);
  if (!grand) return [];
  const classes = Math.min(5, Math.max(1, Math.ceil(Math.log2(grand + 1))));
  const raison = (grand + 1) ** (1 / classes);
  return [...new Set(Array.from({ length: classes }, (_, i) => rond(raison ** i)))];
}

/** Le rang de la classe d'un nombre. */
export const rang = (bornes, nombre) => bornes.findLastIndex((borne) => nombre >= borne);
