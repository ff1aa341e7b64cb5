"""Les travaux de fond d'un import : chacun vérifie qu'il est encore attendu, puis fait passer le dossier."""

from collections.abc import Callable
from datetime import timedelta

from django.utils.translation import gettext as _

from jumelles.contributions.enums import EtatDossier as E
from jumelles.contributions.operations import PassageRefuse, passer
from jumelles.contributions.regles import AVANT
from jumelles.contributions.requetes import DossierFiche, dossier
from jumelles.cooperations.operations import LotNonAnnulable
from jumelles.pieces.operations import rejeter
from jumelles.pieces.requetes import PieceAbsente
from jumelles.sources.depots import CorrespondanceInvalide, FichierRefuse
from jumelles.sources.depots.a_part import a_part
from jumelles.sources.lots import LotPerime
from jumelles.sources.suivi.attente import oublier_l_inacheve
from jumelles.sources.suivi.bascule import importer_dossier
from jumelles.sources.suivi.essai import essayer_dossier
from jumelles.sources.suivi.examen import examiner_dossier
from jumelles.sources.suivi.retrait import remettre_dossier, retirer_dossier
from jumelles.taches.reprises import tache

SEULE_FOIS = timedelta(0)
Faire = Callable[..., None]
_FAIRE: dict[str, Faire] = {
    E.EXAMEN: a_part(examiner_dossier), E.ESSAI: a_part(essayer_dossier, defaire=oublier_l_inacheve),
    E.IMPORT: importer_dossier,
    E.RETRAIT: retirer_dossier, E.RETOUR: remettre_dossier,
}  # fmt: skip


# Une seule fois : un fichier qui tue son ouvrier ne le tue pas sans fin ; une personne relance.
@tache(essais=1, attente=SEULE_FOIS)
def mener(dossier_id: int, course: int, etat: str, par: str) -> str:
    """Faire le travail de cet état, si le dossier l'attend encore sous ce numéro de lancement."""
    fiche = dossier(dossier_id)
    if fiche is None or (fiche.etat, fiche.course) != (etat, course):
        return "périmé"
    try:
        _FAIRE[etat](fiche, par=par)
    except PassageRefuse:
        return "dépassé"
    except LotPerime:
        _revenir(fiche, E.COLONNES, par, _("Un autre import de cette source est passé entre-temps. Refaites l'essai."))
        return "lot périmé"
    except CorrespondanceInvalide as erreur:
        _revenir(fiche, E.COLONNES, par, str(erreur))
        return "correspondance refusée"
    except LotNonAnnulable as refus:
        _revenir(fiche, AVANT[E(etat)], par, str(refus))
        return "non annulable"
    except (FichierRefuse, PieceAbsente) as refus:
        _refuser(fiche, par, refus)
        return "refusé"
    except Exception:
        _en_panne(fiche, par)
        raise
    return "fait"


def _refuser(fiche: DossierFiche, par: str, refus: Exception) -> None:
    """Une faute de structure refuse le fichier entier ; à la bascule, elle rend le dossier à son essai."""
    if isinstance(refus, FichierRefuse):
        raison = "\n".join(filter(None, (str(refus.raison), str(refus.remede))))
        lieu = _("Ligne %(n)d.") % {"n": refus.ligne} if refus.ligne else ""
        raison = f"{lieu} {raison}".strip()
    else:
        raison = _("Le fichier n'est plus gardé ici.") + "\n" + _("Déposez-le de nouveau.")
    vers = AVANT.get(E(fiche.etat), E.REFUSE) if fiche.etat in (E.IMPORT, E.RETRAIT, E.RETOUR) else E.REFUSE
    if vers == E.REFUSE:
        rejeter(piece_id=fiche.piece.id, par=par)
    _revenir(fiche, vers, par, raison)


def _en_panne(fiche: DossierFiche, par: str) -> None:
    raison = _("Une erreur est survenue de notre côté ; rien n'a changé.") + "\n" + _(
        "Réessayez. Si cela recommence, signalez-le à la personne qui tient le site, avec le numéro de ce dossier."
    )  # fmt: skip
    _revenir(fiche, AVANT.get(E(fiche.etat), E.REFUSE), par, raison)


def _revenir(fiche: DossierFiche, vers: str, par: str, raison: str) -> None:
    passer(dossier_id=fiche.id, de=fiche.etat, vers=vers, par=par, course=fiche.course, raison=raison)
