"""Un relevé en tableaux Markdown."""

from typing import Any

MO = 1_000_000


def en_texte(m: dict[str, Any], commande: str) -> str:
    """Les tableaux d'une course, tels qu'on les colle dans docs/PERFORMANCE.md."""
    morceaux = [_tete(m, commande), _pages(m), _moteurs(m), _tailles(m)]
    if "sorties" in m:
        morceaux.append(_sorties(m))
    return "\n\n".join([*morceaux, _poids(m)]) + "\n"


def _n(nombre: float, decimales: int = 0) -> str:
    return f"{nombre:,.{decimales}f}".replace(",", "\u202f").replace(".", ",")


def _tableau(entetes: tuple[str, ...], lignes: list[tuple[str, ...]]) -> str:
    filet = "|".join("---" for _ in entetes)
    corps = "\n".join("| " + " | ".join(ligne) + " |" for ligne in lignes)
    return f"| {' | '.join(entetes)} |\n|{filet}|\n{corps}"


def _tete(m: dict[str, Any], commande: str) -> str:
    c, x = m["comptes"], m["machine"]
    return (
        f"### {_n(c['projets'])} projets, {_n(c['acteurs'])} acteurs, {_n(c['relations'])} relations\n\n"
        f"`{commande}`, le {x['date']}, {x['coeurs']} cœurs, charge {_n(x['charge'], 1)} au départ et "
        f"{_n(m['charge_apres'], 1)} après les pages, Python {x['python']}, SQLite {x['sqlite']}."
    )


def _pages(m: dict[str, Any]) -> str:
    lignes = [
        (nom, str(d["nombre"]), _n(d["mediane"], 1), _n(d["p95"], 1), _n(d["pire"], 0), _n(d["calcul"], 1),
         _n(d["octets"] / 1000), str(d["fautes"]))
        for nom, d in m["pages"].items()
    ]  # fmt: skip
    entetes = (
        "réponse HTTP entière", "demandes", "médiane, ms", "95 %, ms", "pire, ms", "calcul moyen, ms", "ko au plus",
        "fautes",
    )  # fmt: skip
    return _tableau(entetes, lignes)


def _moteurs(m: dict[str, Any]) -> str:
    """Les mêmes questions à chacun ; le rapport est au moteur seul, médiane à médiane."""
    page = next(iter(m["pages"].values()))
    noms = {"moteur": "tantivy, moteur seul", "fts5": "SQLite FTS5", "postgres": "PostgreSQL, french et unaccent"}
    base = m["moteur"]
    rangs = [("la page entière (HTTP)", page), *((nom, m[cle]) for cle, nom in noms.items() if cle in m)]
    lignes = [
        (nom, _n(d["mediane"], 1), _n(d["p95"], 1), f"{_n(d['mediane'] / (base['mediane'] or 1), 1)} ×",
         f"{_n(d['p95'] / (base['p95'] or 1), 1)} ×", _n(d["calcul"], 1) if "calcul" in d else "",
         _n(d["trouves"]) if "trouves" in d else "")
        for nom, d in rangs
    ]  # fmt: skip
    entetes = (
        "texte, 50 premiers et 8 facettes",
        "médiane, ms",
        "95 %, ms",
        "rapport",
        "rapport à 95 %",
        "calcul moyen, ms",
        "trouvés",
    )
    return _tableau(entetes, lignes)


def _tailles(m: dict[str, Any]) -> str:
    i = m["index"]
    lignes = [
        ("base SQLite", f"{_n(i['base'] / MO)} Mo", ""),
        ("index tantivy, toutes sortes", f"{_n(i['octets'] / MO)} Mo", ""),
    ]
    if "secondes" in i:
        a_plusieurs = f", à {i['equipe'] + 1} processus" if i.get("equipe") else ""
        debit = f"{_n(i['documents'] / i['secondes'])} documents/s{a_plusieurs}"
        lignes.append(("refaire l'index", f"{_n(i['secondes'])} s, dont {_n(i['calcul'])} s de calcul", debit))
    for cle, nom in (("fts5", "FTS5, projets seuls"), ("postgres", "PostgreSQL, projets seuls")):
        if cle in m:
            lignes.append((nom, f"{_n(m[cle]['octets'] / MO)} Mo", f"bâti en {_n(m[cle]['bati'])} s"))
    lignes.append(("démarrage à froid, jusqu'à la première réponse", f"{_n(m['demarrage'], 1)} s", ""))
    lignes.append(("mémoire du processus qui sert, après les pages", f"{_n(m['memoire'] / MO)} Mo", ""))
    return _tableau(("taille ou durée", "mesure", "soit"), lignes)


def _sorties(m: dict[str, Any]) -> str:
    lignes = [
        (nom if s["statut"] == 200 else f"{nom} ({s['statut']})", _n(s["lignes"]), _n(s["secondes"], 1), _n(s["debit"]),
         _n(s["octets"] / MO), f"+{_n(s['hausse'] / MO)}")
        for nom, s in m["sorties"].items()
    ]  # fmt: skip
    entetes = ("fichier entier", "lignes", "secondes", "lignes/s", "Mo", "mémoire, Mo")
    return _tableau(entetes, lignes)


def _poids(m: dict[str, Any]) -> str:
    lignes = [
        (nom, *(_n(p[c] / 1000, 1) for c in ("page", "styles", "scripts", "images", "total")))
        for nom, p in m["poids"].items()
    ]
    entetes = ("première vue, ko compressés, lettres à part", "page", "styles", "scripts", "images", "total")
    return _tableau(entetes, lignes)
