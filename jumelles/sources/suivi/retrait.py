"""Retirer un import entier, et le remettre, avec ce que des décisions de revue en ont fait entrer."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction

from jumelles.contributions.enums import EtatDossier
from jumelles.contributions.operations import passer
from jumelles.contributions.requetes import DossierFiche
from jumelles.cooperations.operations import annuler_lot, retablir_lot
from jumelles.provenance.enums import EtatLot
from jumelles.provenance.models import Lot
from jumelles.provenance.verrou import tenir_les_entites
from jumelles.sources.revue.decides import decides, juges_autrement, suivre_les_lignes
from jumelles.sources.revue.jonction import disjoindre, rejoindre
from jumelles.sources.revue.reprise import reprendre
from jumelles.territoires.repertoires import rapprocheur


def retirer_dossier(dossier: DossierFiche, *, par: str) -> None:
    """Reprendre tout ce que l'import a dit, et ce que des décisions de revue en ont fait entrer depuis.

    LotNonAnnulable dit pourquoi cela ne se peut pas ; rien n'a alors changé.
    """
    assert dossier.lot_id is not None
    with transaction.atomic():
        tenir_les_entites()
        lots = lots_du_dossier(dossier.lot_id)
        juges, fusions, rendus = decides(lots), {}, []
        for lot in Lot.objects.filter(pk__in=lots).order_by("-pk"):
            fusions[str(lot.pk)] = disjoindre(lot, par=par)
            rendus.append(annuler_lot(lot_id=lot.pk, par=par, motif=dossier.raison))
        suivre_les_lignes(juges, par=par)
        retrait = {
            "relations": _combien(r.relations for r in rendus),
            "projets": _combien(r.projets for r in rendus),
            "acteurs": _combien(r.acteurs for r in rendus),
            "corriges": sorted({c for r in rendus for c in r.corriges}),
            "remplaces": rendus[-1].nombre_remplaces,
            "lots": lots, "fusions": fusions, "jugements": juges,
        }  # fmt: skip
        _passer(dossier, EtatDossier.RETRAIT, EtatDossier.DEFAIT, par, rapport={**dossier.rapport, "retrait": retrait})


def remettre_dossier(dossier: DossierFiche, *, par: str) -> None:
    """Remettre tout ce que le retrait avait repris, puis ce que les décisions d'aujourd'hui en disent.

    Une décision annulée entre-temps reste annulée : ce qu'elle seule avait fait entrer ne revient pas.
    """
    rapprocheur()  # ouvert avant la transaction, que rien ne doit retenir
    retrait = dossier.rapport["retrait"]
    with transaction.atomic():
        tenir_les_entites()
        for lot in retrait["lots"]:
            retablir_lot(lot_id=lot, par=par, motif=dossier.raison)
            rejoindre(retrait["fusions"].get(str(lot), ()), par=par)
        reprendre(juges_autrement(retrait["lots"], depuis=retrait["jugements"]), decision=0, par=par)
        suivre_les_lignes({*retrait["jugements"], *decides(retrait["lots"])}, par=par)
        rapport = {nom: valeur for nom, valeur in dossier.rapport.items() if nom != "retrait"}
        _passer(dossier, EtatDossier.RETOUR, EtatDossier.IMPORTE, par, rapport=rapport, raison="")


def lots_du_dossier(lot_id: int) -> list[int]:
    """Ce lot, puis ceux qu'ont ouverts, sur ses lignes, des décisions de revue, dans l'ordre."""
    siens = Lot.objects.filter(rapport__reprise_de=lot_id, etat=EtatLot.BASCULE).order_by("pk")
    return [lot_id, *siens.values_list("pk", flat=True)]


def _combien(changes: Iterable[Collection[int]]) -> int:
    """Ce qui a changé d'état au bout du compte : sorti avec une décision et rendu avec le fichier, rien n'a bougé."""
    nets: set[int] = set()
    for siens in changes:
        nets ^= set(siens)
    return len(nets)


def _passer(dossier: DossierFiche, de: str, vers: str, par: str, **champs: Any) -> None:
    passer(dossier_id=dossier.id, de=de, vers=vers, par=par, course=dossier.course, **champs)
