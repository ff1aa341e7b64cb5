"""Les noms que l'on compte, leur genre et leur nombre : « 37 coopérations décentralisées », « aucun hôpital »."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.referentiel.nombres import milliers


@dataclass(frozen=True, slots=True)
class Nom:
    """Un nom ; accord : singulier et pluriel, choisis par le nombre."""

    accord: Promise
    feminin: bool = False

    def au(self, nombre: int) -> str:
        """« jumelage » à 0 et 1, « jumelages » au-delà."""
        return str(self.accord % (1 if nombre < 2 else nombre))

    @property
    def un(self) -> str:
        """« un jumelage », « une association »."""
        return (_("une %s") if self.feminin else _("un %s")) % self.au(1)


NATURES = {
    "jumelage": Nom(ngettext_lazy("jumelage", "jumelages")),
    "cooperation_decentralisee": Nom(
        ngettext_lazy("coopération décentralisée", "coopérations décentralisées"), feminin=True
    ),
    "partenariat": Nom(ngettext_lazy("partenariat", "partenariats")),
    "accord": Nom(ngettext_lazy("accord de coopération", "accords de coopération")),
    "pacte": Nom(ngettext_lazy("pacte ou traité d'amitié", "pactes ou traités d'amitié")),
    "declaration": Nom(ngettext_lazy("déclaration d'intention", "déclarations d'intention"), feminin=True),
    "transfrontaliere": Nom(
        ngettext_lazy("coopération transfrontalière", "coopérations transfrontalières"), feminin=True
    ),
    "gect": Nom(ngettext_lazy("GECT ou district européen", "GECT ou districts européens")),
    "bureau_representation": Nom(ngettext_lazy("bureau de représentation", "bureaux de représentation")),
    "aide_sans_convention": Nom(ngettext_lazy("aide sans convention", "aides sans convention"), feminin=True),
    "aide_urgence": Nom(ngettext_lazy("aide d'urgence", "aides d'urgence"), feminin=True),
    "adhesion_reseau": Nom(ngettext_lazy("adhésion à un réseau", "adhésions à un réseau"), feminin=True),
    "parrainage": Nom(ngettext_lazy("parrainage", "parrainages")),
    "non_renseignee": Nom(ngettext_lazy("lien de nature non renseignée", "liens de nature non renseignée")),
}
ACTEURS = {
    "collectivite": Nom(ngettext_lazy("collectivité française", "collectivités françaises"), feminin=True),
    "autorite_etrangere": Nom(ngettext_lazy("autorité locale étrangère", "autorités locales étrangères"), feminin=True),
    "association": Nom(ngettext_lazy("association", "associations"), feminin=True),
    "diaspora": Nom(
        ngettext_lazy(
            "organisation de solidarité issue des migrations", "organisations de solidarité issues des migrations"
        ),
        feminin=True,
    ),
    "entreprise": Nom(ngettext_lazy("entreprise", "entreprises"), feminin=True),
    "universite": Nom(ngettext_lazy("université ou grande école", "universités ou grandes écoles"), feminin=True),
    "hopital": Nom(ngettext_lazy("hôpital", "hôpitaux")),
    "etablissement": Nom(
        ngettext_lazy("établissement scolaire ou de formation", "établissements scolaires ou de formation")
    ),
    "agence": Nom(ngettext_lazy("agence ou opérateur public", "agences ou opérateurs publics"), feminin=True),
    "service": Nom(ngettext_lazy("service interne", "services internes")),
    "bailleur": Nom(ngettext_lazy("bailleur", "bailleurs")),
    "reseau": Nom(ngettext_lazy("réseau", "réseaux")),
    "etat": Nom(ngettext_lazy("État ou organisation internationale", "États ou organisations internationales")),
    "autre": Nom(ngettext_lazy("autre structure", "autres structures"), feminin=True),
}
PROJET = Nom(ngettext_lazy("projet", "projets"))
ACTEUR = Nom(ngettext_lazy("acteur", "acteurs"))
JUMELAGE, PARTENARIAT = NATURES["jumelage"], NATURES["partenariat"]


@dataclass(frozen=True, slots=True)
class Sujet:
    """Ce que la phrase compte : son texte, son genre, et s'il y en a plusieurs."""

    texte: str
    feminin: bool
    pluriel: bool

    def accorder(self, formes: Sequence[str | Promise]) -> str:
        """Une forme parmi (masculin singulier, masculin pluriel, féminin singulier, féminin pluriel)."""
        return str(formes[2 * self.feminin + self.pluriel])


def sujet(filtre: Filtre, sorte: Sorte, total: int) -> Sujet:
    """Le sujet de la phrase : la nature choisie le nomme, sinon la sorte."""
    if sorte == "projets":
        choisis: list[Nom] = [PROJET]
    elif sorte == "acteurs":
        choisis = [ACTEURS[c] for c in filtre.type_acteur if c in ACTEURS] or [ACTEUR]
        choisis = [ACTEUR] if len(choisis) < len(filtre.type_acteur) else choisis
    else:
        choisis = [NATURES[c] for c in filtre.nature if c in NATURES]
        choisis = [] if len(choisis) < len(filtre.nature) else choisis
    return Sujet(_count(choisis, total), bool(choisis) and all(n.feminin for n in choisis), pluriel=total > 1)


def _count(noms: list[Nom], total: int) -> str:
    if total == 0:
        return _none(noms or [JUMELAGE, PARTENARIAT])
    if not noms and total > 1:
        return _("%(n)s jumelages et partenariats") % {"n": milliers(total)}
    return f"{milliers(total)} {ou([nom.au(total) for nom in noms or [JUMELAGE, PARTENARIAT]])}"


def _none(noms: list[Nom]) -> str:
    """« Aucun jumelage ni partenariat », « Aucune association ni aucun hôpital »."""
    premier, *autres = noms
    debut = (_("Aucune %s") if premier.feminin else _("Aucun %s")) % premier.au(0)
    if all(n.feminin == premier.feminin for n in autres):
        return debut + "".join(_(" ni %s") % n.au(0) for n in autres)
    return debut + "".join((_(" ni aucune %s") if n.feminin else _(" ni aucun %s")) % n.au(0) for n in autres)


def ou(mots: Sequence[str]) -> str:
    """« a », « a ou b », « a, b ou c »."""
    if len(mots) < 2:
        return "".join(mots)
    return _("%(debut)s ou %(fin)s") % {"debut": ", ".join(mots[:-1]), "fin": mots[-1]}
