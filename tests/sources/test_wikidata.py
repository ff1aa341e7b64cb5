"""Wikidata : la table de 2017 et l'export d'aujourd'hui, en trois formats, disent les mêmes liens."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from jumelles.provenance.models import Releve
from jumelles.sources import catalogue, lots
from jumelles.sources.problemes import FichierRefuse
from jumelles.sources.wikidata_jumelages import resultats_json
from jumelles.sources.wikidata_jumelages.depot import repete
from jumelles.sources.wikidata_jumelages.lecture import lire
from jumelles.sources.wikidata_jumelages.termes import lire_instant, lire_point, lire_qid, lire_terme
from tests.sources.fabrique import ANTSIRABE, DUNKIRK, GRABELS, RECIFE, write_jumelages

JOUR = date(2026, 11, 21)
JUMELAGES = Path(settings.DONNEES or ".") / "jumelages"
ENTITE = "http://www.wikidata.org/entity/"
VARIABLES = {
    "item": ENTITE + "Q1", "itemLabel": "Grabels", "coord": "Point(3.8011 43.6486)", "population": "8000",
    "partner": ENTITE + "Q2", "partnerLabel": "Antsirabe", "partnerCoord": "Point(47.0333 -19.8659)",
    "countryLabel": "Madagascar", "countryIso": "MG", "start": "1998-01-01T00:00:00Z", "startPrecision": "9",
}  # fmt: skip


def _csv() -> str:
    return ",".join(VARIABLES) + "\n" + ",".join(VARIABLES.values()) + "\n"


def _tsv() -> str:
    """Le TSV officiel : adresses entre chevrons, textes entre guillemets avec leur langue ou leur type."""
    termes = {
        **{n: f'"{v}"' for n, v in VARIABLES.items()},
        "item": f"<{ENTITE}Q1>",
        "partner": f"<{ENTITE}Q2>",
        "itemLabel": '"Grabels"@fr',
        "partnerLabel": '"Antsirabe"@fr',
        "coord": '"Point(3.8011 43.6486)"^^<http://www.opengis.net/ont/geosparql#wktLiteral>',
        "startPrecision": "9",
        "population": "8000",
    }
    return "\t".join(f"?{n}" for n in VARIABLES) + "\n" + "\t".join(termes[n] for n in VARIABLES) + "\n"


def _json() -> str:
    liaisons = {n: {"type": "literal", "value": v} for n, v in VARIABLES.items()}
    return json.dumps({"head": {"vars": list(VARIABLES)}, "results": {"bindings": [liaisons]}}, indent=1)


def _json_nu() -> str:
    return json.dumps([VARIABLES])


@pytest.mark.parametrize("ecrire", [_csv, _tsv, _json, _json_nu])
def test_les_quatre_formats_d_export_rendent_le_meme_lien(tmp_path, ecrire):
    chemin = tmp_path / "export"
    chemin.write_text(ecrire(), encoding="utf-8")
    assert catalogue.reconnaitre(chemin) == "wikidata_jumelages"
    (ligne,) = lire(chemin, JOUR)
    assert not ligne.problemes
    ici, la_bas = ligne.valeur.bouts
    assert (ici.nom, ici.qid, ici.lat, ici.lon, ici.population) == ("Grabels", "Q1", 43.6486, 3.8011, 8000)
    assert (la_bas.nom, la_bas.iso2, la_bas.lat) == ("Antsirabe", "MG", -19.8659)
    assert (ligne.valeur.debut, ligne.valeur.date_information) == ("1998", "2026-11-21")
    assert ligne.cle == "Q1 ↔ Q2 [1998/]"
    assert ligne.valeur.adresse.endswith("Q1#P190")


@pytest.mark.parametrize(
    ("texte", "precision", "attendu"),
    [
        ("1998-05-12T00:00:00Z", "11", "1998-05-12"),
        ("1998-05-01T00:00:00Z", "10", "1998-05"),
        ("1998-01-01T00:00:00Z", "9", "1998"),
        ("1998-01-01T00:00:00Z", "", "1998"),
        ("1998-00-00T00:00:00Z", "", "1998"),
        ("t1234", "", ""),
        ("-0044-03-15T00:00:00Z", "11", ""),
        ("", "", ""),
    ],
)
def test_un_instant_se_lit_a_la_precision_que_la_source_lui_donne(texte, precision, attendu):
    assert lire_instant(texte, precision) == attendu


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [("<http://a>", "http://a"), ('"L\\"Aquila"@it', 'L"Aquila'), ('"5"^^<http://x>', "5"), ("nu", "nu"), ("", "")],
)
def test_un_terme_rdf_se_lit_nu(texte, attendu):
    assert lire_terme(texte) == attendu


def test_la_longitude_vient_d_abord():
    assert lire_point("Point(2.37 51.03)") == ("51.03", "2.37")
    assert lire_point("POINT (2.37)") is None
    assert lire_qid("Q0") == lire_qid("http://exemple.invalid/Q1") == ""


def test_deux_villes_de_meme_nom_tres_eloignees_restent_deux(tmp_path):
    """Deux « Ennery » à 320 km : deux liens. Deux mesures de la même ville : un seul."""
    loin = ("Grabels", "France", "49.2264", "6.2181", "8000")
    pres = ("Grabels", "France", "43.65", "3.80", "7900")
    chemin = write_jumelages(tmp_path / "e.tsv", [(GRABELS, ANTSIRABE), (loin, ANTSIRABE), (pres, ANTSIRABE)])
    cles = [ligne.cle for ligne in lire(chemin, JOUR)]
    assert cles[0] == cles[2]
    assert cles[1] not in (cles[0],)


def test_un_libelle_absent_n_est_pas_un_nom(tmp_path):
    chemin = write_jumelages(tmp_path / "q.tsv", [(GRABELS, ("Q16511122", "Mali", "12", "-8", ""))])
    (ligne,) = lire(chemin, JOUR)
    assert any(bout.is_sans_nom for bout in ligne.valeur.bouts)


def test_un_fichier_json_coupe_se_dit_coupe(tmp_path):
    chemin = tmp_path / "coupe.json"
    chemin.write_text(_json()[:-30])
    with pytest.raises(FichierRefuse):
        list(lire(chemin, JOUR))


def test_repete_ne_tient_pas_compte_du_sens():
    aller = {
        "origincityLabel": "A",
        "origincountry": "France",
        "sistercityLabel": "B",
        "destination_countryLabel": "Mali",
    }
    retour = {
        "origincityLabel": "B",
        "origincountry": "Mali",
        "sistercityLabel": "A",
        "destination_countryLabel": "France",
    }
    assert repete(aller, retour)
    assert not repete(aller, {**retour, "sistercityLabel": "C"})
    assert not repete({"item": "Q1"}, {"item": "Q2"})


@pytest.mark.django_db
def test_un_partenaire_inconnu_du_referentiel_fait_quand_meme_un_lien(tmp_path):
    inconnu = ("Zubrowka-Ville", "Mali", "12.5", "-8.0", "")
    rapport = lots.importer(
        "wikidata_jumelages", write_jumelages(tmp_path / "i.tsv", [(GRABELS, inconnu)]), par="machine:essai"
    )
    assert rapport.bilan["relations_creees"] == 1
    releve = Releve.objects.get(lot=rapport.lot)
    assert releve.etat == "valide"
    assert "partenaire non rattaché à un lieu du référentiel" in releve.messages[0]


@pytest.mark.django_db
def test_un_pays_inconnu_reste_a_revoir(tmp_path):
    chemin = write_jumelages(
        tmp_path / "p.tsv", [(DUNKIRK, ("Königsberg", "Prussia", "54.7", "20.5", "")), (DUNKIRK, RECIFE)]
    )
    rapport = lots.importer("wikidata_jumelages", chemin, par="machine:essai", a_blanc=True)
    assert rapport.etats["a_revoir"] == rapport.etats["valide"] == 1
    assert "pays non reconnu : « Prussia »" in rapport.details[0].messages[0]


@pytest.mark.django_db
def test_un_code_de_pays_inconnu_cede_au_nom_du_pays(tmp_path):
    chemin = tmp_path / "export.csv"
    chemin.write_text(_csv().replace(",MG,", ",ZZ,"), encoding="utf-8")
    rapport = lots.importer("wikidata_jumelages", chemin, par="machine:essai")
    assert rapport.etats["valide"] == 1
    assert Releve.objects.get(lot=rapport.lot).affirmations.exists()


@pytest.mark.donnees
@pytest.mark.django_db
def test_les_fichiers_de_2017_donnent_plus_de_3600_paires_internationales():
    """Le seuil du ticket ; un rejeu ne crée rien si la base préparée les porte déjà."""
    rapport = lots.importer("wikidata_jumelages", JUMELAGES / "france.tsv", par="machine:essai", rejouer=True)
    assert rapport.lues == 3869
    assert rapport.bilan["paires"] >= 3600
    assert rapport.etats["refusee"] == 0
    assert rapport.etats["a_revoir"] <= 20
    suite = lots.importer("wikidata_jumelages", JUMELAGES / "france.tsv", par="machine:essai", rejouer=True)
    assert suite.bilan["relations_creees"] == suite.bilan["relations_completees"] == 0
    assert suite.jugements == 0


@pytest.mark.parametrize(
    ("corps", "dit"),
    [
        ('{"item":[\n' + "1,\n" * 40_000, "coupé"),
        ('{"item":[\n' + "{},\n" * 1_000, "trop de lignes"),
        ('{"item":' + "9" * 20_000 + "}]", "des milliers de chiffres"),
        ("," * 900_000, "coupé"),
    ],
)
def test_un_json_qui_ferait_tout_relire_a_chaque_ligne_se_refuse(tmp_path, monkeypatch, corps, dit):
    """Le travail reste proportionné au fichier : un essai de lecture par accolade, en petit nombre."""
    essais: list[int] = []
    vrai = resultats_json._DECODEUR

    class Compte:
        def raw_decode(self, texte, rang):
            essais.append(rang)
            return vrai.raw_decode(texte, rang)

    monkeypatch.setattr(resultats_json, "_DECODEUR", Compte())
    chemin = tmp_path / "piege.json"
    chemin.write_text('{"results":{"bindings":[' + corps)
    with pytest.raises(FichierRefuse) as refus:
        list(lire(chemin, JOUR))
    assert dit in str(refus.value)
    assert "→" in str(refus.value)
    assert len(essais) <= resultats_json.ESSAIS_MAX


def test_un_json_illisible_dit_sa_ligne_et_sa_colonne(tmp_path):
    chemin = tmp_path / "faux.json"
    chemin.write_text('{"results":{"bindings":[\n{"item":\n  oups }\n]}}\n')
    with pytest.raises(FichierRefuse, match="ligne 3, colonne 3"):
        list(lire(chemin, JOUR))
