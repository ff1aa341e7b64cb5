"""Ce que transporte une première vue : la page et ce qu'elle appelle, compressé, lettres à part."""

from dataclasses import dataclass
from html.parser import HTMLParser

from bench.mesures.serveur import Client

_LETTRES = (".woff2", ".woff", ".ttf")


@dataclass(frozen=True, slots=True)
class Poids:
    """Octets transportés par la page, ses styles, ses scripts et ses images."""

    adresse: str
    page: int
    styles: int
    scripts: int
    images: int

    @property
    def total(self) -> int:
        """La première vue, lettres à part."""
        return self.page + self.styles + self.scripts + self.images


class _Appels(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.styles: list[str] = []
        self.scripts: list[str] = []
        self.images: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        lus = {nom: valeur or "" for nom, valeur in attrs}
        rel = lus.get("rel", "").split()
        if tag == "link" and "stylesheet" in rel:
            self.styles.append(lus["href"])
        elif (tag == "script" and lus.get("src")) or (tag == "link" and "modulepreload" in rel):
            self.scripts.append(lus.get("src") or lus["href"])
        elif (tag == "img" and lus.get("loading") != "lazy") or (tag == "link" and "icon" in rel):
            self.images.append(lus.get("src") or lus.get("href", ""))


def peser(client: Client, adresse: str) -> Poids:
    """Peser une page et ses appels directs."""
    import gzip

    page = client.lire(adresse)
    html = gzip.decompress(page.corps) if page.corps[:2] == b"\x1f\x8b" else page.corps
    appels = _Appels(html.decode())

    def somme(adresses: list[str]) -> int:
        miens = {a for a in adresses if a.startswith("/") and not a.endswith(_LETTRES)}
        return sum(client.lire(a).octets for a in sorted(miens))

    return Poids(adresse, page.octets, somme(appels.styles), somme(appels.scripts), somme(appels.images))
