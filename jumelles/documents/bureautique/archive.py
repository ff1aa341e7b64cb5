"""Une archive ZIP en mémoire, récrite toujours pareille : mêmes dates, même ordre."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

_DATE = (1980, 1, 1, 0, 0, 0)
NON_COMPRESSE = "mimetype"  # la norme OpenDocument le veut premier et nu


def read_archive(octets: bytes) -> dict[str, bytes]:
    """{nom : contenu}, dans l'ordre de l'archive."""
    with zipfile.ZipFile(BytesIO(octets)) as archive:
        return {nom: archive.read(nom) for nom in archive.namelist()}


def write_archive(parties: Mapping[str, bytes]) -> bytes:
    """Les octets de l'archive."""
    sortie = BytesIO()
    with zipfile.ZipFile(sortie, "w") as archive:
        for nom, contenu in parties.items():
            fiche = zipfile.ZipInfo(nom, _DATE)
            fiche.compress_type = zipfile.ZIP_STORED if nom == NON_COMPRESSE else zipfile.ZIP_DEFLATED
            fiche.external_attr = 0o644 << 16
            archive.writestr(fiche, contenu)
    return sortie.getvalue()
