/* Des colonnes reçues aux formes que la carte dessine. */
import { courbe, placer, versPlan } from "./plan.js";

const forme = (type, coordinates, properties, id) => ({ type: "Feature", id, geometry: { type, coordinates }, properties });
const collection = (features) => ({ type: "FeatureCollection", features });

/** Ce que la carte sait d'une réponse : marques par identifiant, formes, bornes. */
export function comprendre(brut) {
  const lieux = brut.lieux.lon.map((lon, i) => ({
    place: placer(lon, brut.lieux.lat[i]),
    precision: brut.lieux.precision[i],
    cote: brut.lieux.cote[i],
    marques: new Set(),
  }));
  const marques = brut.marques.id.map((id, i) => ({
    id,
    titre: brut.marques.titre[i],
    adresse: brut.marques.adresse[i],
    arcs: [],
    lieux: new Set(),
  }));
  brut.arcs.marque.forEach((m, i) => {
    marques[m].arcs.push([brut.arcs.de[i], brut.arcs.vers[i]]);
  });
  brut.poses.marque.forEach((m, i) => {
    marques[m].lieux.add(brut.poses.lieu[i]);
    lieux[brut.poses.lieu[i]].marques.add(m);
  });
  return { brut, lieux, marques, parId: new Map(marques.map((m) => [String(m.id), m])) };
}

/** Un arc par couple de lieux d'une relation. */
export function formesArcs({ lieux, marques }) {
  return collection(
    marques.flatMap((m) =>
      m.arcs.map(([de, vers]) => forme("LineString", courbe(lieux[de].place, lieux[vers].place), { marque: m.id })),
    ),
  );
}

/** Un point par lieu ; nombre : combien de marques y sont. */
export function formesLieux({ lieux }) {
  return collection(
    lieux.flatMap((lieu, i) =>
      lieu.marques.size
        ? [forme("Point", versPlan(lieu.place), { lieu: i, cote: lieu.cote, nombre: lieu.marques.size, precision: lieu.precision })]
        : [],
    ),
  );
}

/** Un point par pose : ce que les grappes additionnent est le nombre de poses. */
export function formesPoses({ lieux, marques }) {
  return collection(
    marques.flatMap((m) =>
      [...m.lieux].map((i) => forme("Point", versPlan(lieux[i].place), { marque: m.id, lieu: i, precision: lieux[i].precision })),
    ),
  );
}

/** Les arcs et les mailles de toute une base, trop nombreux pour être dits un à un. */
export function formesAgregats(agregats) {
  const { arcs, mailles } = agregats;
  return {
    arcs: collection(
      arcs.nombre.map((nombre, i) =>
        forme("LineString", courbe(placer(...arcs.depart[i]), placer(...arcs.arrivee[i])), { nombre, de: arcs.de[i], vers: arcs.vers[i] }),
      ),
    ),
    mailles: collection(
      mailles.nombre.map((nombre, i) => forme("Point", versPlan(placer(mailles.lon[i], mailles.lat[i])), { nombre })),
    ),
  };
}

/** Les bornes, en degrés du plan, de lieux donnés : [[ouest, sud], [est, nord]] ; null sans lieu. */
export function bornes(places) {
  if (!places.length) return null;
  const us = places.map((p) => p[0]);
  const vs = places.map((p) => p[1]);
  return [versPlan([Math.min(...us), Math.max(...vs)]), versPlan([Math.max(...us), Math.min(...vs)])];
}
