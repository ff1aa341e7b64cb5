"""Les colonnes des deux formats, et ce qui identifie une ligne dans l'un comme dans l'autre."""

from hashlib import sha256

# La table d'origine, telle que relevée.
ORIGINE = ("collectivite", "niveau", "partenaire", "pays", "nature", "annee", "note", "source", "fiabilite")
# La nôtre : d'abord les mots d'origine, puis leur lecture relue.
DITES = {
    "collectivite": "collectivite",
    "niveau": "niveau",
    "partenaire": "partenaire",
    "pays": "pays_dit",
    "nature": "nature_dite",
    "annee": "annee_dite",
    "note": "note_dite",
    "source": "source_dite",
    "fiabilite": "fiabilite",
}
TABLE = (
    "id", "collectivite", "niveau", "collectivites_lues", "departements_lus",
    "partenaire", "partenaires_lus", "partenaire_niveau", "pays_dit", "pays_iso2",
    "objet", "nature_dite", "nature", "autres_natures", "dispositif",
    "annee_dite", "debut", "premiere_convention", "fin", "etat", "etat_depuis", "en_vigueur_dit", "renouvele",
    "date_information", "note_dite", "note", "source_dite", "adresse", "autre_adresse", "editeur", "nature_source",
    "fiabilite", "releve_le",
)  # fmt: skip
_IDENTITE = ("collectivite", "partenaire", "pays", "nature", "source")
SEPARATEUR = " | "


def identifier(dite: dict[str, str]) -> str:
    """L'empreinte d'une ligne d'origine : seize signes, la même dans les deux formats."""
    return sha256("\x1f".join(dite[c].strip() for c in _IDENTITE).encode()).hexdigest()[:16]


def rendre_dite(ligne: dict[str, str]) -> dict[str, str]:
    """Les mots d'origine d'une ligne de notre table, sous leurs noms d'origine."""
    return {origine: ligne[notre] for origine, notre in DITES.items()}


def separer(texte: str) -> tuple[str, ...]:
    """« Borgou | Alibori » → deux noms."""
    return tuple(n.strip() for n in texte.split("|") if n.strip())
