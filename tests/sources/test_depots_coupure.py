"""Un import tué en route reprend ou ne laisse aucune trace (énoncé B14)."""

import signal
import subprocess
import sys
from pathlib import Path

from jumelles.cooperations.models import Relation
from jumelles.provenance.models import LigneLot, Lot, Releve
from jumelles.sources.depots import FicheDepot, basculer, examiner, preparer_depot
from tests.atelier.bases import environnement
from tests.sources.fabrique_depots import ENTETE, LIGNES, ecrire_csv

RACINE = Path(__file__).parents[2]
FICHE = FicheDepot("reseau-invente", "Liste", "Réseau inventé", "Licence Ouverte 2.0")
PAR = "personne:essai"
_TUER = """
import os, signal, sys
from pathlib import Path
import django
django.setup()
from jumelles.sources import lots
from jumelles.sources.depots import FicheDepot, examiner, preparer_depot
lots.PAQUET = 2
fiche = FicheDepot("reseau-invente", "Liste", "Réseau inventé", "Licence Ouverte 2.0")
chemin = Path(sys.argv[1])
tuer = lambda n: os.kill(os.getpid(), signal.SIGKILL)
preparer_depot(chemin, examiner(chemin).correspondance, fiche, par="personne:essai", avancer=tuer)
"""


def test_une_preparation_tuee_ne_laisse_rien_de_visible_et_la_suivante_repart_de_zero(base_jetable, tmp_path):
    fichier = ecrire_csv(tmp_path / "liste.csv", [ENTETE, *LIGNES])
    avant = Relation.objects.count(), Releve.objects.count()
    env = {**environnement(base_jetable), "DJANGO_SETTINGS_MODULE": "jumelles.config.reglages"}
    tue = subprocess.run(
        [sys.executable, "-c", _TUER, str(fichier)], env=env, capture_output=True, cwd=RACINE, check=False
    )
    assert tue.returncode == -signal.SIGKILL, tue.stderr.decode()[-2000:]
    assert (Relation.objects.count(), Releve.objects.count()) == avant
    assert LigneLot.objects.count() == 2, "le paquet rangé avant la coupure attend, invisible"
    perdu = Lot.objects.latest("pk")
    prepare = preparer_depot(fichier, examiner(fichier).correspondance, FICHE, par=PAR)
    assert basculer(prepare.lot, par=PAR).bilan["relations_creees"] == 3
    assert Lot.objects.get(pk=perdu.pk).etat == "abandonne"
    assert not LigneLot.objects.exists()
