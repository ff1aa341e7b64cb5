"""Ce que les valeurs confirment ou démentent d'un champ, et ce qu'elles laissent deviner quand le nom ne dit rien."""

from collections.abc import Sequence

from jumelles.sources.depots.reconnaissance.traits import Traits

APPUI, DEMENTI = 0.25, -0.35
_BEAUCOUP, _PEU = 0.6, 0.2
# Champ → traits dont l'un doit être fréquent, et comment le dire.
_ATTENDUS: dict[str, tuple[tuple[str, ...], str]] = {
    "collectivite": (("collectivite_connue",), "des noms de collectivités françaises"),
    "partenaire": (("lieu_connu",), "des noms de lieux d'autres pays"),
    "collectivite_code": (("code",), "des codes INSEE ou SIREN"),
    "pays": (("pays_connu",), "des noms de pays"),
    "departement": (("departement", "departement_connu"), "des départements"),
    "niveau": (("niveau",), "des niveaux de collectivité"),
    "nature": (("nature",), "des natures de lien"),
    "etat": (("etat",), "des états"),
    "debut": (("annee", "date"), "des dates"),
    "premiere_convention": (("annee", "date"), "des dates"),
    "fin": (("annee", "date"), "des dates"),
    "etat_depuis": (("annee", "date"), "des dates"),
    "annee": (("annee",), "des années"),
    "date_information": (("annee", "date"), "des dates"),
    "adresse": (("adresse",), "des adresses web"),
    "population": (("nombre",), "des nombres"),
    "partenaire_population": (("nombre",), "des nombres"),
    "montant_demande": (("nombre",), "des nombres"),
    "montant_obtenu": (("nombre",), "des nombres"),
    "montant_engage": (("nombre",), "des nombres"),
    "montant_verse": (("nombre",), "des nombres"),
    "lat": (("latitude",), "des latitudes"),
    "lon": (("longitude",), "des longitudes"),
    "partenaire_lat": (("latitude",), "des latitudes"),
    "partenaire_lon": (("longitude",), "des longitudes"),
    "odd": (("odd",), "des numéros d'ODD"),
    "themes": (("theme",), "des thèmes connus"),
}
# Un nom peut dire vrai sans que ses valeurs soient connues : elles n'y démentent rien.
_INDULGENTS = ("collectivite", "partenaire", "niveau", "nature", "etat", "themes", "odd", "departement")
_VOISINS = ("niveau", "nature", "etat")
_NOMS_MULTIPLES = ("collectivite", "partenaire")
_VARIETE = 0.02
_DEVINES: tuple[tuple[str, str, float, str], ...] = (
    ("adresse_web", "adresse", 0.55, "des adresses web"),
    ("collectivite_connue", "collectivite", 0.5, "des noms de collectivités françaises"),
    ("lieu_connu", "partenaire", 0.45, "des noms de lieux d'autres pays"),
    ("pays_connu", "pays", 0.55, "des noms de pays"),
    ("nature", "nature", 0.5, "des natures de lien"),
    ("latitude_france", "lat", 0.35, "des latitudes de France"),
    ("longitude_france", "lon", 0.32, "des longitudes de France"),
    ("annee", "debut", 0.45, "des années"),
    ("euros", "montant_obtenu", 0.45, "des montants en euros"),
)


def confirmer(champ: str, traits: Traits) -> tuple[float, str]:
    """Ce que les valeurs ajoutent (ou ôtent) à la note d'un champ, et la phrase qui le dit."""
    if champ == "pays" and traits.part("france") > 0.9:
        return -1.0, "c'est toujours la France"
    voulus, dits = _ATTENDUS.get(champ, ((), ""))
    if not voulus or not traits.remplies:
        return 0.0, ""
    part = max(traits.part(t) for t in voulus)
    if (mieux := _plutot(champ, traits)) and part < _PEU:
        return DEMENTI, f"ses cellules sont plutôt {mieux}"
    if part >= _BEAUCOUP:
        return APPUI, f"{_pour_cent(part)} des cellules sont {dits}"
    if part < _PEU and champ not in _INDULGENTS:
        return DEMENTI, f"peu de cellules sont {dits}"
    if champ in ("collectivite", "partenaire"):
        return 0.1 * part, ""
    return 0.0, ""


def _plutot(champ: str, traits: Traits) -> str:
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
            rendus.append((champ, note * part, f"{_pour_cent(part)} des cellules sont {dits}"))
    return rendus


def _pour_cent(part: float) -> str:
    return f"{round(part * 100)} %"
