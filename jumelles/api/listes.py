"""Les trois listes et leurs fiches : le même filtre, les mêmes colonnes, le même ensemble que partout."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _

from jumelles.acteurs.requetes import adresse_acteur
from jumelles.api import curseur, parametres
from jumelles.api.problemes import Refus
from jumelles.api.reponses import rendre
from jumelles.cooperations.requetes import adresse_projet, adresse_relation
from jumelles.recherche.etat import ecrit_le
from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.recherche.libelles import libelles
from jumelles.recherche.moteur import moteur
from jumelles.recherche.phrase import phrase
from jumelles.recherche.sorties.en_json import proprietes

# Les facettes dont les codes ne tiennent pas dans une liste écrite d'avance.
OUVERTES = ("pays", "pays_action", "territoire", "source")
NUMERO_MAX = curseur.NUMERO_MAX


def lister(request: HttpRequest, sorte: Sorte) -> HttpResponse:
    """Une page de fiches, par numéro croissant."""
    lus = parametres.lire(parametres.LISTES[sorte], request.GET)
    filtre = Filtre.from_query(request.GET)
    apres = curseur.lire(lus.curseur or "", filtre, sorte)
    index = moteur()
    trouves = index.parcourir(filtre, sorte, apres=apres, nombre=lus.taille + 1)
    page = trouves[: lus.taille]
    suivant = None
    if len(trouves) > len(page):
        suite = (("curseur", curseur.ecrire(page[-1].id, filtre, sorte)), ("taille", str(lus.taille)))
        suivant = f"{settings.ADRESSE_PUBLIQUE}/api/v1/{sorte}?{filtre.to_query(suite)}"
    total = index.compter(filtre, sorte)
    corps = {
        "total": total,
        "phrase": str(phrase(filtre, total, sorte)),
        "adresse": adresse_de_la_page(filtre, sorte),
        "avis": avis(filtre),
        "suivant": suivant,
        "lignes": [proprietes(t) for t in page],
    }
    return rendre(request, corps, modifie=ecrit_le(index.repere()), suivant=suivant)


def fiche(request: HttpRequest, sorte: Sorte, numero: int) -> HttpResponse:
    """Une fiche ; fondue dans une autre : 301 ; retirée : 410 ; inconnue ou cachée : 404."""
    parametres.lire(parametres.AUCUN, request.GET)
    if not 0 < numero <= NUMERO_MAX:
        raise Refus(404)
    trouvees = moteur().lire(sorte, (numero,))
    if trouvees:
        modifie = datetime.fromtimestamp(trouvees[0].modifie, UTC)
        return rendre(request, proprietes(trouvees[0]), modifie=modifie)
    vers, retiree = _devenue(sorte, numero)
    if vers is not None:
        return HttpResponsePermanentRedirect(f"{settings.ADRESSE_PUBLIQUE}/api/v1/{sorte}/{vers}")
    raise Refus(410 if retiree else 404)


def _devenue(sorte: Sorte, numero: int) -> tuple[int | None, bool]:
    """(fondue dans, retirée)."""
    if sorte == "acteurs":
        _nom, vers, retire = adresse_acteur(numero)
        return vers, retire
    adresse = adresse_relation(numero) if sorte == "relations" else adresse_projet(numero)
    return adresse.vers, adresse.supprimee


def adresse_de_la_page(filtre: Filtre, sorte: Sorte) -> str:
    """La page du site qui montre ce filtre."""
    question = filtre.to_query()
    return f"{settings.ADRESSE_PUBLIQUE}/{sorte}/" + (f"?{question}" if question else "")


def avis(filtre: Filtre) -> list[str]:
    """Ce qui explique un ensemble vide ou surprenant."""
    dits = []
    for nom in OUVERTES:
        codes = getattr(filtre, nom)
        connus = libelles(nom, list(codes)) if codes else {}
        inconnus = [code for code in codes if code not in connus]
        dits += [_("%(nom)s : « %(code)s » n'est pas un code connu.") % {"nom": nom, "code": code} for code in inconnus]
    if filtre.depuis and filtre.jusque and filtre.depuis > filtre.jusque:
        annees = {"depuis": filtre.depuis, "jusque": filtre.jusque}
        dits.append(_("depuis (%(depuis)s) est après jusque (%(jusque)s) : rien ne peut répondre.") % annees)
    return dits
