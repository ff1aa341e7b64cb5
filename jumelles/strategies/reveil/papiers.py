"""La lettre et la délibération d'une voie, remplies de ce que l'on sait et de rien d'autre."""

from datetime import date

from django.utils.translation import gettext as _

from jumelles.cooperations.fiches import RelationFiche
from jumelles.documents.arbre import Rapport
from jumelles.droit.modeles import modeles
from jumelles.referentiel.temps import dire
from jumelles.strategies.conseil_explique import type_des_textes
from jumelles.strategies.modele_droit import modele_en_rapport
from jumelles.territoires.requetes import territoire


def papier(code: str, fiche: RelationFiche, *, collectivite: str, chez: str, jour: date) -> Rapport:
    """Le modèle `code` pour ce lien ; collectivite : son nom ; chez : son code ; KeyError si le modèle n'existe pas."""
    modele, ici = modeles()[code], territoire(chez)
    return modele_en_rapport(
        modele, jour=jour, valeurs=faits_connus(fiche, collectivite, chez), pour=fiche.breve.titre,
        type_=type_des_textes(chez, ici.categorie) if ici else None,
    )  # fmt: skip


def faits_connus(fiche: RelationFiche, collectivite: str, chez: str) -> dict[str, str]:
    """Les blancs que la base sait remplir ; un partenaire caché reste en blanc."""
    r = fiche.breve
    autres = [p for p in r.parties if p.territoire_code != chez and not p.cachee]
    acte = next((a for a in fiche.actes if a.signe_le or a.delibere_le), None)
    du = dire(acte.signe_le or acte.delibere_le) if acte else ""
    connus = {
        "collectivite": collectivite,
        "partenaire": ", ".join(p.nom for p in autres),
        "pays": ", ".join(dict.fromkeys(p.pays_nom for p in autres)),
        "nature": r.nature_libelle if r.nature != "non_renseignee" else "",
        "debut": dire(r.debut),
        "derniere_information": dire(r.derniere_information),
        "acte": _("%(acte)s de %(quand)s") % {"acte": acte.type_libelle, "quand": du} if acte else "",
    }
    return {cle: valeur for cle, valeur in connus.items() if valeur}
