"""Les listes relues une à une : aucune fausse acceptation, sur le vrai référentiel.

Les 285 faits relevés (leurs deux côtés) et les bénéficiaires français de l'AFD ; la vérité est celle qu'une personne a
relue, sous `bench/rapprochement/`.
"""

import csv
from pathlib import Path

import pytest

from jumelles.rapprochement.formes import COMMUNE, DEPARTEMENT, METROPOLE, REGION, lire_forme
from jumelles.rapprochement.termes import Issue, Mention, Reponse
from jumelles.territoires.repertoires import rapprocheur
from tests.atelier.empreintes import RACINE

pytestmark = pytest.mark.django_db
DOSSIER = RACINE / "bench" / "rapprochement"
NIVEAUX = {"commune": COMMUNE, "EPCI": METROPOLE, "métropole": METROPOLE, "département": DEPARTEMENT, "région": REGION}


def lire(fichier: str) -> list[dict[str, str]]:
    with (Path(DOSSIER) / fichier).open(encoding="utf-8", newline="") as ouvert:
        return list(csv.DictReader(ouvert))


def mention(ligne: dict[str, str], *, niveau_dit: bool = True) -> Mention:
    if ligne["cote"] == "ici":
        niveaux = lire_forme(ligne["nom"]).niveaux or NIVEAUX.get(ligne["niveau"], frozenset())
        return Mention(ligne["nom"], "FR", niveaux=niveaux, departement=ligne["departements"])
    return Mention(ligne["nom"], ligne["pays"], niveaux=frozenset({ligne["niveau"]} if niveau_dit else ()))


def fautes(lignes: list[dict[str, str]], reponses: list[Reponse]) -> list[str]:
    """Les acceptées qui ne sont pas celle que la personne a relue ; sans vérité, toute acceptation est une faute."""
    return [
        f"{ligne.get('nom') or ligne['beneficiaire']} → {r.propositions[0].entite.code} ({r.score})"
        for ligne, r in zip(lignes, reponses, strict=True)
        if r.issue is Issue.ACCEPTE and r.propositions[0].entite.code not in ligne["verite"].split("|")
    ]


@pytest.mark.parametrize("niveau_dit", [True, False])
def test_aucun_des_faits_releves_n_est_accepte_a_tort(niveau_dit):
    """Que la ligne dise ou non que « Prague 6 » est un quartier ; « ? » : la personne n'a pas su juger."""
    lignes = [x for x in lire("sourcees_relues.csv") if niveau_dit or x["verite"] != "?"]
    reponses = rapprocheur().rapprocher([mention(x, niveau_dit=niveau_dit) for x in lignes])
    assert fautes(lignes, reponses) == []
    vraies = [r for x, r in zip(lignes, reponses, strict=True) if x["verite"]]
    acceptees = sum(r.issue is Issue.ACCEPTE for r in vraies)
    assert acceptees >= 0.85 * len(vraies), "n'en accepter aucune ne prouve rien"


def test_chaque_beneficiaire_de_l_afd_est_juste_ou_a_revoir():
    lignes = lire("afd_relus.csv")
    reponses = rapprocheur().rapprocher([Mention(x["beneficiaire"], "FR") for x in lignes])
    assert fautes(lignes, reponses) == []
    vraies = [r for x, r in zip(lignes, reponses, strict=True) if x["verite"]]
    assert sum(r.issue is Issue.ACCEPTE for r in vraies) >= 0.9 * len(vraies)
