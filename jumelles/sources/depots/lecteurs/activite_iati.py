"""Une activité IATI mise à plat : les colonnes que nos projets comprennent."""

import re
from collections.abc import Iterator
from decimal import Decimal
from xml.etree.ElementTree import Element

from jumelles.recherche.ligne import ENTRE

COLONNES = (
    "iati-identifier", "title", "description", "activity-status", "start", "end", "reporting-org", "reporting-org-ref",
    "participating-org-1", "participating-org-2", "participating-org-3", "participating-org-4", "accountable-ref",
    "recipient-country", "sector", "tag-odd", "location", "transactions", "last-updated",
)  # fmt: skip
# Type d'opération IATI → étape : 1 et 11 reçus ou promis au porteur, 2 engagé, 3 et 4 versé.
_ETAPES = {"2": "engage", "11": "obtenu", "3": "verse", "4": "verse"}
_STATUTS = {"1": "en préparation", "2": "en cours", "3": "en clôture", "4": "terminé", "5": "annulé", "6": "suspendu"}
_LANGUE = "{http://www.w3.org/XML/1998/namespace}lang"
_VOCABULAIRES_ODD = ("2", "3")
_NOMBRE = re.compile(r"[-+]?\d{1,20}(?:\.\d{0,20})?", re.ASCII)


def en_rangee(activite: Element) -> tuple[str, ...]:
    """Les cellules d'une activité, dans l'ordre de COLONNES ; les listes jointes par « | »."""
    defaut = str(activite.get("default-currency") or "")
    dites = {
        "iati-identifier": _texte(activite.find("iati-identifier")),
        "title": _narration(activite.find("title")),
        "description": _description(activite),
        "activity-status": _STATUTS.get(_code(activite.find("activity-status")), ""),
        "start": _date(activite, "2", "1"),
        "end": _date(activite, "4", "3"),
        "reporting-org": _narration(activite.find("reporting-org")),
        "reporting-org-ref": _ref(activite.find("reporting-org")),
        **{f"participating-org-{role}": _joindre(_organisations(activite, role)) for role in "1234"},
        "accountable-ref": _joindre(o.get("ref", "") for o in _ayant_role(activite, "2")),
        "recipient-country": _joindre(c.get("code", "") for c in activite.findall("recipient-country")),
        "sector": _joindre(_secteurs(activite)),
        "tag-odd": _joindre(_odd(activite)),
        "location": _joindre(_narration(x.find("name")) for x in activite.findall("location")),
        "transactions": ENTRE.join(v.replace("|", "/") for v in _operations(activite, defaut)),
        "last-updated": str(activite.get("last-updated-datetime") or "")[:10],
    }
    return tuple(dites[nom] for nom in COLONNES)


def _texte(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _narration(element: Element | None) -> str:
    """Le texte français s'il y en a un, sinon le premier."""
    if element is None:
        return ""
    narrations = element.findall("narrative")
    francais = next((n for n in narrations if str(n.get(_LANGUE) or "").lower().startswith("fr")), None)
    return _texte(francais if francais is not None else next(iter(narrations), None))


def _description(activite: Element) -> str:
    return "\n".join(t for d in activite.findall("description") if (t := _narration(d)))


def _code(element: Element | None) -> str:
    return str(element.get("code") or "") if element is not None else ""


def _ref(element: Element | None) -> str:
    return str(element.get("ref") or "") if element is not None else ""


def _date(activite: Element, *types: str) -> str:
    """La date du premier type qui en a une (réelle avant prévue)."""
    dites = {str(d.get("type")): str(d.get("iso-date") or "")[:10] for d in activite.findall("activity-date")}
    return next((dites[t] for t in types if dites.get(t)), "")


def _ayant_role(activite: Element, role: str) -> list[Element]:
    return [o for o in activite.findall("participating-org") if o.get("role") == role]


def _organisations(activite: Element, role: str) -> Iterator[str]:
    for organisation in _ayant_role(activite, role):
        yield _narration(organisation) or str(organisation.get("ref") or "")


def _secteurs(activite: Element) -> Iterator[str]:
    """Les codes du CAD (vocabulaires 1 et 2, ou rien) ; les autres par leur libellé."""
    for secteur in activite.findall("sector"):
        yield _code(secteur) if (secteur.get("vocabulary") or "1") in ("1", "2") else _narration(secteur)


def _odd(activite: Element) -> Iterator[str]:
    """Vocabulaires 2 (objectifs) et 3 (cibles) des étiquettes ; 7 et 8 des secteurs."""
    for etiquette in activite.findall("tag"):
        if etiquette.get("vocabulary") in _VOCABULAIRES_ODD:
            yield _code(etiquette)
    for secteur in activite.findall("sector"):
        if secteur.get("vocabulary") in ("7", "8"):
            yield _code(secteur)


def _operations(activite: Element, defaut: str) -> Iterator[str]:
    """« verse 2020 12000.00 EUR (payeur) » ; une opération sans étape connue n'est pas un financement ici."""
    for operation in activite.findall("transaction"):
        etape = _ETAPES.get(_code(operation.find("transaction-type")), "")
        valeur = operation.find("value")
        if not etape or valeur is None:
            continue
        jour = operation.find("transaction-date")
        annee = str((jour.get("iso-date") if jour is not None else valeur.get("value-date")) or "")[:4]
        montant = _montant(_texte(valeur))
        devise = str(valeur.get("currency") or defaut)
        payeur = _narration(operation.find("provider-org")) or _narration(activite.find("reporting-org"))
        yield f"{etape} {annee or '-'} {montant} {devise or '-'} ({_sans_parentheses(payeur)})"


def _montant(texte: str) -> str:
    """Au centime ; ce qui n'est pas un nombre simple (« 1E+999999999 ») est rendu tel quel, et se dira illisible."""
    return f"{Decimal(texte):.2f}" if _NOMBRE.fullmatch(texte) else texte.replace(" ", "")[:40]


def _sans_parentheses(nom: str) -> str:
    return nom.replace("(", "[").replace(")", "]").replace("|", "/")


def _joindre(valeurs: Iterator[str]) -> str:
    return ENTRE.join(dict.fromkeys(v.replace("|", "/") for v in valeurs if v))
