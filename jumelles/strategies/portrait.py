"""Le portrait d'un territoire : ce que l'on sait de son action internationale, et ce que l'on ne sait pas."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from jumelles.acteurs.requetes import acteur_du_territoire
from jumelles.cooperations.enums import EtatPartenariat
from jumelles.cooperations.fiches import Fraicheur, ProjetBref, RelationBreve
from jumelles.cooperations.requetes import fraicheur, projets_de, relations_de
from jumelles.cooperations.requetes.comptes import premiere_annee
from jumelles.rapprochement.normaliser import cle
from jumelles.referentiel.nombres import milliers
from jumelles.referentiel.temps import DatePartielle
from jumelles.territoires.requetes import TerritoireFiche, chercher_territoires, territoire, vers_aujourdhui


class TerritoireIntrouvable(LookupError):
    """Aucun territoire, ou plusieurs, ne répondent à ce nom ; le message les nomme."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """Un territoire, ses liens internationaux, ses liens intérieurs, ses projets, au jour dit."""

    le: date
    territoire: TerritoireFiche
    acteur_id: int | None
    internationales: tuple[RelationBreve, ...]
    interieures: tuple[RelationBreve, ...]
    projets: tuple[ProjetBref, ...]
    fraicheur: Fraicheur
    pays: tuple[tuple[str, str], ...]  # (iso2, nom), sans double
    premiere_annee: str
    sources: tuple[tuple[str, str], ...]

    def en_texte(self) -> str:
        """Le portrait en texte simple, prêt à lire ou à imprimer."""
        return "\n".join(_lignes(self)) + "\n"

    def en_json(self) -> str:
        """Le portrait en JSON, mêmes valeurs que la page."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2, default=str)


def portrait(designation: str, *, jour: date) -> Portrait:
    """Le portrait du territoire de ce code ou de ce nom ; TerritoireIntrouvable si l'on ne sait lequel."""
    code = _code(designation)
    fiche = territoire(code)
    if fiche is None:
        raise TerritoireIntrouvable(f"Le code {code} ne mène à aucune collectivité d'aujourd'hui.")
    return composer(fiche, jour=jour)


def composer(fiche: TerritoireFiche, *, jour: date) -> Portrait:
    """Assembler le portrait d'une fiche déjà lue."""
    acteur_id = acteur_du_territoire(fiche.code)
    toutes = relations_de(acteur_id, francais=True, jour=jour) if acteur_id else ()
    relations = tuple(r for r in toutes if not r.demonstration)
    internationales = tuple(r for r in relations if not r.interieure)
    menes = projets_de(acteur_id, francais=True, jour=jour) if acteur_id else ()
    projets = tuple(p for p in menes if not p.demonstration)
    pays = {p.pays_iso2: p.pays_nom for r in internationales for p in r.parties if not p.francaise}
    sources = {s for r in relations for s in r.sources} | {s for p in projets for s in p.sources}
    return Portrait(
        le=jour, territoire=fiche, acteur_id=acteur_id, internationales=internationales,
        interieures=tuple(r for r in relations if r.interieure), projets=projets,
        fraicheur=fraicheur(internationales), pays=tuple(sorted(pays.items(), key=lambda x: x[1])),
        premiere_annee=premiere_annee(internationales), sources=tuple(sorted(sources, key=lambda s: s[1])),
    )  # fmt: skip


def _code(designation: str) -> str:
    par_code = vers_aujourdhui(designation.strip())
    if par_code:
        return par_code
    exacts = chercher_territoires(designation, exactement=True)
    officiels = [t for t in exacts if cle(t.nom) == cle(designation)] or list(exacts)
    if len(officiels) == 1:
        return officiels[0].code
    if not officiels:
        raise TerritoireIntrouvable(
            f"Aucun territoire français ne s'appelle « {designation} ». "
            "Essayez son nom entier, son code INSEE, son SIREN, D38 ou R84."
        )
    noms = ", ".join(f"{t.nom} ({t.departement_nom or t.categorie_libelle}, {t.code})" for t in officiels[:8])
    raise TerritoireIntrouvable(f"Plusieurs territoires répondent à « {designation} » : {noms}. Donnez le code.")


def _quand(texte: str) -> str:
    return DatePartielle.read(texte).in_french() if texte else "non renseigné"


def _depuis(texte: str) -> str:
    return DatePartielle.read(texte).after_depuis() if texte else "début non renseigné"


def _lignes(p: Portrait) -> Iterator[str]:
    t = p.territoire
    yield f"{t.nom_affiche} ({t.categorie_libelle}, {t.code})"
    yield f"Portrait au {_quand(p.le.isoformat())}. Source du référentiel : {t.source_nom}, {t.millesime}."
    yield f"Population municipale : {milliers(t.population) if t.population is not None else 'non renseignée'}"
    yield ""
    yield f"Jumelages et partenariats internationaux connus ici : {len(p.internationales)}"
    yield f"Liens confirmés : {p.fraicheur.confirmees} sur {p.fraicheur.total}"
    yield f"Dernière information : {_quand(p.fraicheur.derniere_information)}"
    for r in p.internationales:
        yield from _ligne_relation(r)
    if p.interieures:
        yield f"Liens avec d'autres territoires français : {len(p.interieures)}"
    yield ""
    yield f"Projets connus ici : {len(p.projets)}"
    for projet in p.projets:
        pays = ", ".join(nom for _iso, nom in projet.pays) or "pays non renseigné"
        yield f"- {projet.titre} ({pays}) : {projet.statut_libelle}, début {_quand(projet.debut)}"
    yield ""
    yield from _inconnu(p.internationales)
    yield "Sources : " + (", ".join(nom for _code, nom in p.sources) or "aucune")


def _ligne_relation(r: RelationBreve) -> Iterator[str]:
    partenaires = ", ".join(f"{x.nom} ({x.pays_nom})" for x in r.parties if not x.francaise)
    sources = ", ".join(nom for _code, nom in r.sources)
    divergence = " ; des sources divergent" if r.divergente else ""
    yield (
        f"- {partenaires} : {r.nature_libelle}, {_depuis(r.debut)}, état {r.etat_libelle}, "
        f"dernière information {_quand(r.derniere_information)}{divergence} [{sources}]"
    )


def _inconnu(relations: tuple[RelationBreve, ...]) -> Iterator[str]:
    """Ce que les sources ne disent pas de ces liens, compté."""
    total = len(relations)
    yield "Ce que l'on ne sait pas :"
    manques = (
        ("sans date de début connue", sum(not r.debut for r in relations)),
        ("sans état de partenariat connu", sum(r.etat == EtatPartenariat.NON_RENSEIGNE for r in relations)),
        ("sans thème connu", sum(not r.themes for r in relations)),
    )
    for manque, nombre in manques:
        if nombre:
            yield f"- {nombre} lien{'s' if nombre > 1 else ''} sur {total} {manque}"
    yield "Une absence ici n'est pas une absence sur le terrain."
