"""L'année d'avant et les autres : une évolution se rapporte au départ, une médiane à cinq fiches publiées au moins."""

import re
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from jumelles.rattachements.habilitation import Habilitation
from jumelles.retombees.enums import Preuve
from jumelles.retombees.ligne_dite import LigneDite
from jumelles.retombees.operations import ecrire_ligne, publier
from jumelles.retombees.requetes import fiches_comparables, lignes
from jumelles.territoires.models import Collectivite
from tests.atelier.equipe import client_de
from tests.atelier.faits import appliquer, relation
from tests.atelier.monde import commune, un_monde, ville

pytestmark = pytest.mark.django_db
ANNEE, PUBLIC = "/chez-nous/ZZ001/couts/2025/", "/territoires/ZZ001-fabriquee-sur-isere/couts/"


def dire(code: str, annee: int, *, publie: bool = False, preuve: str = Preuve.DOCUMENTE, **postes: int) -> None:
    """Des sommes d'une année, documentées, publiées ou non."""
    par = Habilitation("personne:1", collectivites=frozenset({code}))
    for poste, valeur in postes.items():
        dite = LigneDite(poste, Decimal(valeur), preuve=preuve, source="CA (fabriqué)")
        ecrire_ligne(code=code, annee=annee, dite=dite, jeton=uuid4(), par=par)
    if publie:
        publier(code=code, annee=annee, vues=[x.id for x in lignes(code, annee)], par=par)


def lu(client: Client, adresse: str) -> str:
    """Le texte d'une page, sans ses balises."""
    reponse = client.get(adresse)
    assert reponse.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reponse.content.decode())).replace("\u00a0", " ")


def communes_engagees(*codes: str, habitants: int = 8000) -> None:
    """Des communes inventées, chacune avec un lien connu."""
    modele = Collectivite.objects.get(code="ZZ001")
    for code in codes:
        Collectivite.objects.get_or_create(
            code=code,
            defaults={"nom": f"Commune {code}", "categorie": "commune", "origine_point": "", "millesime": "2026",
                      "source": modele.source},
        )  # fmt: skip
    Collectivite.objects.filter(code__in=codes).update(population=habitants)
    appliquer(*(relation(f"r{c}", [commune(int(c[2:])), ville(f"Ville de {c}")]) for c in codes))


def test_une_evolution_se_rapporte_au_depart(client: Client) -> None:
    """DOMAINE 2.5 : de 45,4 à 69,7, c'est +53,5 %, et non +35 % ; l'année d'avant est la dernière saisie."""
    un_monde()
    dire("ZZ001", 2021, propres=1, retour=7)
    dire("ZZ001", 2023, propres=454_000, cofinancement=0, publie=True)
    dire("ZZ001", 2025, propres=697_000, cofinancement=5, publie=True)
    agent = client_de("ZZ001")
    for texte in (lu(agent, ANNEE), lu(client, PUBLIC)):
        assert "De 2023 à 2025" in texte
        assert "454 000 € 697 000 € +53,5 % +243 000 €" in texte
        assert "0 € 5 € non calculée on part de zéro" in texte
        assert "7 €" not in texte
    assert "+53,5 %" in agent.get(f"{ANNEE}fiche.md").content.decode().replace("\u00a0", " ")
    assert "D’une année à l’autre" not in lu(client, f"{PUBLIC}?annee=2023")


def test_une_annee_non_publiee_ne_se_devine_pas(client: Client) -> None:
    """Le public ne lit une évolution qu'entre deux années publiées ; d'une force de preuve à l'autre, jamais."""
    un_monde()
    dire("ZZ001", 2024, propres=400)
    dire("ZZ001", 2025, propres=500, publie=True)
    assert "D’une année à l’autre" not in lu(client, PUBLIC) and "400 €" not in lu(client, PUBLIC)
    dire("ZZ002", 2024, propres=400, preuve=Preuve.MESURE)
    dire("ZZ002", 2025, propres=500)
    assert "D’une année à l’autre" not in lu(client_de("ZZ002"), "/chez-nous/ZZ002/couts/2025/")


def test_a_moins_de_cinq_rien_ne_se_compare(client: Client) -> None:
    """Décision 0014 : ni une fiche non publiée, ni une autre année, ni une autre preuve ne fait le compte."""
    un_monde()
    communes_engagees(*(f"ZZ00{n}" for n in range(1, 8)))
    dire("ZZ001", 2025, propres=8_000, cofinancement=4_000, publie=True)
    for n in range(2, 6):
        dire(f"ZZ00{n}", 2025, propres=8_000 * n, publie=True)
    dire("ZZ006", 2025, propres=1)
    dire("ZZ007", 2024, propres=1, publie=True)
    texte = lu(client, PUBLIC)
    assert "Pas assez de fiches publiées pour comparer" in texte and "4 en publient une" in texte
    assert "Médiane" not in texte
    dire("ZZ006", 2025, propres=7, preuve=Preuve.MESURE, publie=True)
    assert "Médiane" in lu(client, PUBLIC)  # ZZ006 publie aussi une ligne documentée
    assert "1,00 € 3,00 €" in lu(client, PUBLIC)


def test_la_mediane_dit_parmi_combien_et_qui(client: Client) -> None:
    """Chaque médiane a son effectif et son périmètre ; qui ne dit pas ses cofinancements n'entre pas au levier."""
    un_monde()
    communes_engagees(*(f"ZZ00{n}" for n in range(1, 7)))
    dire("ZZ001", 2025, propres=8_000, cofinancement=4_000, publie=True)
    for n in range(2, 7):
        dire(f"ZZ00{n}", 2025, propres=8_000 * n, publie=True)
    texte = lu(client, PUBLIC)
    assert "À la charge de la collectivité, par habitant documenté 1,00 € 4,00 € de 2,50 € à 5,50 € 5" in texte
    assert "communes de 7 500 à 9 999 habitants" in texte
    assert texte.split("Et les autres")[1].count("documenté") == 1
    document = client.get("/territoires/ZZ001/couts/2025.md").content.decode().replace("\u00a0", " ")
    assert "4,00 €" in document and "de 2,50 € à 5,50 €" in document


def test_une_part_du_budget_se_compare_a_la_meme_preuve_de_budget(client: Client) -> None:
    """Des fonds documentés sur un budget seulement déclaré : cela se lit, sans entrer dans une médiane."""
    un_monde()
    communes_engagees(*(f"ZZ00{n}" for n in range(1, 8)))
    dire("ZZ001", 2025, propres=8_000, budget=800_000, publie=True)
    for n in range(2, 6):
        dire(f"ZZ00{n}", 2025, propres=8_000 * n, budget=800_000, publie=True)
    dire("ZZ006", 2025, budget=800_000, preuve=Preuve.DECLARE)
    dire("ZZ006", 2025, propres=8_000, publie=True)
    compare = lu(client, PUBLIC).split("Et les autres")[1]
    assert "par habitant" in compare and "Part du budget" not in compare
    dire("ZZ007", 2025, propres=8_000, budget=800_000, publie=True)
    assert "Part du budget documenté" in lu(client, PUBLIC).split("Et les autres")[1]


@pytest.mark.parametrize(
    ("pres_de", "attendues"), [(8000, ["ZZ002", "ZZ003", "ZZ005"]), (None, ["ZZ004", "ZZ003", "ZZ005"])]
)
def test_les_plus_proches_de_la_region_ne_sont_pas_coupees(
    monkeypatch: pytest.MonkeyPatch, pres_de: int | None, attendues: list[str]
) -> None:
    """Deux au plus par région : celle de notre région reste, même loin, même si tant d'autres sont plus proches."""
    un_monde()
    communes_engagees(*(f"ZZ00{n}" for n in range(1, 7)))
    for n, (habitants, region) in enumerate(
        ((8_100, "11"), (8_200, "11"), (9_000, "11"), (500, "84"), (None, "11")), 2
    ):
        Collectivite.objects.filter(code=f"ZZ00{n}").update(population=habitants, region=region)
        dire(f"ZZ00{n}", 2025, propres=n, publie=True)
    monkeypatch.setattr("jumelles.retombees.requetes.COMPARABLES_MAX", 2)
    lues = fiches_comparables(["commune"], 2025, sauf="ZZ001", pres_de=pres_de, region="84")
    assert [f.code for f in lues] == attendues
    assert [len(f.lignes) for f in lues] == [1, 1, 1]


def test_le_nombre_de_requetes_ne_suit_pas_le_nombre_de_fiches(client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    un_monde()
    communes_engagees(*(f"ZZ00{n}" for n in range(1, 10)))
    for n in range(1, 10):
        dire(f"ZZ00{n}", 2025, propres=8_000 * n, publie=True)
    with django_assert_max_num_queries(16):
        client.get(PUBLIC)
