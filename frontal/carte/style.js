/* Le dessin : papier, encre, arcs de corail. Toutes les couches d'un coup, dans leur ordre. */
const LETTRES = ["Atkinson Hyperlegible Next"];
const GRAS = ["Jumelles Bold"];
const AUCUN = ["==", ["get", "iso2"], "-"];
const VIDE = { type: "FeatureCollection", features: [] };
const zoom = (...paliers) => ["interpolate", ["linear"], ["zoom"], ...paliers];

/** Les sources : tuiles du site, ou le monde de secours ; puis ce que la page dit, sans rien simplifier : un arc court
    entre deux voisins disparaîtrait. */
export function sources({ monde, france, secours }) {
  const dites = Object.fromEntries(
    ["arcs", "lieux", "agregats-arcs", "agregats-mailles", "choix", "repere"].map((nom) => [nom, { type: "geojson", data: VIDE, tolerance: 0 }]),
  );
  dites.grappes = { type: "geojson", data: VIDE, cluster: true, clusterRadius: 44, clusterMaxZoom: 11 };
  const fond = monde
    ? { monde: { type: "vector", tiles: [`pmtiles://${monde}/{z}/{x}/{y}`], maxzoom: 5 } }
    : Object.fromEntries(["pays", "frontieres", "noms"].map((nom) => [`monde-${nom}`, { type: "geojson", data: secours[nom] }]));
  if (france) fond.france = { type: "vector", tiles: [`pmtiles://${france}/{z}/{x}/{y}`], minzoom: 2, maxzoom: 10 };
  return { ...fond, ...dites };
}

const RAYON_GRAPPE = ["interpolate", ["linear"], ["sqrt", ["get", "point_count"]], 1, 11, 6, 17, 20, 27, 60, 40];

/** Toutes les couches ; nombreux : combien d'arcs, qui règle leur finesse. */
export function couches(c, { monde, france, nombreux }) {
  const du = (couche) => (monde ? { source: "monde", "source-layer": couche } : { source: `monde-${couche}` });
  const de = (couche) => ({ source: "france", "source-layer": couche });
  const force = nombreux > 1500 ? 0.24 : nombreux > 300 ? 0.4 : nombreux > 60 ? 0.6 : 0.9;
  const dense = nombreux > 300;
  const ligne = (id, couche, paint, plus = {}) => ({ id, type: "line", ...couche, layout: { "line-join": "round", "line-cap": "round" }, paint, ...plus });
  const rond = (id, source, paint, plus = {}) => ({ id, type: "circle", source, paint, ...plus });
  return [
    { id: "mer", type: "background", paint: { "background-color": c.ocean } },
    { id: "terre", type: "fill", ...du("pays"), paint: { "fill-color": c.terre, "fill-antialias": false } },
    ligne("cotes", du("pays"), { "line-color": c.terre, "line-width": 0.6 }),
    { id: "aplats-pays", type: "fill", ...du("pays"), layout: { visibility: "none" }, paint: { "fill-color": c.terre } },
    { id: "hachures", type: "fill", ...du("pays"), filter: AUCUN, paint: { "fill-pattern": "hachures" } },
    ligne("frontieres", du("frontieres"), { "line-color": c.frontiere, "line-width": zoom(0, 0.6, 5, 1.8) }, { filter: ["==", ["get", "conteste"], 0] }),
    { id: "contestees", type: "line", ...du("frontieres"), filter: ["==", ["get", "conteste"], 1],
      paint: { "line-color": c.contestee, "line-width": zoom(0, 0.8, 5, 1.6), "line-dasharray": [1.5, 2.5] } },
    ...(france
      ? [
          { id: "aplats-regions", type: "fill", ...de("regions"), layout: { visibility: "none" }, paint: { "fill-color": c.terre } },
          { id: "aplats-departements", type: "fill", ...de("departements"), layout: { visibility: "none" }, paint: { "fill-color": c.terre } },
          ligne("communes", de("communes"), { "line-color": c.contestee, "line-width": 0.5, "line-opacity": 0.35 }, { minzoom: 9 }),
          ligne("departements", de("departements"), { "line-color": c.contestee, "line-width": zoom(4, 0.4, 8, 1), "line-opacity": zoom(4, 0, 5, 0.5) }, { minzoom: 4 }),
          ligne("regions", de("regions"), { "line-color": c.contestee, "line-width": zoom(3, 0.4, 8, 1.8), "line-opacity": zoom(3, 0, 4.5, 0.7) }, { minzoom: 3 }),
        ]
      : []),
    { id: "contour", type: "line", ...du("pays"), filter: AUCUN, paint: { "line-color": c.encre, "line-width": 1.6 } },
    ligne("agregats-arcs", { source: "agregats-arcs" }, { "line-color": c.corail, "line-opacity": 0.45,
      "line-width": ["interpolate", ["linear"], ["sqrt", ["get", "nombre"]], 1, 0.7, 10, 2.4, 60, 7] }),
    ligne("arcs", { source: "arcs" }, { "line-color": c.corail, "line-opacity": zoom(0, force, 4, dense ? force * 0.6 : force, 8, Math.max(force, 0.6)), "line-width": zoom(0, dense ? 0.8 : 1.4, 5, dense ? 0.8 : 1.6, 9, 2.2) }),
    ligne("choix-dessous", { source: "choix" }, { "line-color": c.papier, "line-width": zoom(0, 6, 8, 9) }, { filter: ["==", ["geometry-type"], "LineString"] }),
    ligne("choix", { source: "choix" }, { "line-color": c.encre, "line-width": zoom(0, 2.6, 8, 4) }, { filter: ["==", ["geometry-type"], "LineString"] }),
    { id: "agregats-mailles", type: "circle", source: "agregats-mailles", paint: { "circle-color": c.corail, "circle-opacity": 0.85,
      "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "nombre"]], 1, 3, 10, 9, 60, 24, 200, 40], "circle-stroke-color": c.papier, "circle-stroke-width": 1 } },
    rond("lieux-francais", "lieux", { "circle-color": c.encre, "circle-radius": zoom(0, ["+", dense ? 0.8 : 1.4, ["*", 0.22, ["sqrt", ["get", "nombre"]]]], 4, ["+", dense ? 0.9 : 2.2, ["*", 0.5, ["sqrt", ["get", "nombre"]]]], 8, ["+", 3, ["*", 0.9, ["sqrt", ["get", "nombre"]]]]),
      "circle-opacity": zoom(0, 0.55, 4, 0.95), "circle-stroke-color": c.papier, "circle-stroke-width": zoom(4, 0, 6, 1) }, { filter: ["==", ["get", "cote"], "francais"] }),
    rond("lieux", "lieux", { "circle-color": c.corail, "circle-radius": zoom(0, ["+", dense ? 0.7 : 2, ["*", 0.4, ["sqrt", ["get", "nombre"]]]], 4, ["+", dense ? 0.9 : 2.6, ["*", 0.6, ["sqrt", ["get", "nombre"]]]], 8, ["+", 3.4, ["*", 1.1, ["sqrt", ["get", "nombre"]]]]),
      "circle-opacity": 0.9, "circle-stroke-color": c.papier, "circle-stroke-width": zoom(4, 0, 6, 1) }, { filter: ["==", ["get", "cote"], "etranger"] }),
    { id: "lieux-action", type: "symbol", source: "lieux", filter: ["==", ["get", "cote"], "action"], layout: { "icon-image": "carre", "icon-size": zoom(0, 0.35, 6, 0.8), "icon-allow-overlap": true } },
    rond("grappes", "grappes", { "circle-color": c.corail, "circle-radius": RAYON_GRAPPE, "circle-stroke-color": c.papier, "circle-stroke-width": 1.5 }, { filter: ["has", "point_count"] }),
    { id: "grappes-nombres", type: "symbol", source: "grappes", filter: ["has", "point_count"],
      layout: { "text-field": ["number-format", ["get", "point_count"], { locale: "fr-FR" }], "text-font": GRAS, "text-size": 13, "text-allow-overlap": true }, paint: { "text-color": c.papier } },
    rond("poses", "grappes", { "circle-color": c.corail, "circle-radius": zoom(0, 4, 6, 6.5), "circle-stroke-color": c.papier, "circle-stroke-width": 1.2 }, { filter: ["!", ["has", "point_count"]] }),
    rond("choix-lieux", "choix", { "circle-color": c.safran, "circle-radius": zoom(0, 6, 8, 9), "circle-stroke-color": c.encre, "circle-stroke-width": 2.5 }, { filter: ["==", ["geometry-type"], "Point"] }),
    { id: "noms", type: "symbol", ...du("noms"), filter: ["any", ...[[0, 1.2], [1, 2.4], [2, 3.4], [3, 4.6]].map(([rang, z]) => ["all", ["==", ["get", "rang"], rang], [">=", ["zoom"], z]])],
      layout: { "text-field": ["get", "nom"], "text-font": LETTRES, "text-size": zoom(1, 10.5, 5, 14), "text-max-width": 7, "symbol-sort-key": ["get", "rang"], "text-padding": 4 },
      paint: { "text-color": c.doux, "text-halo-color": c.terre, "text-halo-width": 1.4 } },
    { id: "badges", type: "symbol", ...du("noms"), filter: AUCUN, layout: { "text-field": "", "text-font": GRAS, "text-size": zoom(0, 11, 5, 14), "text-offset": [0, 1.25], "text-padding": 0 },
      paint: { "text-color": c.corail, "text-halo-color": c.carte, "text-halo-width": 1.6 } },
    { id: "comptes", type: "symbol", ...du("noms"), layout: { visibility: "none", "text-field": "", "text-font": GRAS, "text-size": zoom(0, 11, 5, 15), "text-line-height": 1.1, "symbol-sort-key": ["get", "rang"], "text-padding": 1 },
      paint: { "text-color": c.encre, "text-halo-color": c.carte, "text-halo-width": 1.8 } },
  ];
}

/** Le motif des faits connus au niveau du pays : des hachures, jamais un point. */
export function hachures(c) {
  const cote = 16;
  const toile = new OffscreenCanvas(cote, cote).getContext("2d");
  toile.strokeStyle = c.corail;
  toile.globalAlpha = 0.38;
  toile.lineWidth = 1.5;
  for (const decalage of [-8, 0, 8, 16]) {
    toile.beginPath();
    toile.moveTo(decalage - 2, cote + 2);
    toile.lineTo(decalage + cote + 2, -2);
    toile.stroke();
  }
  return toile.getImageData(0, 0, cote, cote);
}

/** Le carré d'un bureau, d'une agence, d'un lieu d'action. */
export function carre(c) {
  const toile = new OffscreenCanvas(20, 20).getContext("2d");
  toile.fillStyle = c.papier;
  toile.fillRect(0, 0, 20, 20);
  toile.fillStyle = c.encre;
  toile.fillRect(3, 3, 14, 14);
  return toile.getImageData(0, 0, 20, 20);
}
