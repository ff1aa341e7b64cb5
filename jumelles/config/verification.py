"""Les réglages s'accordent-ils ? Ce qui met des personnes en danger arrête le démarrage ; le reste s'avise."""

import difflib
import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from jumelles.config.environnement import Environnement

CLE_MINIMALE = 50
DE_LA_MAISON = "jumelles"
# Tout ce qui se règle ; un nom qui ressemble à l'un d'eux sans l'être est une faute de frappe.
CONNUES = frozenset(
    f"JUMELLES_{nom}"
    for nom in (
        "ACCEPTER_HTTP", "ADMIN_COURRIEL", "ADRESSE", "API_DEBIT", "BASE", "CHROMIUM", "CLE_SECRETE", "CONTACT",
        "CONTACT_SECURITE", "COURRIEL", "DEBUG", "DEPOT_MAXIMUM", "DIRECTEUR", "DISQUE_MINIMUM", "DONNEES", "EDITEUR",
        "ESSAIS_BASE", "ESSAIS_ECRAN", "ESSAIS_PURS", "EXPEDITEUR", "EXPORTS", "HEBERGEUR", "HOTES", "INDEX", "JOURNAL",
        "JOURNAL_FORME", "MANDATAIRE", "VAR",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Installation:
    """Ce qu'une installation a réglé, déjà lu."""

    adresse: str
    hotes: tuple[str, ...]
    debug: bool
    cle_secrete: str
    mandataires: tuple[str, ...]
    courriel: str
    accepter_http: bool
    mentions: Mapping[str, str]

    @property
    def hote(self) -> str:
        """L'hôte de l'adresse publique."""
        return urlsplit(self.adresse).hostname or ""

    @property
    def publique(self) -> bool:
        """Vrai si l'adresse se joint d'ailleurs que de cette machine ou de son réseau."""
        if not self.hote or self.hote == "localhost" or self.hote.endswith((".localhost", ".test", ".invalid")):
            return False
        try:
            return ipaddress.ip_address(self.hote).is_global
        except ValueError:
            return True


def refuser_les_dangers(env: Environnement, i: Installation) -> None:
    """Noter dans `env` ce qui ne doit pas démarrer."""
    parties = urlsplit(i.adresse)
    if parties.scheme not in ("http", "https") or not parties.hostname or parties.path or parties.query:
        env.refuser(
            "JUMELLES_ADRESSE", f"« {i.adresse} » n'est pas l'adresse d'un site.",
            "Écrivez-la sans rien après l'hôte : https://jumelles.exemple.fr",
        )  # fmt: skip
        return
    if i.hotes != ("*",) and not _admis(i.hote, i.hotes):
        env.refuser(
            "JUMELLES_HOTES", f"l'hôte de JUMELLES_ADRESSE ({i.hote}) n'y est pas : le site refuserait ses visiteurs.",
            f"Ajoutez {i.hote}.",
        )  # fmt: skip
    if len(i.cle_secrete) < CLE_MINIMALE or len(set(i.cle_secrete)) < 10:
        env.refuser(
            "JUMELLES_CLE_SECRETE", f"elle doit avoir au moins {CLE_MINIMALE} signes, tirés au sort.",
            "Effacez la variable : une bonne clé est tirée au sort et gardée dans var/.",
        )  # fmt: skip
    if i.publique:
        _refuser_en_public(env, i, parties.scheme)


def _refuser_en_public(env: Environnement, i: Installation, schema: str) -> None:
    if i.debug:
        env.refuser(
            "JUMELLES_DEBUG", "les pages d'erreur montreraient le code et les réglages à tout le monde.",
            "Effacez la variable, ou travaillez sur http://localhost.",
        )  # fmt: skip
    if "*" in i.hotes:
        env.refuser(
            "JUMELLES_HOTES", "« * » laisse n'importe quel site se faire passer pour celui-ci.",
            f"Écrivez les vrais noms : {i.hote}",
        )  # fmt: skip
    if schema == "http" and not i.accepter_http:
        env.refuser(
            "JUMELLES_ADRESSE", "en http, mots de passe et témoins de connexion circulent en clair.",
            "Servez en https (docs/PRODUCTION.md), ou assumez : JUMELLES_ACCEPTER_HTTP=oui.",
        )  # fmt: skip


def _admis(hote: str, hotes: tuple[str, ...]) -> bool:
    nus = {h.strip("[]").lower() for h in hotes}
    return hote in nus or any(h.startswith(".") and f".{hote}".endswith(h) for h in nus)


def avis(i: Installation, valeurs: Mapping[str, str]) -> tuple[str, ...]:
    """Ce qui n'empêche pas de démarrer, mais qu'il vaut mieux savoir."""
    return (*_fautes_de_frappe(valeurs), *(_avis_en_public(i) if i.publique else ()))


def _fautes_de_frappe(valeurs: Mapping[str, str]) -> Iterator[str]:
    for nom in sorted(v for v in valeurs if v.startswith("JUMELLES_") and v not in CONNUES):
        proche = difflib.get_close_matches(nom, CONNUES, 1, 0.8)
        suite = f" Vouliez-vous écrire {proche[0]} ?" if proche else " Il est sans effet."
        yield f"{nom} n'est pas un réglage connu.{suite}"


def _avis_en_public(i: Installation) -> Iterator[str]:
    if i.adresse.startswith("https://") and not i.mandataires:
        yield (
            "JUMELLES_ADRESSE est en https, mais JUMELLES_MANDATAIRE n'est pas réglé : l'adresse des visiteurs se "
            "confond avec celle du mandataire, et un seul d'entre eux peut épuiser le débit de tous."
        )
    if i.courriel.startswith("consolemail"):
        yield "JUMELLES_COURRIEL n'est pas réglé : personne ne recevra de message pour retrouver son mot de passe."
    vides = [nom for nom, valeur in i.mentions.items() if not valeur]
    if vides:
        yield f"la loi demande des mentions que la page n'a pas ({', '.join(vides)}) : elle dit « non renseigné »."
