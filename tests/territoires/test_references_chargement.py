"""Charger deux fois ne change rien ; un changement garde les numéros ; une panne laisse la base d'avant."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from jumelles.provenance.models import Journal, Lot, Source
from jumelles.sources.fiche import SourceInattendue, read_fiche
from jumelles.sources.references import chargement, charger_references
from jumelles.sources.references.geonames import lecture as geonames
from jumelles.sources.references.pays.lecture import read_pays
from jumelles.sources.references.registre import PREFIXE
from jumelles.territoires.lignes import CollectiviteLue, FiliationLue, LieuLu, NomLu
from jumelles.territoires.models import Collectivite, Filiation, Lieu, NomCollectivite, NomLieu, Pays
from jumelles.territoires.operations import (
    charger_collectivites,
    charger_filiations,
    charger_lieux,
    charger_noms,
)

pytestmark = pytest.mark.django_db
PAR = "essai"
PAYS = chargement.REFERENCES[0]


@pytest.fixture
def lot() -> Lot:
    """Un lot et sa source, à part des références chargées."""
    source = Source.objects.create(
        code="essai-references", nom="Essai", editeur="Essai", licence="Essai", nature="referentiel"
    )
    return Lot.objects.create(source=source, fichier="essai", empreinte="0" * 64, par=PAR)


def test_un_second_chargement_ne_fait_rien() -> None:
    avant = (Lot.objects.count(), Journal.objects.count(), Collectivite.objects.count())
    dits: list[str] = []
    rapport = charger_references(par=PAR, dire=dits.append)
    assert rapport.rien_change and len(rapport.references) == 5
    assert all("déjà là" in d for d in dits)
    assert (Lot.objects.count(), Journal.objects.count(), Collectivite.objects.count()) == avant


def test_une_reference_changee_se_remet_a_jour_sans_changer_les_lignes_voisines() -> None:
    Pays.objects.filter(iso2="MG").update(nom="Malgachie")
    Lot.objects.filter(fichier=PREFIXE + PAYS.nom).update(empreinte="perimee")
    rapport = charger_references(par=PAR, dire=lambda _: None)
    lignes = rapport.references[0].lignes["pays"]
    assert (lignes.crees, lignes.modifies, lignes.inchanges) == (0, 1, 249)
    assert Pays.objects.get(iso2="MG").nom == "Madagascar"
    assert [r.deja_la for r in rapport.references] == [False, True, True, True, True]


def test_une_panne_pendant_l_ecriture_laisse_la_base_d_avant(monkeypatch: pytest.MonkeyPatch) -> None:
    Lot.objects.filter(fichier=PREFIXE + PAYS.nom).update(empreinte="perimee")
    avant = (Lot.objects.count(), Journal.objects.count())

    def preparer(fiches: dict[str, Any]) -> Any:
        ecrire, constats = PAYS.preparer(fiches)

        def ecrire_et_tomber(*arguments: Any) -> Any:
            Pays.objects.filter(iso2="MG").update(nom="Malgachie")
            ecrire(*arguments)
            raise RuntimeError("panne de courant")

        return ecrire_et_tomber, constats

    monkeypatch.setattr(chargement, "REFERENCES", (dataclasses.replace(PAYS, preparer=preparer),))
    with pytest.raises(RuntimeError, match="panne"):
        charger_references(par=PAR, dire=lambda _: None)
    assert (Lot.objects.count(), Journal.objects.count()) == avant
    assert Pays.objects.get(iso2="MG").nom == "Madagascar"


def test_une_collectivite_garde_son_numero_et_dit_ce_qui_a_change(lot: Lot) -> None:
    sources = {"s": lot.source_id}
    depart = [_ligne("ESSAI1", "Avant"), _ligne("ESSAI2", "Partie", parent="ESSAI1"), _ligne("ESSAI3", "Reste")]
    charger_collectivites(lignes=depart, sources=sources, par=PAR, lot=lot)
    numero = Collectivite.objects.get(code="ESSAI1").pk
    suite = [_ligne("ESSAI1", "Après"), _ligne("ESSAI2", "Partie", parent="ESSAI1")]
    bilan = charger_collectivites(lignes=suite, sources=sources, par=PAR, lot=lot)
    assert (bilan.crees, bilan.modifies, bilan.inchanges, bilan.retires) == (0, 1, 1, 1)
    change = Collectivite.objects.get(code="ESSAI1")
    assert (change.pk, change.nom) == (numero, "Après")
    assert Collectivite.objects.get(code="ESSAI2").parent_id == numero
    # Une collectivité qui n'est plus dite devient ancienne : d'autres tables la citent, on ne l'efface pas.
    assert Collectivite.objects.get(code="ESSAI3").ancienne
    ecriture = Journal.objects.get(objet_type="collectivite", objet_id=numero)
    assert (ecriture.avant, ecriture.apres, ecriture.par) == ({"nom": "Avant"}, {"nom": "Après"}, PAR)


def test_deux_collectivites_ne_partagent_pas_un_code(lot: Lot) -> None:
    doubles = [_ligne("ESSAI1", "Une"), _ligne("ESSAI1", "Deux")]
    with pytest.raises(ValueError, match="même code"):
        charger_collectivites(lignes=doubles, sources={"s": lot.source_id}, par=PAR, lot=lot)


def test_noms_et_filiations_se_conforment_sans_toucher_aux_autres(lot: Lot) -> None:
    sources = {"s": lot.source_id}
    charger_collectivites(lignes=[_ligne("ESSAI1", "Une"), _ligne("ESSAI2", "Deux")], sources=sources, par=PAR, lot=lot)
    autres = NomCollectivite.objects.exclude(source_id=lot.source_id).count()
    for textes in (["Une", "Uné"], ["Une", "L'Une"]):
        bilan = charger_noms(
            lignes=[NomLu("ESSAI1", t, "officiel", "s") for t in textes],
            sources=sources, par=PAR, lot=lot, natures=("officiel",),
        )  # fmt: skip
    assert (bilan.crees, bilan.inchanges, bilan.retires) == (1, 1, 1)
    noms = NomCollectivite.objects.filter(collectivite__code="ESSAI1").order_by("texte")
    assert list(noms.values_list("texte", "cle")) == [("L'Une", "l une"), ("Une", "une")]
    assert NomCollectivite.objects.exclude(source_id=lot.source_id).count() == autres
    lien = [FiliationLue("ESSAI1", "ESSAI2", "fusion", "s", "1999")]
    charger_filiations(lignes=lien, sources=sources, par=PAR, lot=lot)
    assert charger_filiations(lignes=lien, sources=sources, par=PAR, lot=lot).inchanges == 1
    assert Filiation.objects.get(ancienne__code="ESSAI1").date == "1999"


def test_un_lieu_garde_son_numero(lot: Lot) -> None:
    lieu = LieuLu(999_999_999, "Essen", "DE", "07", 51.4, 7.0, None, "Essen\nЭссен", ("essen",))
    charger_lieux(lignes=[lieu], source_id=lot.source_id, par=PAR, lot=lot)
    numero = Lieu.objects.get(geonameid=999_999_999).pk
    charger_lieux(
        lignes=[dataclasses.replace(lieu, population=580_000, cles=("essen", "assindia"))],
        source_id=lot.source_id, par=PAR, lot=lot,
    )  # fmt: skip
    relu = Lieu.objects.get(geonameid=999_999_999)
    assert (relu.pk, relu.population) == (numero, 580_000)
    assert set(NomLieu.objects.filter(lieu=relu).values_list("cle", "principal")) == {
        ("essen", True), ("assindia", False)
    }  # fmt: skip


def test_un_auteur_est_exige(lot: Lot) -> None:
    with pytest.raises(ValueError, match="auteur"):
        charger_collectivites(lignes=[_ligne("ESSAI1", "Une")], sources={"s": lot.source_id}, par="", lot=lot)


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        ({"countrycode": "ZZ"}, "champs ou pays inattendus"),
        ({"elevation": 12}, "champs ou pays inattendus"),
    ],
)
def test_un_lieu_imprevu_arrete_la_lecture(
    change: dict[str, Any], phrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lieu = {"geonameid": 1, "name": "A", "latitude": 1.0, "longitude": 1.0, "countrycode": "FR", "population": 0,
            "timezone": "", "admin1code": "", "alternatenames": []} | change  # fmt: skip
    with pytest.raises(SourceInattendue, match=phrase):
        _lire_lieux(json.dumps({"1": lieu}), tmp_path, monkeypatch)


@pytest.mark.parametrize("texte", ["", "{", "[]", '{"1": {"a": 1}, ', "n'importe quoi"])
def test_un_fichier_coupe_arrete_la_lecture(texte: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceInattendue):
        _lire_lieux(texte, tmp_path, monkeypatch)


def test_une_table_de_pays_trop_courte_ou_mal_ecrite_est_refusee(tmp_path: Path) -> None:
    fiche = read_fiche(chargement.ICI / "pays")
    table = chargement.pays.find_fichiers()[0].read_text(encoding="utf-8").splitlines()
    courte = tmp_path / "pays.csv"
    courte.write_text("\n".join(table[:100]), encoding="utf-8")
    with pytest.raises(SourceInattendue, match="on en attend entre 250"):
        read_pays(fiche, courte)
    courte.write_text("\n".join([table[0], table[1].replace(",non,oui,", ",peut-être,oui,")]), encoding="utf-8")
    with pytest.raises(SourceInattendue, match="ligne 2, colonne pma"):
        read_pays(fiche, courte)
    courte.write_text("iso2,nom\nFR,France\n", encoding="utf-8")
    with pytest.raises(SourceInattendue, match="colonnes inattendues"):
        read_pays(fiche, courte)


def _ligne(code: str, nom: str, parent: str = "") -> CollectiviteLue:
    return CollectiviteLue(code, "commune", nom, "de", "s", "2026", parent=parent)


def _lire_lieux(texte: str, dossier: Path, monkeypatch: pytest.MonkeyPatch) -> list[LieuLu]:
    fichier = dossier / "lieux.json"
    fichier.write_text(texte, encoding="utf-8")
    monkeypatch.setattr(geonames, "find_fichier", lambda: fichier)
    geonames.oublier()
    try:
        return geonames.read_lieux(read_fiche(chargement.ICI / "geonames"), {"FR"})
    finally:
        geonames.oublier()
