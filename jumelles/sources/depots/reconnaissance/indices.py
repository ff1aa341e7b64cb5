"""Ce que les valeurs confirment ou démentent d'un champ, et ce qu'elles laissent deviner quand le nom ne dit rien."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jumelles.sources.depots.reconnaissance.traits import Traits

APPUI, DEMENTI = 0.25, -0.35
_BEAUCOUP, _PEU = 0.6, 0.2
# Champ → traits dont l'un doit être fréquent, et comment le dire.
_ATTENDUS: dict[str, tuple[tuple[str, ...], str | Promise]] = {
    "collectivite": (("collectivite_connue",), _("des noms de collectivités françaises")),
    "partenaire": (("lieu_connu",), _("des noms de lieux d'autres pays")),
    "collectivite_code": (("code",), _("des codes INSEE ou SIREN")),
    "pays": (("pays_connu",), _("des noms de pays")),
    "departement": (("departement", "departement_connu"), _("des départements")),
    "niveau": (("niveau",), _("des niveaux de collectivité")),
    "nature": (("nature",), _("des natures de lien")),
    "etat": (("etat",), _("des états")),
    "debut": (("annee", "date"), _("des dates")),
    "premiere_convention": (("annee", "date"), _("des dates")),
    "fin": (("annee", "date"), _("des dates")),
    "etat_depuis": (("annee", "date"), _("des dates")),
    "annee": (("annee",), _("des années")),
    "date_information": (("annee", "date"), _("des dates")),
    "adresse": (("adresse",), _("des adresses web")),
    "population": (("nombre",), _("des nombres")),
    "partenaire_population": (("nombre",), _("des nombres")),
    "montant_demande": (("nombre",), _("des nombres")),
    "montant_obtenu": (("nombre",), _("des nombres")),
    "montant_engage": (("nombre",), _("des nombres")),
    "montant_verse": (("nombre",), _("des nombres")),
    "lat": (("latitude",), _("des latitudes")),
    "lon": (("longitude",), _("des longitudes")),
    "partenaire_lat": (("latitude",), _("des latitudes")),
    "partenaire_lon": (("longitude",), _("des longitudes")),
    "odd": (("odd",), _("des numéros d'ODD")),
    "themes": (("theme",), _("des thèmes connus")),
}
# Un nom peut dire vrai sans que ses valeurs soient connues : elles n'y démentent rien.
_INDULGENTS = ("collectivite", "partenaire", "niveau", "nature", "etat", "themes", "odd", "departement")
_VOISINS = ("niveau", "nature", "etat")
_DATES = ("debut", "premiere_convention", "fin", "etat_depuis", "date_information")
_NOMS_MULTIPLES = ("collectivite", "partenaire")
_VARIETE = 0.02
_DEVINES: tuple[tuple[str, str, float, str | Promise], ...] = (
    ("adresse_web", "adresse", 0.55, _("des adresses web")),
    ("collectivite_connue", "collectivite", 0.5, _("des noms de collectivités françaises")),
    ("lieu_connu", "partenaire", 0.45, _("des noms de lieux d'autres pays")),
    ("pays_connu", "pays", 0.55, _("des noms de pays")),
    ("nature", "nature", 0.5, _("des natures de lien")),
    ("latitude_france", "lat", 0.35, _("des latitudes de France")),
    ("longitude_france", "lon", 0.32, _("des longitudes de France")),
    ("annee", "debut", 0.45, _("des années")),
    ("euros", "montant_obtenu", 0.45, _("des montants en euros")),
)


def confirmer(champ: str, traits: Traits) -> tuple[float, str]:
    """Ce que les valeurs ajoutent (ou ôtent) à la note d'un champ, et la phrase qui le dit."""
    if champ == "pays" and traits.part("france") > 0.9:
        return -1.0, gettext("c'est toujours la France")
    voulus, dits = _ATTENDUS.get(champ, ((), ""))
    if not voulus or not traits.remplies:
        return 0.0, ""
    part = max(traits.part(t) for t in voulus)
    if (mieux := _plutot(champ, traits)) and part < _PEU:
        return DEMENTI, gettext("ses cellules sont plutôt %s") % mieux
    if part >= _BEAUCOUP:
        return APPUI, _part_dite(part, dits) + _reserve(champ, traits)
    if part < _PEU and champ not in _INDULGENTS:
        return DEMENTI, gettext("peu de cellules sont %s") % dits
    if champ in ("collectivite", "partenaire"):
        return 0.1 * part, ""
    return 0.0, ""


def _reserve(champ: str, traits: Traits) -> str:
    """« ; 22 % dites avec un doute (« ? ») » : ce que l'on ne retiendra pas comme un fait sûr."""
    vagues = traits.part("a_peu_pres" if champ in _DATES else "douteux")
    if not vagues:
        return ""
    reserve = gettext("%d %% à peu près") if champ in _DATES else gettext("%d %% avec un doute (« ? »)")
    return " ; " + reserve % max(1, round(vagues * 100))


def _plutot(champ: str, traits: Traits) -> str | Promise:
    """« Type » peut dire un niveau, une nature ou un état : ses valeurs tranchent."""
    if champ not in _VOISINS:
        return ""
    return next((_ATTENDUS[v][1] for v in _VOISINS if v != champ and traits.part(v) >= _BEAUCOUP), "")


def deviner(traits: Traits) -> Sequence[tuple[str, float, str]]:
    """(champ, note, phrase) d'après les seules valeurs."""
    rendus = []
    for trait, champ, note, dits in _DEVINES:
        part = traits.part("adresse" if trait == "adresse_web" else trait)
        if champ in _NOMS_MULTIPLES and traits.distinctes < _VARIETE:
            continue  # « oui » et « non » sont aussi des noms de lieux
        if part >= _BEAUCOUP and not (champ == "pays" and traits.part("france") > 0.9):
            rendus.append((champ, note * part, _part_dite(part, dits)))
    return rendus


def _part_dite(part: float, dits: str | Promise) -> str:
    return gettext("%(part)d %% des cellules sont %(dits)s") % {"part": round(part * 100), "dits": dits}
