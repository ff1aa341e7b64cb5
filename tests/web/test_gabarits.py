"""Les gabarits : tout texte se traduit, aucun chiffre n'y est tapé, la typographie est française."""

import re
from pathlib import Path

import pytest

RACINE = Path(__file__).parents[2] / "jumelles"
GABARITS = (RACINE / "web" / "gabarits", RACINE / "api" / "gabarits")
FICHIERS = sorted(f for dossier in GABARITS for ext in ("html", "svg") for f in dossier.rglob(f"*.{ext}"))
TRADUIT = re.compile(
    r"{%\s*blocktranslate\b.*?%}.*?{%\s*endblocktranslate\s*%}|{%\s*translate\s+\"[^\"]*\".*?%}", re.DOTALL
)
BALISE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
ATTRIBUTS_LUS = re.compile(r'\b(?:alt|title|aria-label|placeholder|content)="([^"]*)"')
# La version d'une licence, d'une norme ou de l'API, le code d'une réponse.
NOMS_A_NUMERO = re.compile(r"version 3 ou suivante|OpenAPI 3\.1|RFC \d+|/api/v1/|répond 410|une autre 301")
# Ce qui n'est pas un texte pour les personnes : réglages de la page, formes du dessin.
MACHINE = ("width=device-width", "light dark", "noindex")


def _visible(texte: str) -> str:
    """Ce qui resterait à l'écran, une fois ôtés les textes traduits, les variables et les balises."""
    sans_classe = re.sub(r"{% block classe %}\w*{% endblock %}", " ", texte)
    reste = BALISE.sub(" ", TRADUIT.sub(" ", sans_classe))
    lus = " ".join(a for a in ATTRIBUTS_LUS.findall(reste) if not a.startswith(MACHINE))
    return re.sub(r"<[^>]*>", " ", reste) + " " + lus


def _textes(texte: str) -> list[str]:
    """Les textes donnés à traduire, variables ôtées."""
    return [BALISE.sub(" ", bloc) + " ".join(re.findall(r'"([^"]*)"', bloc)) for bloc in TRADUIT.findall(texte)]


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda f: str(f.relative_to(RACINE)))
def test_aucune_lettre_hors_des_textes_traduits(fichier: Path) -> None:
    assert re.findall(r"[A-Za-zÀ-ÿ]{2,}", _visible(fichier.read_text())) == []


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda f: str(f.relative_to(RACINE)))
def test_aucun_chiffre_n_est_tape(fichier: Path) -> None:
    """C0.5 : un nombre montré est un nombre calculé ; seuls s'écrivent les numéros qui nomment une règle."""
    contenu = fichier.read_text()
    textes = NOMS_A_NUMERO.sub("", " ".join(_textes(contenu)))
    assert re.findall(r"\d+", _visible(contenu)) == []
    assert re.findall(r"(?<![A-Z\d])\d+", textes) == []  # « M49 » est un nom de code, pas un nombre


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda f: str(f.relative_to(RACINE)))
def test_l_espace_avant_la_ponctuation_haute_ne_se_coupe_pas(fichier: Path) -> None:
    for texte in _textes(fichier.read_text()):
        assert not re.search(r"[^\s] [:;?!»%](?![\w(])", texte), texte
        assert not re.search(r"« ", texte), texte


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda f: str(f.relative_to(RACINE)))
def test_ni_script_ni_style_dans_la_page(fichier: Path) -> None:
    """La politique de sécurité du contenu les refuserait ; seuls nos modules, par leur adresse, et rien n'en dépend."""
    contenu = fichier.read_text()
    contenu = re.sub(r"""<script type="module" src="{% statique '[a-z-]+\.js' %}"></script>""", "", contenu)
    assert not re.search(r"<(?:script|style|iframe)\b|\sstyle=|\son[a-z]+=", contenu)
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!www\.(?:defenseurdesdroits|cnil)\.fr)', contenu)


def test_le_balayage_mord() -> None:
    """Un gabarit fautif est bien vu : sans cela, les essais du dessus ne prouveraient rien."""
    fautif = '<p>Bonjour {{ nom }}</p><p>{% translate "37 projets : fini" %}</p><img alt="carte">'
    assert re.findall(r"[A-Za-z]{2,}", _visible(fautif)) == ["Bonjour", "carte"]
    assert re.findall(r"\d+", " ".join(_textes(fautif))) == ["37"]
    assert re.search(r"[^\s] [:;?!»%](?![\w(])", _textes(fautif)[0])
