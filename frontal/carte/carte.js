/* La carte : chargée quand on la demande, sur un fond servi par ce site, sans rien demander ailleurs. */
import { addProtocol, Map as Carte, setWorkerUrl } from "maplibre-gl";
import { Protocol } from "pmtiles";
import { adresseDe, ecrireVue, lireVue, zoneVue } from "./adresse.js";
import { classer, rang } from "./classes.js";
import { couleurs, gamme } from "./couleurs.js";
import { bornes, comprendre, formesAgregats, formesArcs, formesLieux, formesPoses } from "./donnees.js";
import { Fiche } from "./fiche.js";
import { composer, photographier, telecharger } from "./image.js";
import * as legende from "./legende.js";
import { Liste } from "./liste.js";
import { dire, element, lireMots } from "./mots.js";
import { lire, placer, poser, versPlan } from "./plan.js";
import { carre, couches, hachures, sources } from "./style.js";

const CLIQUABLES = ["arcs", "lieux", "lieux-francais", "lieux-action", "poses", "grappes", "agregats-arcs", "agregats-mailles"];
const CHAMPS = { pays: ["iso2", "pays", "pays"], regions: ["code", "territoire", "aplats-regions"], departements: ["code", "territoire", "aplats-departements"] };
const CADRES = {
  europe: [[-12, 66], [40, 35]], france: [[-5.5, 51.3], [9.8, 41.2]],
  afrique: [[-20, 38], [55, -36]], ameriques: [[-130, 60], [-34, -55]], asie: [[40, 60], [150, -12]], pacifique: [[110, 10], [-140, -48]],
  antilles: [[-63.5, 18.6], [-50.5, 1.8]], ocean_indien: [[42, -10.5], [58, -23]],
};
const immobile = matchMedia("(prefers-reduced-motion: reduce)");

class Atlas {
  constructor(racine) {
    this.racine = racine;
    this.dits = racine.dataset;
    this.$ = (nom) => racine.querySelector(`[data-${nom}]`);
    lireMots(document.getElementById("carte-mots"));
    this.fiche = new Fiche(this.$("fiche"), { fermee: () => this.oublier() });
    this.liste = new Liste((id) => this.choisir(id));
    this.vue = lireVue();
    this.mode = ["marques", "pays", "regions", "departements"].includes(this.vue?.mode) ? this.vue.mode : "marques";
  }

  async ouvrir() {
    const [donnees, secours] = await Promise.all([this.demander(), this.dits.monde ? null : chercher(this.dits.secours)]);
    this.fond = { monde: absolue(this.dits.monde), france: absolue(this.dits.france), secours };
    this.recevoir(donnees);
    setWorkerUrl(absolue(this.dits.ouvrier));
    addProtocol("pmtiles", new Protocol().tile);
    this.couleurs = couleurs(this.racine);
    const style = { version: 8, sources: sources(this.fond), layers: couches(this.couleurs, { ...this.fond, nombreux: donnees.arcs.marque.length }) };
    this.map = new Carte({
      container: this.$("toile"), style, attributionControl: false, renderWorldCopies: false, dragRotate: false,
      pitchWithRotate: false, touchPitch: false, minZoom: 0.3, maxZoom: 14, cooperativeGestures: true,
      fadeDuration: immobile.matches ? 0 : 250, locale: this.locale(), ...this.depart(),
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.on("error", ({ error }) => console.warn(error?.message ?? error));
    for (const id of ["hachures", "carre"]) this.map.once("style.load", () => this.poserImage(id));
    await this.map.once("load");
    this.dessiner();
    this.brancher();
    this.racine.dataset.prete = "oui";
  }

  locale() {
    return { "Map.Title": dire("toile"), "CooperativeGesturesHandler.WindowsHelpText": dire("ctrl"), "CooperativeGesturesHandler.MacHelpText": dire("cmd"), "CooperativeGesturesHandler.MobileHelpText": dire("doigts") };
  }

  depart() {
    if (this.vue?.centre) return { center: this.vue.centre, zoom: this.vue.zoom };
    return { bounds: this.etendue(), fitBoundsOptions: { padding: 36, maxZoom: 8 } };
  }

  /** Où regarder d'abord : la zone demandée, sinon toutes les marques, sinon le monde. */
  etendue() {
    const demandee = new URLSearchParams(location.search).get("emprise")?.split(",").map(Number);
    if (demandee?.length === 4 && demandee.every(Number.isFinite)) {
      const [o, s, e, n] = demandee;
      return bornes([placer(o, s), placer(e, n), placer(o, n), placer(e, s)]);
    }
    if (this.mode === "regions" || this.mode === "departements") return cadre("france");
    const { lieux, brut } = this.connu;
    const agreges = brut.agregats.arcs.arrivee.map((a) => placer(...a)).concat(brut.agregats.mailles.lon.map((lon, i) => placer(lon, brut.agregats.mailles.lat[i])));
    const places = [...lieux.map((l) => l.place), ...agreges];
    const us = places.map(([u]) => u);
    return Math.max(...us) - Math.min(...us) > 0.6 ? cadre("monde") : (bornes(places) ?? cadre("monde"));
  }

  /** Les données de cette vue ; zone : le rectangle vu, quand la base est trop grande pour tout dire. */
  async demander(zone) {
    const adresse = new URL(this.dits.donnees, location.href);
    if (zone) {
      adresse.searchParams.set("zone", zone.zone.join(","));
      adresse.searchParams.set("zoom", zone.zoom);
    }
    for (const id of this.liste.ids) adresse.searchParams.append("fiche", id);
    return chercher(adresse);
  }

  recevoir(brut) {
    this.connu = comprendre(brut);
    this.liste.relier(this.connu.parId);
  }

  /** Poser ce que l'on sait dans les sources, puis régler ce qui se voit. */
  dessiner() {
    const { brut } = this.connu;
    const poserDans = (nom, formes) => this.map.getSource(nom).setData(formes);
    const seuls = brut.mode === "marques";
    const vide = { type: "FeatureCollection", features: [] };
    poserDans("arcs", seuls ? formesArcs(this.connu) : vide);
    poserDans("lieux", seuls && brut.sorte === "relations" ? formesLieux(this.connu) : vide);
    poserDans("grappes", seuls && brut.sorte !== "relations" ? formesPoses(this.connu) : vide);
    const agregats = formesAgregats(brut.agregats);
    poserDans("agregats-arcs", agregats.arcs);
    poserDans("agregats-mailles", agregats.mailles);
    this.montrer(this.mode);
  }

  /** Passer d'une façon de voir à l'autre : les marques, ou des aplats. */
  montrer(mode) {
    this.mode = mode;
    const { brut } = this.connu;
    const visible = (couche, oui) => this.map.getLayer(couche) && this.map.setLayoutProperty(couche, "visibility", oui ? "visible" : "none");
    for (const couche of [...CLIQUABLES, "grappes-nombres", "hachures", "badges"]) visible(couche, mode === "marques");
    for (const aplat of ["pays", "regions", "departements"]) visible(`aplats-${aplat}`, aplat === mode);
    visible("comptes", mode === "pays");
    visible("noms", mode === "marques");
    this.colorer(brut[mode === "marques" ? "pays" : mode]);
    this.hachurer(brut.pays);
    for (const trait of ["departements", "regions"]) {
      if (this.map.getLayer(trait)) this.map.setPaintProperty(trait, "line-color", mode === "marques" ? this.couleurs.contestee : this.couleurs.papier);
    }
    this.legende = legende.lignes({ mode, brut, bornes: this.bornes, teintes: this.teintes }, this.couleurs);
    legende.ecrire(this.$("legende"), this.legende);
    for (const choix of this.racine.querySelectorAll("[name=carte-mode]")) choix.checked = choix.value === mode;
  }

  /** Les faits connus au niveau du pays : le pays hachuré et leur nombre, jamais un point. */
  hachurer({ code, seul }) {
    const seuls = code.filter((_, i) => seul[i]);
    const dans = ["in", ["get", "iso2"], ["literal", seuls]];
    this.map.setFilter("hachures", dans);
    this.map.setFilter("badges", dans);
    const nombres = code.flatMap((c, i) => (seul[i] ? [c, String(seul[i])] : []));
    this.map.setLayoutProperty("badges", "text-field", nombres.length ? ["match", ["get", "iso2"], ...nombres, ""] : "");
  }

  colorer({ code, nombre }) {
    this.bornes = classer(nombre);
    this.teintes = gamme(this.couleurs, this.bornes.length);
    if (this.mode === "marques" || !this.map.getLayer(`aplats-${this.mode}`)) return;
    const cle = CHAMPS[this.mode][0];
    const teinte = (n) => this.teintes[rang(this.bornes, n)];
    const paires = code.flatMap((c, i) => (nombre[i] ? [c, teinte(nombre[i])] : []));
    this.map.setPaintProperty(`aplats-${this.mode}`, "fill-color", paires.length ? ["match", ["get", cle], ...paires, this.couleurs.terre] : this.couleurs.terre);
    if (this.mode !== "pays") return;
    const comptes = code.flatMap((c, i) => (nombre[i] ? [c, String(nombre[i])] : []));
    this.map.setLayoutProperty("comptes", "text-field", comptes.length ? ["match", ["get", "iso2"], ...comptes, ""] : "");
  }

  brancher() {
    const { map } = this;
    map.on("click", (e) => this.cliquer(e.point));
    map.on("mousemove", (e) => {
      map.getCanvas().style.cursor = this.sous(e.point).length ? "pointer" : "";
    });
    map.on("moveend", () => this.bouger());
    map.getCanvas().addEventListener("keydown", (e) => {
      if (e.key === "Enter") this.cliquer(map.project(map.getCenter()), true);
    });
    for (const bouton of this.racine.querySelectorAll("[data-zoom]")) {
      bouton.addEventListener("click", () => map.zoomTo(map.getZoom() + Number(bouton.dataset.zoom), this.allure()));
    }
    for (const choix of this.racine.querySelectorAll("[name=carte-mode]")) choix.addEventListener("change", () => this.changer(choix.value));
    this.$("aller").addEventListener("change", (e) => e.target.value && map.fitBounds(cadre(e.target.value), { padding: 20, ...this.allure() }));
    this.$("image").addEventListener("click", () => this.photographier());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repeindre());
    addEventListener("beforeprint", () => this.imprimer());
    addEventListener("afterprint", () => this.$("tirage")?.remove());
    this.bouger();
    this.annoncer(dire("prete", { n: this.connu.brut.situes }));
    for (const nom of ["outils", "clavier"]) this.$(nom).hidden = false;
  }

  allure() {
    return { animate: !immobile.matches, duration: 500 };
  }

  changer(mode) {
    this.fiche.fermer();
    this.montrer(mode);
    if (mode === "regions" || mode === "departements") this.map.fitBounds(cadre("france"), { padding: 20, ...this.allure() });
    ecrireVue(this.map, mode);
    this.annoncer(dire(`annonce_${mode}`));
  }

  async bouger() {
    const zone = zoneVue(this.map);
    ecrireVue(this.map, this.mode);
    this.$("zone").href = adresseDe({ emprise: zone.join(",") });
    if (!this.connu.brut.partiel) return;
    const rangDemande = (this.rangDemande = (this.rangDemande ?? 0) + 1);
    const donnees = await this.demander({ zone, zoom: this.map.getZoom().toFixed(1) });
    if (rangDemande !== this.rangDemande) return;
    this.recevoir(donnees);
    this.dessiner();
  }

  sous({ x, y }, large = 4) {
    const ecart = [[x - large, y - large], [x + large, y + large]];
    const vues = this.map.queryRenderedFeatures(ecart, { layers: CLIQUABLES.filter((c) => this.map.getLayer(c)) });
    return this.mode === "marques" ? vues : [];
  }

  cliquer(point, clavier = false) {
    const vues = this.sous(point, clavier ? 14 : 5);
    const grappe = vues.find((v) => v.layer.id === "grappes");
    if (grappe) return this.deplier(grappe);
    const maille = vues.find((v) => v.layer.id === "agregats-mailles");
    if (maille) return this.map.easeTo({ center: maille.geometry.coordinates, zoom: this.map.getZoom() + 2, ...this.allure() });
    const ids = this.idsDe(vues);
    if (ids.length) return this.presenter(ids.map((id) => this.connu.parId.get(String(id))), clavier);
    return this.territoire(point, clavier);
  }

  /** Les marques sous le doigt ; un lieu précis l'emporte sur les arcs qui passent. */
  idsDe(vues) {
    const lieux = vues.filter((v) => v.properties.lieu !== undefined);
    const ids = lieux.length
      ? lieux.flatMap((v) => [...this.connu.lieux[v.properties.lieu].marques].map((m) => this.connu.marques[m].id))
      : vues.filter((v) => v.properties.marque !== undefined).map((v) => v.properties.marque);
    return [...new Set(ids)];
  }

  async deplier(grappe) {
    const source = this.map.getSource("grappes");
    const numero = grappe.properties.cluster_id;
    const zoom = await source.getClusterExpansionZoom(numero);
    if (zoom < 12) return this.map.easeTo({ center: grappe.geometry.coordinates, zoom: zoom + 0.2, ...this.allure() });
    const feuilles = await source.getClusterLeaves(numero, 200, 0);
    const ids = [...new Set(feuilles.map((f) => f.properties.marque))];
    return this.presenter(ids.map((id) => this.connu.parId.get(String(id))));
  }

  territoire(point, clavier) {
    const couche = this.mode === "marques" ? "pays" : this.mode;
    const [cle, champ] = CHAMPS[couche];
    const nomCouche = couche === "pays" ? "terre" : `aplats-${couche}`;
    const [vue] = this.map.getLayer(nomCouche) ? this.map.queryRenderedFeatures(point, { layers: [nomCouche] }) : [];
    if (!vue?.properties[cle]) return this.fiche.fermer();
    const { code, nom, nombre, seul } = this.connu.brut[couche];
    const i = code.indexOf(vue.properties[cle]);
    if (i < 0) return this.fiche.fermer();
    this.oublier();
    this.fiche.territoire(champ, { code: code[i], nom: nom[i], nombre: nombre[i], seul: seul?.[i] });
    if (couche === "pays") this.map.setFilter("contour", ["==", ["get", "iso2"], code[i]]);
    return this.apresFiche(clavier);
  }

  presenter(marques, clavier = false) {
    this.surligner(marques.length === 1 ? marques : []);
    this.fiche.marques(marques, this.connu.lieux, (m) => this.liste.retour(m));
    this.apresFiche(clavier);
  }

  apresFiche(clavier) {
    this.annoncer(this.$("fiche").textContent.replace("×", " "));
    if (clavier) this.fiche.titre.focus();
  }

  /** Venir de la liste : cadrer la marque, l'ouvrir, y porter le clavier. */
  choisir(id) {
    const marque = this.connu.parId.get(String(id));
    if (this.mode !== "marques") this.changer("marques");
    const cadrage = bornes([...marque.lieux].map((i) => this.connu.lieux[i].place));
    this.map.fitBounds(cadrage, { padding: { top: 70, left: 60, right: 80, bottom: 150 }, maxZoom: 9, ...this.allure() });
    this.racine.querySelector(".atlas__cadre").scrollIntoView({ block: "center", behavior: immobile.matches ? "auto" : "smooth" });
    this.presenter([marque]);
    this.fiche.titre.focus({ preventScroll: true });
  }

  surligner(marques) {
    this.liste.montrer(marques[0]?.id);
    const { lieux } = this.connu;
    const features = marques.flatMap((m) => [
      ...formesArcs({ lieux, marques: [m] }).features,
      ...[...m.lieux].map((i) => ({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: versPlan(lieux[i].place) } })),
    ]);
    this.map.getSource("choix").setData({ type: "FeatureCollection", features });
    this.map.setFilter("contour", ["==", ["get", "iso2"], "-"]);
  }

  oublier() {
    this.surligner([]);
    if (this.racine.contains(document.activeElement) || document.activeElement === document.body) this.map?.getCanvas().focus({ preventScroll: true });
  }

  poserImage(id) {
    const dessins = { hachures, carre };
    if (dessins[id] && !this.map.hasImage(id)) this.map.addImage(id, dessins[id](this.couleurs), { pixelRatio: 2 });
  }

  /** Clair ou sombre : les mêmes couches, d'autres couleurs. */
  repeindre(element_ = this.racine) {
    this.couleurs = couleurs(element_);
    for (const couche of couches(this.couleurs, { ...this.fond, nombreux: this.connu.brut.arcs.marque.length })) {
      for (const [nom, valeur] of Object.entries(couche.paint ?? {})) this.map.setPaintProperty(couche.id, nom, valeur);
    }
    for (const id of ["hachures", "carre"]) {
      if (this.map.hasImage(id)) this.map.removeImage(id);
      this.poserImage(id);
    }
    this.montrer(this.mode);
  }

  async photographier() {
    const jour = this.dits.jour;
    const planche = composer(photographier(this.map), { titre: this.dits.phrase, sources: this.dits.sources, legende: this.legende, couleurs: this.couleurs });
    this.annoncer(await telecharger(planche, `jumelles-${this.dits.sorte}-${jour}.png`));
  }

  /** À l'impression, une image fixe prend la place de la toile. */
  imprimer() {
    this.$("tirage")?.remove();
    this.$("toile").after(element("img", { "data-tirage": true, class: "atlas__tirage", src: photographier(this.map).toDataURL("image/png"), alt: this.dits.titre }));
  }

  annoncer(texte) {
    this.$("annonce").textContent = texte;
  }
}

const absolue = (adresse) => (adresse ? new URL(adresse, location.href).href : "");
const cadre = (nom) => (nom === "monde" ? [versPlan([0.02, 0.72]), versPlan([0.98, 0.27])] : bornes(coins(CADRES[nom])));
const coins = ([[o, n], [e, s]]) => [placer(o, n), placer(e, n), placer(o, s), placer(e, s)];

async function chercher(adresse) {
  const reponse = await fetch(adresse, { headers: { Accept: "application/json" } });
  if (!reponse.ok) throw new Error(`${reponse.status}`);
  return reponse.json();
}

export { lire, poser };

/** Ouvrir la carte dans sa section ; si l'on n'y parvient pas, montrer l'image faite par le serveur. */
export async function ouvrir(racine) {
  const atlas = new Atlas(racine);
  racine.atlas = atlas;
  try {
    await atlas.ouvrir();
  } catch (panne) {
    console.warn(panne);
    racine.dataset.prete = "non";
    atlas.$("toile").replaceChildren(element("img", { src: racine.dataset.secoursImage, alt: racine.dataset.titre }));
    atlas.annoncer(dire("panne"));
    atlas.$("panne").hidden = false;
  }
}
