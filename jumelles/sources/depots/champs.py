"""Ce qu'une colonne peut dire : les champs d'un dépôt, leur nom pour les personnes, et ce qu'on y attend."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jumelles.sources.depots.correspondance import Correspondance, Objet

Sorte = Literal["nom", "code", "texte", "date", "nombre", "coordonnee", "montant", "adresse", "liste"]


@dataclass(frozen=True, slots=True)
class Champ:
    """Un champ. attend : ce que les cellules doivent contenir, en une phrase ; objets : où il a un sens."""

    code: str
    libelle: str | Promise
    attend: str | Promise
    sorte: Sorte
    objets: tuple[Objet, ...] = ("relations", "projets")


_R: tuple[Objet, ...] = ("relations",)
_P: tuple[Objet, ...] = ("projets",)
_DATE = _("1998, 1998-05, 1998-05-12, 12/05/1998 ou 12 mai 1998")
_MONTANT = _("un nombre : 12000, 12 000,50 ou 12000.50")
_DEGRES = _("des degrés décimaux : 48.85 ou 48,85")

CHAMPS: tuple[Champ, ...] = (
    Champ("identifiant", _("Identifiant"), _("le numéro de la ligne chez vous, sans double"), "code"),
    Champ("titre", _("Titre du projet"), _("l'intitulé du projet"), "texte", _P),
    Champ("collectivite", _("Collectivité française"), _("un nom, ou plusieurs séparés par « | »"), "nom"),
    Champ("collectivite_code", _("Code de la collectivité"), _("INSEE, SIREN, SIRET, D38 ou R84"), "code"),
    Champ("niveau", _("Niveau de la collectivité"), _("commune, EPCI, métropole, département, région…"), "texte"),
    Champ("departement", _("Département"), _("un numéro (38, 2A) ou un nom"), "texte"),
    Champ("population", _("Habitants de la collectivité"), _("un nombre entier"), "nombre", _R),
    Champ("lat", _("Latitude de la collectivité"), _DEGRES, "coordonnee", _R),
    Champ("lon", _("Longitude de la collectivité"), _DEGRES, "coordonnee", _R),
    Champ("partenaire", _("Partenaire étranger"), _("un nom, ou plusieurs séparés par « | »"), "nom"),
    Champ("partenaire_niveau", _("Niveau du partenaire"), _("ville, province, région…"), "texte"),
    Champ("partenaire_population", _("Habitants du partenaire"), _("un nombre entier"), "nombre"),
    Champ("partenaire_lat", _("Latitude du partenaire"), _DEGRES, "coordonnee"),
    Champ("partenaire_lon", _("Longitude du partenaire"), _DEGRES, "coordonnee"),
    Champ("pays", _("Pays du partenaire"), _("un nom en français ou en anglais, ou deux lettres : MG"), "nom"),
    Champ("nature", _("Nature du lien"), _("jumelage, coopération décentralisée, pacte d'amitié…"), "texte", _R),
    Champ("autres_natures", _("Autres natures"), _("comme la nature, séparées par « | »"), "liste", _R),
    Champ("intitule", _("Intitulé du lien"), _("un texte court"), "texte", _R),
    Champ("debut", _("Début"), _DATE, "date"),
    Champ("premiere_convention", _("Première convention"), _DATE, "date", _R),
    Champ("fin", _("Fin"), _DATE, "date"),
    Champ("etat", _("État du partenariat"), _("actif, en sommeil, suspendu, clos"), "texte", _R),
    Champ("etat_depuis", _("État depuis"), _DATE, "date", _R),
    Champ("etat_dit", _("Avancement du projet"), _("en cours, terminé…"), "texte", _P),
    Champ("themes", _("Thèmes"), _("des thèmes, séparés par « | »"), "liste"),
    Champ("odd", _("ODD"), _("des numéros de 1 à 17 : « 6 », « ODD 6 », « 6.1 »"), "liste"),
    Champ("dimensions", _("Dimensions"), _("solidaire, économique, citoyenne…"), "liste", _R),
    Champ("note", _("Note"), _("un texte libre"), "texte", _R),
    Champ("contexte", _("Description du projet"), _("un texte libre"), "texte", _P),
    Champ("dispositif", _("Dispositif"), _("le programme qui soutient le projet"), "texte", _P),
    Champ("cadres", _("S’inscrit dans"), _("des cadres : leur code ou leur nom, séparés par « | »"), "liste", _P),
    Champ("cadres_comment", _("Comment il s’y inscrit"), _("« cadre : une phrase », séparés par « | »"), "liste", _P),
    Champ("beneficiaire", _("Association bénéficiaire"), _("qui reçoit la subvention et porte le projet"), "nom", _P),
    Champ("nature_financement", _("Nature de l'aide"), _("« aide en numéraire », « aide en nature »"), "texte", _P),
    Champ("financeur", _("Financeur"), _("qui paie ; vide : non renseigné"), "nom", _P),
    Champ("annee", _("Année du financement"), _("une année"), "date", _P),
    Champ("montant_demande", _("Montant demandé"), _MONTANT, "montant", _P),
    Champ("montant_obtenu", _("Montant obtenu"), _MONTANT, "montant", _P),
    Champ("montant_engage", _("Montant engagé"), _MONTANT, "montant", _P),
    Champ("montant_verse", _("Montant versé"), _MONTANT, "montant", _P),
    Champ("montants", _("Montants détaillés"), _("« verse 2020 12000.00 EUR (payeur) », séparés par « | »"),
          "liste", _P),
    Champ("devise", _("Monnaie"), _("trois lettres : EUR, USD, XOF"), "code", _P),
    Champ("adresse", _("Adresse de la source"), _("une adresse web : https://…"), "adresse"),
    Champ("date_information", _("Date de l'information"), _DATE, "date"),
)  # fmt: skip
_PAR_CODE = {c.code: c for c in CHAMPS}


def champs_de(objet: Objet) -> tuple[Champ, ...]:
    """Les champs qui ont un sens pour cet objet, dans l'ordre où les montrer."""
    return tuple(c for c in CHAMPS if objet in c.objets)


def find_champ(code: str) -> Champ:
    """Le champ de ce code ; KeyError s'il n'existe pas."""
    return _PAR_CODE[code]


def manques(correspondance: Correspondance) -> tuple[str, ...]:
    """Ce qui manque ou se contredit pour lire le fichier, une phrase chacun ; vide : on peut préparer."""
    dits = {c.champ for c in correspondance.colonnes if c.champ} | {
        c for c, v in correspondance.constantes.items() if v
    }
    admis = {c.code for c in champs_de(correspondance.objet)}
    phrases = [_absent(voulus) for voulus in _voulus(correspondance.objet) if not dits & set(voulus)]
    phrases += [gettext("« %s » n'a pas de sens ici : choisissez un autre champ") % c for c in sorted(dits - admis)]
    phrases += [
        gettext("deux colonnes disent « %(champ)s » : %(colonnes)s")
        % {"champ": find_champ(c).libelle, "colonnes": ", ".join(correspondance.colonnes_de(c))}
        for c in sorted(dits & admis)
        if len(correspondance.colonnes_de(c)) > 1 and find_champ(c).sorte not in ("nom", "liste", "texte")
    ]
    return tuple(phrases)


def _voulus(objet: Objet) -> Sequence[tuple[str, ...]]:
    """Un champ au moins de chaque groupe doit être dit."""
    tete = ("collectivite", "collectivite_code")
    return (tete, ("partenaire",), ("pays",)) if objet == "relations" else (tete, ("titre",))


def _absent(voulus: Sequence[str]) -> str:
    noms = gettext(" ou ").join(f"« {find_champ(c).libelle} »" for c in voulus)
    return gettext("aucune colonne ne dit %s : choisissez-la, ou donnez une valeur pour toutes les lignes") % noms
