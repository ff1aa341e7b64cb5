"""Ce dont parle un projet ou un lien, en complément du nom : « d'eau et d'assainissement », « pour le climat »."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

COMPLEMENTS = {
    "politique": gettext_lazy("de politique, d'humanitaire et de coopération transfrontalière"),
    "gouvernance": gettext_lazy("de gouvernance locale et d'appui institutionnel"),
    "appui-institutionnel": gettext_lazy("d'appui institutionnel"),
    "democratie-locale": gettext_lazy("de gouvernance et de démocratie locales"),
    "droits": gettext_lazy("pour les droits humains et l'égalité entre les femmes et les hommes"),
    "urgence": gettext_lazy("d'urgence et d'aide humanitaire"),
    "transfrontalier": gettext_lazy("de coopération transfrontalière"),
    "migrations": gettext_lazy("sur les migrations"),
    "diasporas": gettext_lazy("avec les diasporas"),
    "paix": gettext_lazy("de paix, de mémoire et d'amitié"),
    "europe": gettext_lazy("pour l'Europe et la citoyenneté européenne"),
    "environnement": gettext_lazy("d'environnement, de climat et d'énergie"),
    "eau-dechets": gettext_lazy("d'eau et de déchets"),
    "eau": gettext_lazy("d'eau et d'assainissement"),
    "dechets": gettext_lazy("sur les déchets"),
    "climat": gettext_lazy("pour le climat"),
    "energie": gettext_lazy("d'énergie"),
    "biodiversite": gettext_lazy("de biodiversité et d'espaces naturels"),
    "agriculture": gettext_lazy("d'agriculture et d'alimentation"),
    "social": gettext_lazy("d'éducation, de social et de recherche"),
    "sante": gettext_lazy("de santé"),
    "jeunesse": gettext_lazy("de jeunesse et de genre"),
    "education": gettext_lazy("d'éducation et de formation"),
    "recherche": gettext_lazy("d'enseignement supérieur et de recherche"),
    "inclusion": gettext_lazy("d'inclusion et de handicap"),
    "culture": gettext_lazy("de culture et de patrimoine"),
    "patrimoine": gettext_lazy("de patrimoine"),
    "equipements-culturels": gettext_lazy("d'équipements et de manifestations culturelles"),
    "francophonie": gettext_lazy("de francophonie et de langues"),
    "sport": gettext_lazy("de sport et de loisirs"),
    "economie": gettext_lazy("d'économie, d'attractivité et de développement durable du territoire"),
    "attractivite": gettext_lazy("d'attractivité"),
    "rayonnement": gettext_lazy("de rayonnement"),
    "entreprises": gettext_lazy("pour les entreprises"),
    "tourisme": gettext_lazy("de tourisme"),
    "evenements-internationaux": gettext_lazy("d'événements internationaux"),
    "emploi": gettext_lazy("d'emploi et d'insertion"),
    "ess": gettext_lazy("d'économie sociale et solidaire"),
    "innovation": gettext_lazy("d'innovation et de numérique"),
    "urbanisme": gettext_lazy("d'urbanisme, d'habitat et de mobilité urbaine"),
}


def complement_de_theme(code: str, libelle: str) -> str:
    """Le complément d'un thème connu ; sinon « sur le thème « … » » (un thème ajouté depuis au thésaurus)."""
    connu = COMPLEMENTS.get(code)
    return str(connu) if connu else _("sur le thème « %s »") % libelle
