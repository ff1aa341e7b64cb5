"""Les répertoires de noms : refaits quand une référence change, jamais à moitié écrits, jamais ôtés sous qui ouvre."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.rapprochement.repertoire import RepertoireAbsent
from jumelles.territoires import repertoires
from jumelles.territoires.models import Collectivite, Lieu, NomCollectivite
from jumelles.territoires.repere import repere_des_noms
from tests.rapprochement.petit_monde import batir


def recharger() -> None:
    """Ce que tout chargement de références écrit au journal."""
    journaliser(par="personne:1", ecritures=[Ecriture("charger_lieux", "lot", 1)])


@pytest.mark.django_db
def test_le_repere_voit_un_nom_de_meme_longueur_et_des_habitants_echanges() -> None:
    avant = repere_des_noms()
    recharger()
    assert repere_des_noms() == avant  # les mêmes références : rien n'est à refaire
    grenoble, lyon = (Collectivite.objects.get(code=c) for c in ("38185", "69123"))
    Collectivite.objects.filter(pk=grenoble.pk).update(population=lyon.population)
    Collectivite.objects.filter(pk=lyon.pk).update(population=grenoble.population)
    recharger()
    echanges = repere_des_noms()
    NomCollectivite.objects.filter(collectivite=grenoble, texte="Grenoble").update(texte="Grenobla", cle="grenobla")
    Lieu.objects.filter(geonameid=2886242).update(nom="Koln")
    recharger()
    assert len({avant, echanges, repere_des_noms()}) == 3


def test_un_repertoire_ne_prend_son_nom_qu_une_fois_sur_le_disque(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    fixes: set[int] = set()
    noms: dict[str, set[int]] = {}
    fixer, renommer = os.fsync, Path.rename
    monkeypatch.setattr(os, "fsync", lambda n: (fixes.add(os.fstat(n).st_ino), fixer(n))[1])

    def noter(ancien: Path, neuf: Path) -> Path:
        noms[neuf.name] = {f.stat().st_ino for f in (ancien, *ancien.iterdir())} - fixes
        return renommer(ancien, neuf)

    monkeypatch.setattr(Path, "rename", noter)
    batir(tmp_path)
    assert noms == {"france": set(), "monde": set()}
    assert tmp_path.stat().st_ino in fixes


def test_un_repertoire_ote_ou_abime_pendant_qu_on_l_ouvre_se_rebatit(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR = tmp_path
    dossier = tmp_path / "rapprochement" / "essai"
    essais = iter(("ote", "abime", "entier"))

    def rebatir() -> Path:
        essai = next(essais)
        if not dossier.exists():
            batir(dossier)
        if essai == "ote":
            shutil.rmtree(dossier)
        if essai == "abime":
            (dossier / "france" / "ref.txt").unlink()
        return dossier

    monkeypatch.setattr(repertoires, "batir_repertoires", rebatir)
    assert len(repertoires.rapprocheur().france) > 0
    assert next(essais, None) is None


def test_un_repertoire_qui_s_ote_sans_cesse_se_dit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repertoires, "batir_repertoires", lambda: tmp_path / "rien")
    with pytest.raises(RepertoireAbsent):
        repertoires.rapprocheur()


def test_on_garde_les_deux_derniers_servis(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    for rang, nom in enumerate(("vieux", "servi", "bati")):
        (tmp_path / "rapprochement" / nom).mkdir(parents=True)
        os.utime(tmp_path / "rapprochement" / nom, (rang, rang))
    repertoires._oublier_les_anciens()
    assert sorted(d.name for d in (tmp_path / "rapprochement").iterdir()) == ["bati", "servi"]


@pytest.mark.django_db
def test_un_processus_de_plus_ne_relit_pas_les_references_pour_ouvrir(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR = tmp_path
    lus: list[str] = []
    monkeypatch.setattr(repertoires, "repere_des_noms", lambda: lus.append("tout") or f"etat{len(lus)}")
    monkeypatch.setattr(repertoires, "ecrire", lambda dossier, _entrees, repere: _poser(dossier, repere))
    premier = repertoires.batir_repertoires()
    assert (repertoires.batir_repertoires(), lus) == (premier, ["tout"])
    recharger()
    assert (repertoires.batir_repertoires().name, lus) == ("etat2", ["tout", "tout"])


def _poser(dossier: Path, repere: str) -> None:
    dossier.mkdir(parents=True)
    (dossier / "notice.json").write_text(repere)
