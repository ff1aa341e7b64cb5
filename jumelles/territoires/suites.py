"""Les suites : à quelle collectivité d'aujourd'hui mène un code d'hier, pour de nombreux codes à la fois."""

from collections.abc import Collection, Iterable

from jumelles.territoires.models import Collectivite, Filiation

SAUTS = 8
# Une commune déléguée, associée ou un arrondissement garde son code d'hier, suivi de sa lettre.
SUFFIXES = ("", ".D", ".A", ".M", ".X")


def codes_d_aujourdhui(codes: Collection[str]) -> dict[str, str]:
    """Code d'hier ou d'aujourd'hui → code d'aujourd'hui, de fusion en fusion ; les codes inconnus manquent."""
    formes = {f"{code}{suffixe}": code for suffixe in reversed(SUFFIXES) for code in codes}
    connues = {c.code: c for c in Collectivite.objects.filter(code__in=list(formes))}
    vers = {formes[forme]: c for forme, c in sorted(connues.items(), reverse=True)}
    vers |= {code: connues[code] for code in codes if code in connues}
    passees = {c.pk: c for c in vers.values() if _passee(c)}
    suites: dict[int, Collectivite] = {}
    for _saut in range(SAUTS):
        if not passees:
            break
        suites |= (suivantes := _suivantes(passees.values()))
        passees = {c.pk: c for c in suivantes.values() if _passee(c) and c.pk not in suites}
    return {code: fin.code for code, c in vers.items() if not _passee(fin := _au_bout(c, suites))}


def _passee(c: Collectivite) -> bool:
    return c.ancienne or c.parent_id is not None


def _suivantes(passees: Iterable[Collectivite]) -> dict[int, Collectivite]:
    """Identifiant d'une collectivité passée → celle qui la continue."""
    siennes = list(passees)
    vers = {c.pk: c.parent_id for c in siennes if c.parent_id}
    filiations = Filiation.objects.filter(ancienne__in=[c.pk for c in siennes]).order_by("date")
    vers |= dict(filiations.values_list("ancienne_id", "nouvelle_id"))
    chargees = Collectivite.objects.in_bulk(list(vers.values()))
    return {pk: chargees[suite] for pk, suite in vers.items() if suite in chargees}


def _au_bout(c: Collectivite, suites: dict[int, Collectivite]) -> Collectivite:
    for _saut in range(SAUTS):
        if c.pk not in suites:
            break
        c = suites[c.pk]
    return c
