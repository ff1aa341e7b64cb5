"""Quels que soient les octets, un lecteur rend des lignes ou refuse le fichier ; jamais une autre erreur."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jumelles.sources import catalogue
from jumelles.sources.afd.colonnes import COMPLET, EXTRAIT
from jumelles.sources.partenariats_releves.colonnes import ORIGINE, TABLE
from jumelles.sources.problemes import FichierRefuse
from jumelles.sources.wikidata_jumelages.lecture import COLONNES_2017, VARIABLES, VARIABLES_FACULTATIVES

JOUR = date(2026, 11, 21)
DEBUTS = {
    "wikidata_jumelages": (
        "\t".join(COLONNES_2017),
        ",".join((*VARIABLES, *VARIABLES_FACULTATIVES)),
        "\t".join(f"?{v}" for v in (*VARIABLES, *VARIABLES_FACULTATIVES)),
        '{"head":{},"results":{"bindings":[',
        "[",
    ),
    "partenariats_releves": (",".join(TABLE), ",".join(ORIGINE)),
    "afd": (";".join(COMPLET), ",".join(EXTRAIT)),
}
CAS = [(code, debut) for code, debuts in DEBUTS.items() for debut in debuts]
REGLAGES = settings(
    max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
cellules = st.text(
    st.characters(codec=None) | st.sampled_from('",;\t\n\r\x00=+-@{}[]:\ud800\u202e'), max_size=30
)  # fmt: skip


def _lire_tout(code: str, chemin: Path) -> None:
    """Lire jusqu'au bout ; ce qui sort doit pouvoir entrer en base."""
    try:
        for ligne in catalogue.find(code).lire(chemin, JOUR):
            json.dumps(ligne.brut, ensure_ascii=False).encode("utf-8")
            assert "\x00" not in json.dumps(ligne.brut)
            assert ligne.is_refusee or ligne.valeur is not None
            assert ligne.is_refusee or 0 < len(ligne.cle) <= 250
            for probleme in ligne.problemes:
                probleme.en_texte().encode("utf-8")
    except FichierRefuse as refus:
        str(refus).encode("utf-8")


@pytest.mark.parametrize("code", DEBUTS)
@REGLAGES
@given(octets=st.binary(max_size=400))
@example(octets=b"\xff\xfe")
@example(octets=b"[" * 400)
def test_des_octets_quelconques(tmp_path, code, octets):
    chemin = tmp_path / "octets"
    chemin.write_bytes(octets or b" ")
    _lire_tout(code, chemin)


@pytest.mark.parametrize(("code", "debut"), CAS)
@REGLAGES
@given(octets=st.binary(max_size=300))
def test_des_octets_quelconques_apres_un_bon_en_tete(tmp_path, code, debut, octets):
    chemin = tmp_path / "octets"
    chemin.write_bytes(debut.encode() + b"\n" + octets)
    _lire_tout(code, chemin)


@pytest.mark.parametrize(("code", "debut"), CAS[:3] + CAS[5:])
@REGLAGES
@given(donnees=st.data())
def test_des_cellules_quelconques_dans_un_tableau_bien_forme(tmp_path, code, debut, donnees):
    separateur = "\t" if "\t" in debut else ";" if ";" in debut else ","
    nombre = debut.count(separateur) + 1
    rangees = donnees.draw(st.lists(st.lists(cellules, min_size=nombre, max_size=nombre), max_size=4))
    lignes = [separateur.join('"' + c.replace('"', '""') + '"' for c in rangee) for rangee in rangees]
    chemin = tmp_path / "tableau"
    chemin.write_bytes("\n".join((debut, *lignes)).encode("utf-8", "surrogatepass"))
    _lire_tout(code, chemin)


liaisons = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | cellules,
    lambda enfants: st.lists(enfants, max_size=2) | st.dictionaries(cellules, enfants, max_size=3),
    max_leaves=6,
)


@REGLAGES
@given(objets=st.lists(st.dictionaries(st.sampled_from((*VARIABLES, *VARIABLES_FACULTATIVES)), liaisons), max_size=3))
def test_des_resultats_json_quelconques(tmp_path, objets):
    chemin = tmp_path / "resultats.json"
    chemin.write_text(json.dumps({"results": {"bindings": objets}}), encoding="utf-8")
    _lire_tout("wikidata_jumelages", chemin)


BOMBES = {
    "crochets": "[" * 200_000,
    "profond": '[{"itemLabel":' + "[" * 60_000,
    "nombre": '[{"population":' + "9" * 60_000 + "}]",
    "doublon": '[{"a":1,"a":2}]',
    "constante": "[NaN]",
}


@pytest.mark.parametrize("texte", BOMBES.values(), ids=BOMBES.keys())
def test_une_bombe_json_est_refusee(tmp_path, texte):
    chemin = tmp_path / "bombe.json"
    chemin.write_text(texte)
    with pytest.raises(FichierRefuse):
        list(catalogue.find("wikidata_jumelages").lire(chemin, JOUR))
