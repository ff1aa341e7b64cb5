"""Ce que la carte dit des frontières : docs/decisions/0003-frontieres-et-noms.md."""

# Entités que le fond de carte dessine à part et que nous rendons à l'État dont l'ONU les tient.
FONDUS = {"CYN": "CYP", "SOL": "SOM"}

# Ni État ni territoire nommé : terre sans couleur de pays.
SANS_PAYS = {"KAS"}

_CACHEMIRE = (72.0, 32.2, 81.0, 38.0)

# Lignes dont le tracé n'est pas reconnu des deux côtés : en pointillé ; cadre (O, S, E, N) si partiel.
CONTESTEES: dict[frozenset[str], tuple[float, float, float, float] | None] = {
    frozenset({"MAR", "ESH"}): None,
    frozenset({"SRB", "XKX"}): None,
    frozenset({"ISR", "PSE"}): None,
    frozenset({"ISR", "SYR"}): None,
    frozenset({"CHN", "IND"}): None,
    frozenset({"SDN", "SSD"}): None,
    frozenset({"EGY", "SDN"}): None,
    frozenset({"IND", "PAK"}): _CACHEMIRE,
}


def etat(code: str) -> str:
    """Le code du pays sous lequel une forme du fond est dessinée."""
    return FONDUS.get(code, code)


def is_contestee(voisins: frozenset[str], lon: float, lat: float) -> bool:
    """La frontière entre ces deux pays est-elle contestée en ce point (degrés) ?"""
    if voisins & SANS_PAYS:
        return True
    if voisins not in CONTESTEES:
        return False
    cadre = CONTESTEES[voisins]
    return cadre is None or (cadre[0] <= lon <= cadre[2] and cadre[1] <= lat <= cadre[3])
