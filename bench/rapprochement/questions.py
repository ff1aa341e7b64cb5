"""Ce que l'on dit au moteur de chaque ligne d'un jeu : jamais le point, jamais la vérité."""

from collections.abc import Callable, Mapping

from jumelles.rapprochement.termes import Mention

Ligne = Mapping[str, str]
Question = Callable[[Ligne], Mention | None]
_NIVEAUX = {
    "epci": frozenset({"cc", "ca", "cu", "metropole", "ept", "statut_particulier"}),
    "departement": frozenset({"departement", "statut_particulier", "outre_mer"}),
    "region": frozenset({"region", "statut_particulier", "outre_mer"}),
    "commune": frozenset({"commune"}),
}


def nom_et_pays(ligne: Ligne) -> Mention | None:
    """Le nom, dans son pays ; en France, c'est le nom seul."""
    return Mention(ligne["nom"], ligne["pays"])


def nom_sans_pays(ligne: Ligne) -> Mention | None:
    """Le nom, sans savoir de quel pays."""
    return Mention(ligne["nom"])


def avec_population(ligne: Ligne) -> Mention | None:
    """Le nom, le pays et la population ; None si la ligne ne la dit pas."""
    return Mention(ligne["nom"], ligne["pays"], population=int(ligne["population"])) if ligne["population"] else None


def avec_departement(ligne: Ligne) -> Mention | None:
    """Le nom et le département vrai, comme le dirait une colonne du fichier ; None s'il n'est pas connu."""
    return Mention(ligne["nom"], ligne["pays"], departement=ligne["departement"]) if ligne["departement"] else None


def avec_indice(ligne: Ligne) -> Mention | None:
    """Le nom et ce que la ligne a : la population si elle la dit, sinon le département."""
    return avec_population(ligne) or avec_departement(ligne)


def avec_niveau(ligne: Ligne) -> Mention | None:
    """Le nom, le pays et le niveau, quand le fichier le dit."""
    return Mention(ligne["nom"], ligne["pays"], niveaux=_NIVEAUX.get(ligne["niveau"], frozenset()))


FRANCE: Mapping[str, Question] = {
    "nom seul": nom_et_pays,
    "nom + population": avec_population,
    "nom + département": avec_departement,
    "nom + population ou département": avec_indice,
}
MONDE: Mapping[str, Question] = {
    "nom + pays": nom_et_pays,
    "nom + pays + population": avec_population,
    "nom seul": nom_sans_pays,
}
RELUS: Mapping[str, Question] = {"nom + pays": nom_et_pays, "nom + pays + niveau": avec_niveau}
FABRIQUE: Mapping[str, Question] = {"nom + pays": nom_et_pays}


def questions_du_jeu(nom: str) -> Mapping[str, Question]:
    """Les conditions d'un jeu, d'après le nom de son fichier."""
    if "abimee" in nom:
        return FABRIQUE
    if nom.startswith("francais"):
        return FRANCE
    return MONDE if nom.startswith("etranger") else RELUS
