"""Les cadres d'un projet, lus dans un fichier : par leur code ou leur nom, avec le comment (C5.7)."""

from jumelles.sources.depots.cadres import lire_cadres
from jumelles.sources.depots.cellules import Cellules
from jumelles.sources.depots.correspondance import Choix, Correspondance

LUE = Correspondance("projets", tuple(Choix(c, c) for c in ("cadres", "cadres_comment")))


def test_un_cadre_se_lit_par_son_code_ou_son_nom_avec_le_comment_a_cote() -> None:
    dites = "accord-de-paris : un plan climat ; partagé | Interreg 2021-2027 : deux rives"
    cellules = Cellules(7, {"cadres": "cerv | Accord de Paris sur le climat", "cadres_comment": dites}, LUE)
    assert lire_cadres(cellules) == [
        ["cerv", ""], ["accord-de-paris", "un plan climat ; partagé"], ["interreg", "deux rives"],
    ]  # fmt: skip
    assert cellules.problemes == ()


def test_un_cadre_inconnu_ou_sans_phrase_se_dit_et_se_laisse() -> None:
    cellules = Cellules(7, {"cadres": "plan-sur-la-comete", "cadres_comment": "sans deux-points | cerv :"}, LUE)
    assert lire_cadres(cellules) == []
    dits = [(p.colonne, p.valeur) for p in cellules.problemes]
    assert dits == [
        ("cadres", "plan-sur-la-comete"), ("cadres_comment", "sans deux-points"), ("cadres_comment", "cerv :"),
    ]  # fmt: skip
    assert all("attendu" in p.remede and not p.bloquant for p in cellules.problemes)
