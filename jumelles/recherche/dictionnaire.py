"""Le dictionnaire : les colonnes de chaque fiche publique, les mêmes noms dans le CSV, l'XLSX, le GeoJSON, l'API."""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Type = Literal["texte", "texte_libre", "code", "nombre", "date", "liste", "liste_codes", "adresse", "booleen"]
TYPES_EN_CLAIR: dict[Type, str | Promise] = {
    "texte": _("texte"), "texte_libre": _("texte long"), "code": _("code"), "nombre": _("nombre"), "date": _("date"),
    "liste": _("liste de textes"), "liste_codes": _("liste de codes"), "adresse": _("adresse"),
    "booleen": _("oui ou non"),
}  # fmt: skip
# Ce qu'une personne a pu écrire : là seulement, une cellule peut passer pour une formule de tableur.
TEXTUELS: frozenset[Type] = frozenset(("texte", "texte_libre", "liste"))


@dataclass(frozen=True, slots=True)
class Colonne:
    """Une colonne d'une fiche. nom : le même partout ; libelle, definition : français, traduisibles.

    type : texte (court), texte_libre (long), code, nombre, date (« 1998 », « 1998-05 », « 1998-05-12 »),
    liste (de textes), liste_codes, adresse (chemin sur ce site), booleen. Une liste est un tuple de str.
    """

    nom: str
    libelle: str | Promise
    definition: str | Promise
    type: Type

    @property
    def textuelle(self) -> bool:
        """Vrai si une cellule peut passer pour une formule : à neutraliser dans un tableur."""
        return self.type in TEXTUELS


_DATE = _("Date au degré où on la connaît : 1998, 1998-05 ou 1998-05-12. Vide : non renseignée.")
_TETE = (
    Colonne("id", _("Numéro"), _("Numéro stable, le même d'un mois à l'autre."), "nombre"),
    Colonne("adresse", _("Adresse"), _("Chemin de la page sur ce site."), "adresse"),
)
_CLASSEMENTS = (
    Colonne("themes", _("Thèmes"), _("Codes des thèmes, le principal d'abord."), "liste_codes"),
    Colonne("themes_libelles", _("Thèmes, en clair"), _("Libellés des thèmes, dans le même ordre."), "liste"),
    Colonne("odd", _("ODD"), _("Numéros des objectifs de développement durable, le principal d'abord."), "liste_codes"),
    Colonne("odd_libelles", _("ODD, en clair"), _("Titres des objectifs, dans le même ordre."), "liste"),
    Colonne("cibles_odd", _("Cibles d'ODD"), _("Codes des cibles (« 6.1 »)."), "liste_codes"),
    Colonne("dimensions", _("Dimensions"), _("Codes de ce que le lien apporte, le principal d'abord."), "liste_codes"),
    Colonne("dimensions_libelles", _("Dimensions, en clair"), _("Libellés, dans le même ordre."), "liste"),
)
_OU_EN_FRANCE = (
    Colonne("epci", _("EPCI"), _("Codes SIREN des groupements des communes concernées."), "liste_codes"),
    Colonne("departements", _("Départements"), _("Codes des départements (« D38 »)."), "liste_codes"),
    Colonne("departements_noms", _("Départements, en clair"), _("Noms, dans le même ordre."), "liste"),
    Colonne("regions", _("Régions"), _("Codes des régions (« R84 »)."), "liste_codes"),
    Colonne("regions_noms", _("Régions, en clair"), _("Noms, dans le même ordre."), "liste"),
)
_SOURCES = (
    Colonne("sources", _("Sources"), _("Codes des sources qui en parlent ; voir la page des sources."), "liste_codes"),
    Colonne("sources_noms", _("Sources, en clair"), _("Noms, dans le même ordre."), "liste"),
    Colonne("licences", _("Licences"), _("Licences de ces sources : elles s'appliquent à cette fiche."), "liste"),
    Colonne("derniere_information", _("Dernière information"), _("Date de l'information la plus récente."), "date"),
)
_PIED = (
    Colonne("sensible", _("Sensible"), _("Vrai : des éléments sont tus pour protéger des personnes."), "booleen"),
    Colonne("demonstration", _("Démonstration"), _("Vrai : contenu inventé, jamais compté."), "booleen"),
    Colonne("modifie_le", _("Modifiée le"), _("Dernière écriture ici, en temps universel (ISO 8601)."), "date"),
)
_ETAT_DONNEE = _("« confirmee » : depuis moins de 24 mois ; sinon « a_confirmer ».")
_DIVERGENTE = _("Vrai : des sources se contredisent ; la page dit où.")
_PRECISION = _("lieu exact (point), ville, région, pays seulement, inconnue")

RELATIONS: tuple[Colonne, ...] = (
    *_TETE,
    Colonne("titre", _("Titre"), _("Les parties, la française d'abord."), "texte"),
    Colonne("parties_francaises", _("Parties françaises"), _("Noms des parties en France."), "liste"),
    Colonne("codes_territoires", _("Codes des collectivités"), _("Codes INSEE, SIREN, D38, R84."), "liste_codes"),
    Colonne("au_titre_de", _("Au titre de"), _("Commune d'hier qui avait signé, depuis fusionnée."), "liste"),
    *_OU_EN_FRANCE,
    Colonne("partenaires", _("Partenaires étrangers"), _("Noms des parties hors de France."), "liste"),
    Colonne("pays", _("Pays"), _("Codes ISO 3166 à deux lettres des partenaires étrangers."), "liste_codes"),
    Colonne("pays_noms", _("Pays, en clair"), _("Noms officiels français, dans le même ordre."), "liste"),
    Colonne("types_acteurs", _("Natures des parties"), _("Codes, sans répétition."), "liste_codes"),
    Colonne("types_acteurs_libelles", _("Natures des parties, en clair"), _("Dans le même ordre."), "liste"),
    Colonne("nature", _("Nature"), _("Code de la nature du lien."), "code"),
    Colonne("nature_libelle", _("Nature, en clair"), _("Jumelage, coopération décentralisée…"), "texte"),
    Colonne("autres_natures", _("Autres natures"), _("Codes d'autres natures dites par une source."), "liste_codes"),
    Colonne("etat", _("État du partenariat"), _("Code de l'état du partenariat."), "code"),
    Colonne("etat_libelle", _("État, en clair"), _("Actif, en sommeil, suspendu, clos, non renseigné…"), "texte"),
    Colonne("etat_depuis", _("État depuis"), _DATE, "date"),
    Colonne("etat_donnee", _("État de la donnée"), _ETAT_DONNEE, "code"),
    Colonne("confirmee_le", _("Confirmée le"), _("Dernière confirmation par une personne ou un acte."), "date"),
    Colonne("debut", _("Début"), _DATE, "date"),
    Colonne("premiere_convention", _("Première convention"), _DATE, "date"),
    Colonne("fin", _("Fin"), _DATE, "date"),
    Colonne("intitule", _("Intitulé"), _("Intitulé du lien, tel qu'une source le dit."), "texte"),
    Colonne("actes", _("Actes"), _("Type et état de chaque acte, à la date de l'export."), "liste"),
    Colonne("etats_actes", _("États des actes"), _("Codes des états des actes, sans répétition."), "liste_codes"),
    *_CLASSEMENTS,
    Colonne("instruments", _("Instruments"), _("Codes : visite, agence, bureau, plate-forme."), "liste_codes"),
    Colonne("instruments_libelles", _("Instruments, en clair"), _("Dans le même ordre."), "liste"),
    Colonne("francais_latitude", _("Latitude en France"), _("Degrés WGS84 de la première partie située."), "nombre"),
    Colonne("francais_longitude", _("Longitude en France"), _("Degrés WGS84 de la même."), "nombre"),
    Colonne("francais_precision", _("Précision en France"), _PRECISION, "code"),
    Colonne("etranger_latitude", _("Latitude à l'étranger"), _("Degrés WGS84 du premier partenaire situé."), "nombre"),
    Colonne("etranger_longitude", _("Longitude à l'étranger"), _("Degrés WGS84 du même."), "nombre"),
    Colonne("etranger_precision", _("Précision à l'étranger"), _PRECISION, "code"),
    *_SOURCES,
    Colonne("divergente", _("Sources divergentes"), _DIVERGENTE, "booleen"),
    Colonne("interieure", _("Entre Français"), _("Vrai : aucune partie hors de France ; jamais comptée."), "booleen"),
    *_PIED,
)

_MONTANT = _("Total en euros à cette étape ; vide : non renseigné. Les étapes ne s'additionnent pas.")
PROJETS: tuple[Colonne, ...] = (
    *_TETE,
    Colonne("titre", _("Titre"), _("Intitulé du projet."), "texte"),
    Colonne("porteurs", _("Porteurs"), _("Noms de ceux qui portent le projet."), "liste"),
    Colonne("partenaires", _("Partenaires"), _("Noms des partenaires."), "liste"),
    Colonne("financeurs", _("Financeurs"), _("Noms de ceux qui paient."), "liste"),
    Colonne("operateurs", _("Maîtres d'œuvre"), _("Noms de ceux qui exécutent."), "liste"),
    Colonne("codes_territoires", _("Codes des collectivités"), _("Codes INSEE, SIREN, D38, R84."), "liste_codes"),
    *_OU_EN_FRANCE,
    Colonne("pays", _("Pays d'action"), _("Codes ISO 3166 à deux lettres."), "liste_codes"),
    Colonne("pays_noms", _("Pays d'action, en clair"), _("Noms officiels français, dans le même ordre."), "liste"),
    Colonne("lieux", _("Lieux d'action"), _("Noms des lieux plus précis que le pays."), "liste"),
    Colonne("types_acteurs", _("Natures des participants"), _("Codes, sans répétition."), "liste_codes"),
    Colonne("types_acteurs_libelles", _("Natures des participants, en clair"), _("Dans le même ordre."), "liste"),
    Colonne("statut", _("Statut"), _("Code du statut, calculé à la date de l'export."), "code"),
    Colonne("statut_libelle", _("Statut, en clair"), _("À venir, en cours, terminé, à vérifier…"), "texte"),
    Colonne("etat_dit", _("Avancement dit"), _("Ce que la source dit de l'avancement."), "texte"),
    Colonne("debut", _("Début"), _DATE, "date"),
    Colonne("fin", _("Fin"), _DATE, "date"),
    Colonne("dispositif", _("Dispositif"), _("Le programme qui le soutient."), "texte"),
    Colonne("cadres", _("S’inscrit dans"), _("Codes des cadres où quelqu’un dit qu’il s’inscrit."), "liste_codes"),
    Colonne("cadres_libelles", _("S’inscrit dans, en clair"), _("Noms de ces cadres, dans le même ordre."), "liste"),
    Colonne("cadres_comment", _("Comment"), _("« cadre : comment », tel que dit ; vide : non renseigné."), "liste"),
    Colonne("cadres_deduits", _("Cadres déduits"), _("Codes des cadres que personne ne dit, déduits."), "liste_codes"),
    Colonne("cadres_deduits_de", _("Cadres déduits, en clair"), _("Leur nom, et ce dont on les déduit."), "liste"),
    Colonne("contexte", _("Contexte"), _("Texte de la source."), "texte_libre"),
    Colonne("objectifs", _("Objectifs"), _("Texte de la source."), "texte_libre"),
    Colonne("resultats", _("Résultats"), _("Texte de la source."), "texte_libre"),
    *_CLASSEMENTS,
    Colonne("montant_demande", _("Montant demandé (euros)"), _MONTANT, "nombre"),
    Colonne("montant_obtenu", _("Montant obtenu (euros)"), _MONTANT, "nombre"),
    Colonne("montant_engage", _("Montant engagé (euros)"), _MONTANT, "nombre"),
    Colonne("montant_verse", _("Montant versé (euros)"), _MONTANT, "nombre"),
    Colonne("autres_montants", _("Autres monnaies"), _("Étape, montant et code ISO 4217 de la monnaie."), "liste"),
    Colonne("relations", _("Relations"), _("Numéros des relations auxquelles il s'adosse."), "liste_codes"),
    Colonne("latitude", _("Latitude"), _("Degrés WGS84 du premier lieu d'action situé."), "nombre"),
    Colonne("longitude", _("Longitude"), _("Degrés WGS84 du même."), "nombre"),
    Colonne("precision", _("Précision"), _PRECISION, "code"),
    *_SOURCES,
    Colonne("etat_donnee", _("État de la donnée"), _ETAT_DONNEE, "code"),
    Colonne("confirmee_le", _("Confirmé le"), _("Dernière confirmation par une personne ou un acte."), "date"),
    Colonne("divergente", _("Sources divergentes"), _DIVERGENTE, "booleen"),
    *_PIED,
)

ACTEURS: tuple[Colonne, ...] = (
    *_TETE,
    Colonne("nom", _("Nom"), _("Nom usuel en français."), "texte"),
    Colonne("sigle", _("Sigle"), _("Sigle, s'il en a un."), "texte"),
    Colonne("type_acteur", _("Nature"), _("Code de la nature de l'acteur."), "code"),
    Colonne("type_acteur_libelle", _("Nature, en clair"), _("Collectivité, autorité étrangère…"), "texte"),
    Colonne("niveau", _("Niveau"), _("Code du niveau d'une autorité étrangère."), "code"),
    Colonne("niveau_libelle", _("Niveau, en clair"), _("Commune, province, région…"), "texte"),
    Colonne("pays", _("Pays"), _("Code ISO 3166 à deux lettres de son siège."), "code"),
    Colonne("pays_nom", _("Pays, en clair"), _("Nom officiel français."), "texte"),
    Colonne("code_territoire", _("Code de la collectivité"), _("Code INSEE, SIREN, D38 ou R84."), "code"),
    *_OU_EN_FRANCE,
    Colonne("siren", _("SIREN"), _("Numéro au répertoire des entreprises."), "code"),
    Colonne("rna", _("RNA"), _("Numéro au répertoire des associations."), "code"),
    Colonne("geonames", _("GeoNames"), _("Identifiant du lieu dans GeoNames."), "nombre"),
    Colonne("latitude", _("Latitude"), _("Degrés WGS84."), "nombre"),
    Colonne("longitude", _("Longitude"), _("Degrés WGS84."), "nombre"),
    Colonne("precision", _("Précision"), _PRECISION, "code"),
    Colonne("description", _("Description"), _("Texte de présentation."), "texte_libre"),
    Colonne("relations", _("Nombre de relations"), _("Relations publiées, hors démonstration."), "nombre"),
    Colonne("projets", _("Nombre de projets"), _("Projets publiés, hors démonstration."), "nombre"),
    Colonne("pays_action", _("Pays d'action"), _("Codes ISO 3166 des pays où il agit."), "liste_codes"),
    Colonne("pays_action_noms", _("Pays d'action, en clair"), _("Dans le même ordre."), "liste"),
    *_CLASSEMENTS,
    *_SOURCES,
    Colonne("etat_donnee", _("État de la donnée"), _("confirmee : un de ses liens l'est ; sinon a_confirmer."), "code"),
    *_PIED,
)

LIEUX: tuple[Colonne, ...] = (
    *_TETE,
    Colonne("code", _("Code"), _("Code public : 38185, D38, MG, 6.1…"), "code"),
    Colonne("nom", _("Nom"), _("Nom en français."), "texte"),
    Colonne("precision", _("Ce que c'est"), _("Commune de l'Isère, pays, thème…"), "texte"),
)

COLONNES: dict[str, tuple[Colonne, ...]] = {
    "relations": RELATIONS,
    "projets": PROJETS,
    "acteurs": ACTEURS,
    "territoires": LIEUX,
    "pays": LIEUX,
    "themes": LIEUX,
    "odd": LIEUX,
}
# La colonne qui nomme la chose, pour une ligne de liste ou une suggestion.
INTITULES = {"relations": "titre", "projets": "titre"}


def intitule(sorte: str) -> str:
    """Le nom de la colonne qui dit comment s'appelle une chose de cette sorte."""
    return INTITULES.get(sorte, "nom")
