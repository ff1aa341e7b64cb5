"""Des projets : un texte d'environ six cents caractères, un porteur, des partenaires, des lieux, des montants."""

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.generateur.acteurs import PAR, Annuaire
from bench.generateur.relations import RELEVE_LE, Lien
from bench.generateur.repartitions import Repartitions, Tirage
from bench.generateur.textes import Textes
from bench.generateur.versement import suivant, verser
from jumelles.cooperations.models import ClassementProjet, Financement, LieuAction, ParticipationProjet, Projet
from jumelles.provenance.models import Affirmation, Journal
from jumelles.rapprochement.normaliser import cle
from jumelles.referentiel import thesaurus
from jumelles.territoires.models import Lieu, Pays

PART_ADOSSEE = 0.5
PART_FINANCEE = 0.4
ETATS = Tirage.selon({"Exécution": 50.0, "Achevé": 30.0, "": 20.0})
DISPOSITIFS = Tirage.selon(
    {"": 60.0, "Appel à projets généraliste 2022": 10.0, "Appel à projets du ministère 2025": 15.0,
     "Financement des initiatives des collectivités territoriales": 15.0}
)  # fmt: skip
INFORMATIONS = Tirage.selon({"2024-05": 60.0, "2025": 30.0, "2026-03": 10.0})


@dataclass(frozen=True, slots=True)
class Fait:
    """Un projet fabriqué et ce qui l'entoure."""

    id: int
    champs: dict[str, Any]
    roles: tuple[tuple[int, str], ...]
    lieux: tuple[tuple[object, ...], ...]
    relation: int | None
    information: str
    montant: int
    payeur: int


def fabriquer(
    total: int, liens: list[Lien], annuaire: Annuaire, reps: Repartitions, source_id: int, hasard: random.Random
) -> int:
    """Compléter les projets jusqu'à ce total, par paquets ; rendre combien ont été faits."""
    voulus = max(0, total - Projet.objects.count())
    faiseur = _Faiseur(liens, annuaire, reps, hasard)
    premier = suivant(Projet)
    for debut in range(0, voulus, 50_000):
        faits = [faiseur.projet(premier + rang) for rang in range(debut, min(voulus, debut + 50_000))]
        _verser(faits, source_id)
    return voulus


class _Faiseur:
    def __init__(self, liens: list[Lien], annuaire: Annuaire, reps: Repartitions, hasard: random.Random) -> None:
        self.hasard, self.reps, self.annuaire = hasard, reps, annuaire
        self.textes = Textes()
        self.liens = [x for x in liens if x.pays]
        self.themes = {t.code: t.libelle for t in thesaurus.themes()}
        self.pays = dict(Pays.objects.values_list("pk", "nom"))
        self.lieux: defaultdict[str, list[tuple[int, str, float, float]]] = defaultdict(list)
        for pk, iso, nom, lat, lon in Lieu.objects.values_list("pk", "pays_id", "nom", "lat", "lon"):
            self.lieux[iso].append((pk, nom, lat, lon))
        self.bailleurs = annuaire.francais[:200] or annuaire.collectivites[:1]

    def projet(self, pk: int) -> Fait:
        """Adossé à une relation une fois sur deux ; sinon un porteur, un pays et un partenaire tirés."""
        h = self.hasard
        lien = h.choice(self.liens) if self.liens and h.random() < PART_ADOSSEE else None
        iso = lien.pays if lien else self.reps.pays_projets.tirer(h, 1)[0]
        roles = [(lien.ici, "porteur"), (lien.la_bas, "partenaire")] if lien else self._roles(iso)
        if h.random() < 0.5 and self.annuaire.francais:
            roles.append((h.choice(self.annuaire.francais), "partenaire"))
        finance = h.random() < PART_FINANCEE
        payeur = h.choice(self.bailleurs)
        if finance:
            roles.append((payeur, "financeur"))
        lieux = self._lieux(iso)
        return Fait(
            pk, self._champs(str(lieux[0][3]) or self.pays[iso]), tuple(dict.fromkeys(roles)), lieux,
            lien.id if lien else None, INFORMATIONS.tirer(h, 1)[0],
            h.randrange(5, 900) * 1000 if finance else 0, payeur,
        )  # fmt: skip

    def _roles(self, iso: str) -> list[tuple[int, str]]:
        h = self.hasard
        ici = h.choice(self.annuaire.collectivites if h.random() < 0.6 else self.annuaire.francais or [1])
        la_bas = self.annuaire.etrangers.get(iso)
        return [(ici, "porteur"), *([(h.choice(la_bas), "partenaire")] if la_bas else [])]

    def _lieux(self, iso: str) -> tuple[tuple[object, ...], ...]:
        """La moitié au pays seulement ; sinon un ou deux vrais lieux."""
        h = self.hasard
        possibles = self.lieux.get(iso)
        if not possibles or h.random() < 0.5:
            return ((iso, None, None, "", None, "pays"),)
        choisis = {h.choice(possibles) for _ in range(1 if h.random() < 0.8 else 2)}
        return tuple((iso, pk, lat, nom, lon, "ville") for pk, nom, lat, lon in sorted(choisis))

    def _champs(self, ou: str) -> dict[str, Any]:
        h, reps = self.hasard, self.reps
        themes = list(dict.fromkeys(reps.themes.tirer(h, h.randrange(1, 4))))
        debut = h.randrange(2005, 2027)
        champs = {
            "titre": self.textes.titre(h, ou), "contexte": self.textes.texte(h, self.themes[themes[0]]),
            "debut": f"{debut}-{h.randrange(1, 13):02d}", "etat_dit": ETATS.tirer(h, 1)[0],
            "dispositif": DISPOSITIFS.tirer(h, 1)[0],
            "fin": str(debut + h.randrange(1, 6)) if h.random() < 0.7 else "",
            "themes": themes, "odd": list(dict.fromkeys(reps.odd.tirer(h, h.randrange(1, 3)))),
        }  # fmt: skip
        return {nom: valeur for nom, valeur in champs.items() if valeur}


def _verser(faits: list[Fait], source_id: int) -> None:
    noms = ("titre", "contexte", "debut", "fin", "etat_dit", "dispositif")
    verser(
        Projet, ("id", "cle", "derniere_information", *noms),
        ((f.id, cle(f.champs["titre"]), f.information, *(f.champs.get(n, "") for n in noms)) for f in faits),
    )  # fmt: skip
    verser(
        ParticipationProjet, ("projet_id", "acteur_id", "role"), ((f.id, a, role) for f in faits for a, role in f.roles)
    )
    verser(
        LieuAction, ("projet_id", "pays_id", "lieu_id", "lat", "nom", "lon", "precision"),
        ((f.id, *lieu) for f in faits for lieu in f.lieux),
    )  # fmt: skip
    verser(ClassementProjet, ("projet_id", "nomenclature", "code", "rang"), _classements(faits))
    verser(Projet.relations.through, ("projet_id", "relation_id"), ((f.id, f.relation) for f in faits if f.relation))
    verser(
        Financement, ("projet_id", "payeur_id", "annee", "nature", "etape", "montant", "source_id"),
        (
            (f.id, f.payeur, int(f.champs["debut"][:4]), "numeraire", "engage", f.montant, source_id)
            for f in faits if f.montant
        ),
    )  # fmt: skip
    verser(
        Affirmation,
        ("objet_type", "objet_id", "champs", "source_id", "date_information", "releve_le", "certitude", "auteur"),
        (
            ("projet", f.id, json.dumps(f.champs, ensure_ascii=False), source_id, f.information, RELEVE_LE, "dite", PAR)
            for f in faits
        ),
    )  # fmt: skip
    verser(
        Journal, ("par", "verbe", "objet_type", "objet_id", "apres"),
        ((PAR, "declarer_projet", "projet", f.id, json.dumps({"titre": f.champs["titre"]})) for f in faits),
    )  # fmt: skip


def _classements(faits: list[Fait]) -> Iterator[tuple[object, ...]]:
    for f in faits:
        for champ, nomenclature in (("themes", "theme"), ("odd", "odd")):
            yield from ((f.id, nomenclature, code, rang) for rang, code in enumerate(f.champs[champ], 1))
