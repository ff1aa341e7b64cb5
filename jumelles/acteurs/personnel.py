"""Reconnaître ce qui est d'une personne : son adresse, son portable, sa civilité dans un texte (C1.8). Sans base."""

import re
import unicodedata

# Dans une adresse, les mots d'un service, en français, anglais, espagnol et portugais, sans accents.
_SERVICES = frozenset({
    "accueil", "action", "admin", "administration", "afd", "affaires", "affairs", "agence", "agencia", "agency",
    "aide", "ajuntament", "alcaldia", "ambafrance", "ambassade", "antenne", "association", "ayuntamiento", "board",
    "bonjour", "bureau", "business", "cabinet", "camara", "cci", "centre", "chamber", "chambre", "chancellerie",
    "city", "comite", "commerce", "commune", "communes", "communication", "community", "comunicacao",
    "comunicacion", "conseil", "consulat", "consulate", "contact", "contacto", "contacts", "contato", "cooperacao",
    "cooperacion", "cooperation", "coordination", "council", "courrier", "culture", "culturel", "culturelle",
    "decentralisee", "delegation", "departement", "department", "descentralizada", "developpement", "direction",
    "durable", "economique", "ecoute", "education", "embaixada", "embajada", "embassy", "enquiries", "etrangeres",
    "europe", "europeennes", "export", "exterieures", "exteriores", "external", "federation", "fondation",
    "foreign", "foundation", "francais", "francaise", "france", "gabinete", "general", "generale", "geral",
    "groupe", "hello", "info", "infos", "inquiries", "institut", "intercommunalite", "internacionais",
    "internacional", "internacionales", "international", "internationale", "internationales", "internationaux",
    "jeunesse", "jumelage", "jumelages", "mail", "maire", "maires", "mairie", "mayor", "mission", "municipal",
    "municipalidad", "municipalities", "municipio", "network", "office", "oficina", "partenariat", "partenariats",
    "pays", "poste", "prefeitura", "presidence", "press", "presse", "program", "programme", "project", "projects",
    "projet", "projets", "protocol", "protocole", "public", "recepcion", "region", "relaciones", "relacoes",
    "relations", "representation", "reseau", "reseaux", "sante", "scac", "secretaria", "secretariat", "secretary",
    "sede", "service", "services", "siege", "solidarite", "standard", "support", "syndicat", "team", "territoires",
    "tourisme", "trade", "twinning", "unies", "union", "universite", "university", "ville", "villes", "visas",
    "webmaster",
})  # fmt: skip
# Le poste et la ville où il est : « scac.antananarivo@ ».
_POSTES = frozenset({"afd", "ambafrance", "ambassade", "consulat", "embajada", "embassy", "scac"})
_LIAISONS = frozenset({
    "a", "and", "au", "aux", "d", "da", "de", "del", "des", "do", "du", "e", "en", "es", "et", "fr", "l", "la", "le",
    "les", "of", "pt", "the", "y",
})  # fmt: skip
_CIVILITES = re.compile(
    r"\b(?:mme|mlle|mmes|monsieur|madame|mademoiselle|messieurs|mesdames|mrs|dr|docteur|sra|señora|señor|senhora?)\b"
    r"|\b(?:mr|ms|sr|pr)\b\.?\s+(?-i:[A-ZÀ-Þ])|(?<![\w.])(?-i:M)\.?\s+(?-i:[A-ZÀ-Þ])[\w'’-]+",
    re.IGNORECASE,
)
_COURRIEL = re.compile(r"[\w.+-]+\s*(?:@|[(\[]\s*(?:at|a|arobase)\s*[)\]])\s*[\w-]+", re.IGNORECASE)
_JOURS = re.compile(
    r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b|\b(?:19|20)\d{2}\s*[-/–]\s*(?:19|20)\d{2}\b"
)
_TELEPHONE = re.compile(r"\+\s?\d(?:[\s./()-]*\d){6,}|\d(?:[\s./()-]*\d){8,}|\b\d{2}(?:[\s.-]\d{2}){3,}\b")
# Indicatif du pays → premiers chiffres de ses portables : plans de numérotation nationaux, à vérifier ; ailleurs, et
# là où rien ne les distingue (Amérique du Nord), on ne sait pas.
_PORTABLES = {
    "212": "[67]", "213": "[567]", "216": "[259]", "221": "7", "222": "[234]", "223": "[5679]", "224": "6",
    "225": "0[157]", "226": "[0567]", "227": "[89]", "228": "[79]", "229": "(?:01)?[4569]", "235": "[69]",
    "237": "6", "241": "0?[67]", "242": "0[456]", "243": "[89]", "253": "77", "261": "3", "269": "3", "32": "4",
    "33": "[67]", "34": "[67]", "351": "9", "380": "[5-9]", "39": "3", "40": "7", "44": "7", "48": "[5-8]",
    "49": "1[567]", "509": "[34]", "55": r"\d\d9", "84": "[35789]", "86": "1[3-9]", "91": "[6-9]", "961": "(?:3|7|81)",
    "970": "5",
}  # fmt: skip
_PORTABLE = re.compile("|".join(f"{indicatif}0?{debut}" for indicatif, debut in _PORTABLES.items()), re.ASCII)


def ressemble_a_une_personne(courriel: str, organisme: str = "") -> bool:
    """Vrai si un mot de l'adresse n'est ni d'un service, ni de l'organisme, ni la ville d'un poste ; faux si vide."""
    avant = courriel.strip().partition("@")[0]
    mots = [m for m in mots_lus(avant) if m not in _LIAISONS]
    siens = _mots_de(organisme)
    inconnus = [m for m in mots if not _dit(m, siens)]
    if not mots or inconnus:
        return bool(avant) and not _est_un_poste(mots, inconnus)
    return not any(_dit(m, frozenset()) for m in mots) and _a_la_forme_d_un_nom(organisme)


def is_portable(telephone: str) -> bool:
    """Vrai pour un portable français, ou d'un pays dont on sait les distinguer."""
    chiffres = re.sub(r"\D", "", unicodedata.normalize("NFKC", telephone).replace("(0)", ""))
    if telephone.strip().startswith("+") or chiffres.startswith("00"):
        return bool(_PORTABLE.match(chiffres.removeprefix("00")))
    return bool(re.fullmatch(r"0[67]\d{8}", chiffres))


def designe_quelqu_un(texte: str) -> bool:
    """Vrai si une civilité s'y lit."""
    return bool(_CIVILITES.search(_lisible(texte)))


def porte_une_coordonnee(texte: str) -> bool:
    """Vrai si un courriel ou un téléphone s'y lit ; une date ou deux années n'en sont pas un."""
    lisible = _JOURS.sub(" ", _lisible(texte))
    return bool(_COURRIEL.search(lisible) or _TELEPHONE.search(lisible))


def _lisible(texte: str) -> str:
    """Sans les signes que l'on ne voit pas, qui couperaient un mot en deux."""
    compose = unicodedata.normalize("NFKC", texte)
    return "".join(c for c in compose if unicodedata.category(c) != "Cf")


def mots_lus(texte: str) -> list[str]:
    """Les mots d'un texte, sans accents ni capitales."""
    sans_accents = unicodedata.normalize("NFKD", texte.casefold()).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z]+", sans_accents)


def _mots_de(organisme: str) -> frozenset[str]:
    """Les mots de son nom, son nom d'un seul tenant, et son sigle ."""
    mots = mots_lus(organisme)
    pleins = [m for m in mots if m not in _LIAISONS]
    sigles = {"".join(m[0] for m in suite) for suite in (mots, pleins) if len(suite) > 2}
    return frozenset({m for m in pleins if len(m) > 1} | {"".join(mots), "".join(pleins)} | sigles)


def _dit(mot: str, siens: frozenset[str]) -> bool:
    """Vrai si ce mot est connu, ou s'il en colle deux : « relationsinternationales »."""
    connus = _SERVICES | siens
    if mot in connus:
        return True
    coupes = ((mot[:i], mot[i:]) for i in range(3, len(mot) - 2))
    return any(un in connus and (deux in connus or deux in _LIAISONS) for un, deux in coupes)


def _est_un_poste(mots: list[str], inconnus: list[str]) -> bool:
    """« scac.antananarivo », « afdantananarivo » : un poste, puis un seul mot."""
    suite = ".".join(mots)
    villes = {suite.removeprefix(poste).removeprefix(".") for poste in _POSTES if suite.startswith(poste)}
    return len(inconnus) == 1 and any(len(v) > 3 and "." not in v for v in villes)


def _a_la_forme_d_un_nom(organisme: str) -> bool:
    """« Jeanne Martin » ne fait pas un organisme : deux mots, et aucun d'un service."""
    mots = [m for m in mots_lus(organisme) if m not in _LIAISONS]
    return len(mots) == 2 and not any(_dit(m, frozenset()) for m in mots)


def noms_possibles(texte: str) -> frozenset[str]:
    """Les suites de deux à quatre mots d'un texte, chacune en ordre alphabétique : « Exemple Camille » en est une."""
    mots = mots_lus(_lisible(texte))
    suites = (mots[i : i + n] for n in (2, 3, 4) for i in range(len(mots) - n + 1))
    return frozenset(" ".join(sorted(suite)) for suite in suites)
