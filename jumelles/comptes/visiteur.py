"""À qui compter une demande : la même personne sous toutes les écritures de son adresse."""

import ipaddress


def lire_adresse(texte: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """L'adresse lue, None si elle ne se lit pas ; une IPv4 écrite en IPv6 (« ::ffff:1.2.3.4 ») est une IPv4."""
    try:
        lue = ipaddress.ip_address(texte)
    except ValueError:
        return None
    return (lue.ipv4_mapped or lue) if isinstance(lue, ipaddress.IPv6Address) else lue


def foyer(texte: str) -> str:
    """Ce qui est compté ensemble : une adresse IPv4 ; en IPv6, tout le réseau /64 qu'une personne reçoit."""
    lue = lire_adresse(texte)
    if lue is None:
        return texte
    return str(ipaddress.ip_network(f"{lue}/64", strict=False)) if lue.version == 6 else str(lue)
