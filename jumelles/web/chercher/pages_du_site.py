"""Les outils du site que l'on cherche par leur nom : une table ; aucun n'est un résultat, rien ne les compte."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jumelles.rapprochement.normaliser import cle

# Des mots que l'on écrit autour du nom d'un outil, sans qu'ils en changent.
_AUTOUR = frozenset(
    ("la", "le", "les", "l", "un", "une", "des", "de", "du", "d", "ma", "mon", "mes", "notre", "nos", "pour", "sur",
     "en", "page"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OutilDuSite:
    """Une page où l'on fait quelque chose. adresse : nom de vue ; mots : ce qui la désigne, séparés par « ; »."""

    nom: str | Promise
    quoi: str | Promise
    vue: str
    mots: str | Promise

    @property
    def adresse(self) -> str:
        """Où elle est."""
        return reverse(self.vue)

    def repond(self, demande: str) -> bool:
        """Vrai si ces mots, sans accents ni mots d'autour, au singulier ou au pluriel, sont l'une de ses façons."""
        return any(_nus(mot) == _nus(demande) for mot in str(self.mots).split(";"))


OUTILS = (
    OutilDuSite(
        _("La note pour l’élu·e"), _("quatre pages sur votre collectivité, à emporter"), "note_choisir",
        _("note ; note pour l’élu ; note élue ; élu ; élue ; délibération ; décider ; combien ça coûte"),
    ),
    OutilDuSite(
        _("Ce que la loi permet"), _("chaque règle avec son texte, et un assistant en cinq questions"), "droit",
        _("droit ; loi ; juridique ; règle ; texte ; convention ; assistant ; préfecture ; légal"),
    ),
    OutilDuSite(
        _("À qui s’adresser"), _("des types de partenaires et des acteurs, avec leurs raisons"), "conseil",
        _("conseil ; partenaire ; qui appeler ; à qui s’adresser ; recommandation ; aide"),
    ),
    OutilDuSite(
        _("Appels à projets"), _("dates, taux, plafonds, « suis-je éligible ? »"), "appels",
        _("appel ; appel à projets ; financement ; subvention ; cofinancement ; éligible"),
    ),
    OutilDuSite(
        _("Un pays, et le dossier d’une mission"), _("choisir un pays : qui est là, le cadre, le dossier à emporter"),
        "pays_liste", _("mission ; dossier de mission ; délégation ; voyage ; ambassade"),
    ),
    OutilDuSite(
        _("Argumentaire"), _("des raisons citées, par public et par objection"), "argumentaire",
        _("argumentaire ; argument ; objection ; convaincre ; à quoi ça sert"),
    ),
    OutilDuSite(
        _("Ce que ça coûte, ce que ça rapporte"), _("dire et publier les coûts et les retours de votre collectivité"),
        "chez_nous", _("coût ; budget ; dépense ; retour ; retombée ; combien ça coûte ; économie"),
    ),
)  # fmt: skip


def outils_nommes(demande: str) -> list[OutilDuSite]:
    """Ceux que ces mots nomment, dans l'ordre de la table ; aucun si la demande est vide ou dit autre chose."""
    return [o for o in OUTILS if _nus(demande) and o.repond(demande)]


def _nus(texte: str) -> tuple[str, ...]:
    return tuple(_singuliers(mot for mot in cle(texte).split() if mot not in _AUTOUR))


def _singuliers(mots: Iterator[str]) -> Iterator[str]:
    return (mot[:-1] if len(mot) > 3 and mot.endswith("s") else mot for mot in mots)
