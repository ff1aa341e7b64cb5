"""Les garde-fous de la maison : chacun lit une arborescence et rend la liste de ses griefs."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

LIGNES_PAR_FICHIER = 400
LIGNES_PAR_FONCTION = 50
NOMS_INTERDITS = {
    "utils", "util", "helpers", "helper", "core", "common", "commun", "base", "misc", "divers", "services",
    "service", "manager", "managers", "outils", "signals",
}  # fmt: skip
# Écrits en morceaux : ce fichier est suivi lui aussi.
ADRESSES_INTERDITES = (
    "pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "registry." + "yarnpkg", "deb." + "debian.org",
    "/wor" + "k/", "/tm" + "p/", "/roo" + "t/", "/hom" + "e/", "/Us" + "ers/",
)  # fmt: skip
BINAIRES = {".png", ".jpg", ".woff2", ".mo", ".ico", ".gz", ".lzma", ".zip"}


def fichiers_python(racine: Path) -> list[Path]:
    """Les fichiers écrits à la main : ni migrations, ni caches."""
    return [f for f in sorted(racine.rglob("*.py")) if not {"migrations", "__pycache__"} & set(f.parts)]


def trop_longs(racine: Path) -> list[str]:
    """Les fichiers et les fonctions qui dépassent la mesure."""
    griefs = []
    for fichier in fichiers_python(racine):
        texte = fichier.read_text(encoding="utf-8")
        if (lignes := texte.count("\n")) > LIGNES_PAR_FICHIER:
            griefs.append(f"{fichier.relative_to(racine)} : {lignes} lignes")
        for noeud in ast.walk(ast.parse(texte)):
            if isinstance(noeud, ast.FunctionDef | ast.AsyncFunctionDef):
                longueur = (noeud.end_lineno or noeud.lineno) - noeud.lineno + 1
                if longueur > LIGNES_PAR_FONCTION:
                    griefs.append(f"{fichier.relative_to(racine)} : {noeud.name} fait {longueur} lignes")
    return griefs


def noms_interdits(racine: Path) -> list[str]:
    """Les modules et paquets dont le nom ne dit rien du métier."""
    return [
        f"{chemin.relative_to(racine)} : nom interdit"
        for chemin in sorted(racine.rglob("*"))
        if chemin.stem in NOMS_INTERDITS and (chemin.is_dir() or chemin.suffix == ".py")
    ]


def signaux_et_save(racine: Path) -> list[str]:
    """Les signaux, et les modèles qui font autre chose que s'enregistrer."""
    griefs = []
    for fichier in fichiers_python(racine):
        for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
            module = getattr(noeud, "module", "") or "" if isinstance(noeud, ast.ImportFrom) else ""
            if module.startswith("django.dispatch") or module.endswith(".signals"):
                griefs.append(f"{fichier.relative_to(racine)} : signal ({module})")
            surcharge = isinstance(noeud, ast.FunctionDef) and noeud.name in ("save", "delete")
            if surcharge and "models" in fichier.parts:
                griefs.append(f"{fichier.relative_to(racine)} : {noeud.name}() surchargé")
    return griefs


def _est_dataclass(classe: ast.ClassDef) -> bool:
    noms = [d.func if isinstance(d, ast.Call) else d for d in classe.decorator_list]
    return any(getattr(n, "id", getattr(n, "attr", "")) == "dataclass" for n in noms)


def noms_du_metier(racine: Path) -> Iterator[tuple[str, Path]]:
    """Chaque modèle et chaque dataclass publique, avec son fichier."""
    for fichier in fichiers_python(racine):
        for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
            if not isinstance(noeud, ast.ClassDef) or noeud.name.startswith("_"):
                continue
            parents = {ast.unparse(b) for b in noeud.bases}
            modele = bool(parents & {"models.Model", "Model", "AbstractBaseUser", "PermissionsMixin"})
            if modele or _est_dataclass(noeud):
                yield noeud.name, fichier.relative_to(racine)


def absents_du_glossaire(racine: Path, glossaire: str) -> list[str]:
    """Les noms du métier que le glossaire ne définit pas."""
    return [f"{nom} ({ou})" for nom, ou in noms_du_metier(racine) if f"`{nom}`" not in glossaire]


def etages(pyproject: Path) -> dict[str, int]:
    """Le rang de chaque paquet dans le contrat ; 0 est le toit."""
    contrats = tomllib.loads(pyproject.read_text())["tool"]["importlinter"]["contracts"]
    couches = next(c["layers"] for c in contrats if c["type"] == "layers")
    return {nom: rang for rang, couche in enumerate(couches) for nom in re.findall(r"\w+", couche)}


def cles_qui_grimpent(liens: Iterable[tuple[str, str]], rangs: dict[str, int]) -> list[str]:
    """Les clés étrangères (module du modèle, module visé) qui visent un étage plus haut ou un voisin."""
    griefs = []
    for depuis, vers in liens:
        a, b = depuis.split(".")[1], vers.split(".")[1]
        if a != b and rangs[b] <= rangs[a]:
            griefs.append(f"{depuis} → {vers}")
    return griefs


def dossiers_de_source(sources: Path) -> list[Path]:
    """Les dossiers qui lisent une source : ils ont une lecture ou un dépôt."""
    trouves = {f.parent for nom in ("lecture.py", "depot.py") for f in sources.rglob(nom)}
    return sorted(trouves - {sources})


def dependances_muettes(pyproject: str) -> list[str]:
    """Les dépendances que rien n'explique."""
    bloc = re.search(r"^dependencies = \[\n(.*?)^\]", pyproject, re.S | re.M)
    lignes = [ligne.strip() for ligne in bloc.group(1).splitlines() if ligne.strip()] if bloc else []
    return [ligne for ligne in lignes if not re.match(r'"[^"]+",\s+# \S.{8,}', ligne)]


def fichiers_suivis(racine: Path) -> list[Path]:
    """Ce que git suit (ou suivrait) dans ce dossier."""
    dit = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=racine, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [racine / nom for nom in dit.stdout.split("\0") if nom and (racine / nom).is_file()]


def adresses_interdites(fichiers: Iterable[Path]) -> list[str]:
    """Les hôtes de registres et les chemins d'une machine."""
    griefs = []
    for fichier in fichiers:
        if fichier.suffix in BINAIRES:
            continue
        texte = fichier.read_text(encoding="utf-8", errors="replace")
        griefs += [f"{fichier.name} : {adresse}" for adresse in ADRESSES_INTERDITES if adresse in texte]
    return griefs


def epingles(verrou: str) -> set[str]:
    """Les « nom==version » d'un verrou."""
    return set(re.findall(r"^([\w.-]+==[\w.]+)", verrou, re.M))
