"""Ce que l'on sait de choses désignées par leur identifiant, pour de nombreuses à la fois : ce qui est public."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.conf import settings

from jumelles.acteurs.reperage import acteurs_des_lieux
from jumelles.api.rapprochement.identifiants import Designation, ecrire, lire
from jumelles.api.rapprochement.noms import divisions, pays
from jumelles.api.rapprochement.sortes import ACTEUR, AUTORITE, LIEU, ORGANISATION, PAYS, TERRITOIRE, types_du_niveau
from jumelles.api.references import chemin_du_pays
from jumelles.recherche.document import Cellule
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.memoire import garder
from jumelles.recherche.moteur import moteur
from jumelles.territoires.notices import NoticeLieu, NoticeTerritoire, notices_des_lieux, notices_des_territoires
from jumelles.territoires.regles import slug
from jumelles.territoires.requetes import PaysFiche, pays_liste

NOMS_MAX = 40
Lien = tuple[str, str]  # identifiant, nom
Valeur = str | int | float | Lien


@dataclass(frozen=True, slots=True)
class FicheRapprochee:
    """Une chose de nos référentiels : ses types, du plus précis au plus large, et ses valeurs par propriété.

    adresse : chemin de sa page sur ce site, vide si elle n'en a pas.
    """

    id: str
    nom: str
    types: tuple[str, ...]
    situation: str
    adresse: str
    valeurs: Mapping[str, tuple[Valeur, ...]] = field(default_factory=dict)


def fiches(identifiants: Collection[str], *, relations: bool = True) -> dict[str, FicheRapprochee]:
    """Identifiant demandé → sa fiche ; les inconnus et ce qui est masqué manquent. relations : en dire le nombre."""
    lues = {i: d for i in identifiants if (d := lire(i)) is not None}
    codes = {s: {d.code for d in lues.values() if d.sorte == s} for s in (TERRITOIRE, LIEU, PAYS, ACTEUR)}
    trouvees: dict[Designation, FicheRapprochee] = {
        **_territoires(codes[TERRITOIRE], relations), **_lieux(codes[LIEU]), **_pays(codes[PAYS], relations),
        **_acteurs(codes[ACTEUR]),
    }  # fmt: skip
    return {i: trouvees[d] for i, d in lues.items() if d in trouvees}


def _territoires(codes: Collection[str], relations: bool) -> dict[Designation, FicheRapprochee]:
    if not codes:
        return {}
    comptes = moteur().facettes(Filtre(), "relations", ("territoire",))["territoire"] if relations else {}
    notices = notices_des_territoires(codes)
    return {Designation(TERRITOIRE, code): _territoire(n, comptes) for code, n in notices.items()}


def _territoire(n: NoticeTerritoire, comptes: Mapping[str, int]) -> FicheRapprochee:
    grands = divisions()
    liens = {p: ((c, grands[c]),) for p, c in (("departement", n.departement), ("region", n.region)) if c in grands}
    valeurs: dict[str, tuple[Valeur | None, ...]] = {
        "nom_officiel": (n.nom,), "anciens_noms": n.anciens_noms[:NOMS_MAX], "autres_noms": n.autres_noms[:NOMS_MAX],
        "pays": (("pays:FR", pays().nom("FR")),), "niveau": (n.categorie_libelle,), **liens,
        "epci": ((n.epci, n.epci_nom),) if n.epci else (), "population": (n.population,), "lat": (n.lat,),
        "lon": (n.lon,), "siren": (n.siren,), "insee": (n.insee,), "relations": (comptes.get(n.code, 0),),
    }  # fmt: skip
    adresse = f"/territoires/{n.code}-{slug(n.nom_affiche)}/"
    dans = grands.get(n.departement, "") if n.departement != n.code else ""
    situation = ", ".join(x for x in (n.categorie_libelle, dans) if x)
    return _fiche(n.code, n.nom, types_du_niveau(n.categorie), situation, adresse, valeurs)


def _lieux(codes: Collection[str]) -> dict[Designation, FicheRapprochee]:
    if not codes:
        return {}
    notices = notices_des_lieux({int(c) for c in codes if len(c) < 10})
    siens = acteurs_des_lieux(notices.keys())
    acteurs = {t.id: t.fiche for t in moteur().lire("acteurs", sorted({a for ids in siens.values() for a in ids}))}
    return {
        Designation(LIEU, str(numero)): _lieu(n, [acteurs[a] for a in siens.get(numero, ()) if a in acteurs])
        for numero, n in notices.items()
    }


def _lieu(n: NoticeLieu, acteurs: list[Mapping[str, Cellule]]) -> FicheRapprochee:
    iso, liens = n.pays, sum(_nombre(a["relations"]) for a in acteurs)
    valeurs: dict[str, tuple[Valeur | None, ...]] = {
        "nom_officiel": (n.nom,), "autres_noms": n.autres_noms[:NOMS_MAX], "pays": ((f"pays:{iso}", pays().nom(iso)),),
        "niveau": ("ville",), "population": (n.population,), "lat": (n.lat,), "lon": (n.lon,),
        "geonames": (str(n.geonames),), "relations": (liens if acteurs else None,),
    }  # fmt: skip
    adresse = str(acteurs[0]["adresse"]) if acteurs else ""
    return _fiche(ecrire(LIEU, str(n.geonames)), n.nom, (LIEU,), pays().nom(iso), adresse, valeurs)


def _pays(codes: Collection[str], relations: bool) -> dict[Designation, FicheRapprochee]:
    if not codes:
        return {}
    connus = garder("rapprochement des fiches de pays", lambda: {p.iso2: p for p in pays_liste()})
    comptes = moteur().facettes(Filtre(), "relations", ("pays",))["pays"] if relations else {}
    return {Designation(PAYS, c): _un_pays(connus[c], comptes) for c in codes if c in connus}


def _un_pays(lu: PaysFiche, comptes: Mapping[str, int]) -> FicheRapprochee:
    iso2, noms = lu.iso2, pays().noms[lu.iso2]
    valeurs: dict[str, tuple[Valeur | None, ...]] = {
        "nom_officiel": (noms[0],), "autres_noms": tuple(dict.fromkeys(noms[1:])), "iso2": (iso2,),
        "lat": (lu.lat,), "lon": (lu.lon,), "relations": (comptes.get(iso2, 0),),
    }  # fmt: skip
    situation = " · ".join(x for x in (lu.continent, lu.sous_region) if x)
    return _fiche(f"pays:{iso2}", lu.nom, (PAYS,), situation, chemin_du_pays(lu), valeurs)


def _acteurs(codes: Collection[str]) -> dict[Designation, FicheRapprochee]:
    trouves = moteur().lire("acteurs", sorted(int(c) for c in codes)) if codes else ()
    return {Designation(ACTEUR, str(t.id)): _acteur(t.fiche) for t in trouves if not t.fiche["demonstration"]}


def _acteur(f: Mapping[str, Cellule]) -> FicheRapprochee:
    nom, iso = str(f["nom"]), str(f["pays"])
    types = (AUTORITE if f["type_acteur"] == AUTORITE else ORGANISATION, ACTEUR)
    lat, lon = f["latitude"], f["longitude"]
    valeurs: dict[str, tuple[Valeur | None, ...]] = {
        "nom_officiel": (nom,), "autres_noms": (str(f["sigle"] or ""),), "pays": ((f"pays:{iso}", str(f["pays_nom"])),),
        "niveau": (str(f["niveau_libelle"] or ""),), "lat": (lat if isinstance(lat, float) else None,),
        "lon": (lon if isinstance(lon, float) else None,), "siren": (str(f["siren"] or ""),),
        "rna": (str(f["rna"] or ""),), "geonames": (str(f["geonames"] or ""),), "relations": (_nombre(f["relations"]),),
    }  # fmt: skip
    situation = ", ".join(str(x) for x in (f["type_acteur_libelle"], f["pays_nom"]) if x)
    return _fiche(f"acteur:{f['id']}", nom, types, situation, str(f["adresse"]), valeurs)


def _fiche(
    identifiant: str, nom: str, types: tuple[str, ...], situation: str, adresse: str,
    valeurs: Mapping[str, tuple[Valeur | None, ...]],
) -> FicheRapprochee:  # fmt: skip
    """Ce que personne ne dit est absent, jamais vide ni zéro."""
    dites = {p: tuple(v for v in siennes if v is not None and v != "") for p, siennes in valeurs.items()}
    if adresse:
        dites["adresse"] = (f"{settings.ADRESSE_PUBLIQUE}{adresse}",)
    return FicheRapprochee(identifiant, nom, types, situation, adresse, dites)


def _nombre(valeur: Cellule) -> int:
    return valeur if isinstance(valeur, int) else 0
