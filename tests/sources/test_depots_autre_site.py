"""Un export relu par un autre site : tout y revient, sauf ce que chaque site donne (énoncé B15)."""

import pytest
from django.conf import settings
from django.db import connection

from jumelles.sources.depots import examiner
from tests.sources.allers_retours import en_csv, fiches_de, importer

_FAITS = (
    "provenance_suspens", "cooperations_financement", "cooperations_participationprojet",
    "cooperations_participationrelation", "cooperations_classementrelation", "cooperations_classementprojet",
    "cooperations_lieuaction", "cooperations_acte", "cooperations_instrument", "cooperations_projet_relations",
    "cooperations_projet", "cooperations_relation", "provenance_affirmation", "provenance_releve", "acteurs_acteur",
)  # fmt: skip


@pytest.mark.parametrize("sorte", ["relations", "projets"])
def test_sur_un_site_vide_tout_revient_sauf_ce_que_le_site_donne(tmp_path, base_jetable, sorte):
    """Une relation que deux sources contredisent n'y porte plus que la valeur retenue."""
    avant = en_csv(sorte).replace(settings.ADRESSE_PUBLIQUE, "https://ailleurs.exemple.invalid")
    chemin = tmp_path / "ailleurs.csv"
    chemin.write_text(avant, encoding="utf-8", newline="")
    with connection.cursor() as curseur:
        for table in _FAITS:
            curseur.execute(f"DELETE FROM {table}")
    assert examiner(chemin).correspondance.profil == f"jumelles-{sorte}"
    _, rapport = importer(chemin)
    voulues, rendues = fiches_de(avant), fiches_de(en_csv(sorte))
    if sorte == "projets":  # un projet ne dit plus à quelle relation il s'adossait : elle a un autre numéro
        for fiche in (*voulues.values(), *rendues.values()):
            del fiche["relations"]
    assert rapport.etats["valide"] >= 0.97 * len(voulues), rapport.en_texte()
    communes = voulues.keys() & rendues.keys()
    assert len(communes) >= 0.95 * len(voulues)
    differentes = {t for t in communes if rendues[t] != voulues[t]}
    # Un partenaire que le site d'origine n'avait pas su situer peut l'être mieux ici.
    situees = {t for t in differentes if {c for c in voulues[t] if voulues[t][c] != rendues[t][c]} <= _SITUEES}
    assert differentes == situees
    assert len(situees) <= 0.01 * len(communes)


_SITUEES = {"etranger_latitude", "etranger_longitude", "etranger_precision"}
