"""L'adresse du conseil qui pose une question donnée."""

from urllib.parse import urlencode

from jumelles.conseil.demande import DemandeConseil

_APD = {True: "oui", False: "non"}


def couples_de(d: DemandeConseil) -> list[tuple[str, str]]:
    """Les (nom, valeur) d'une demande, toujours dans le même ordre ; ce qui n'est pas dit est omis."""
    unis = (
        ("pays", d.pays), ("type", d.type), ("habitants", d.habitants),
        ("apd", None if d.pays_apd is None else _APD[d.pays_apd]), ("jour", d.jour.isoformat() if d.jour else None),
    )  # fmt: skip
    suite = [("besoin", str(b)) for b in d.besoins] + [("theme", t) for t in d.themes]
    return [*suite, *((nom, str(v)) for nom, v in unis if v is not None)]


def question_de(d: DemandeConseil) -> str:
    """« besoin=financement&pays=MG&apd=oui »."""
    return urlencode(couples_de(d))
