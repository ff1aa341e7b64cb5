"""Les suites : à quelle collectivité d'aujourd'hui mène un code d'hier, pour de nombreux codes à la fois."""

from collections.abc import Collection, Iterable

from django.db.models import Q

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


def codes_d_hier(code: str) -> tuple[str, ...]:
    """Les codes d'hier qui mènent aujourd'hui à ce code, sans lui ; une requête s'il n'a réuni personne."""
    trouvees: dict[int, str] = {}
    neuves = dict(_d_avant(Q(nouvelle__code=code), Q(parent__code=code)))
    while neuves:
        # La ligne d'avant la réunion garde son code nu : c'est à elle que tient ce que la commune avait écrit.
        nus = {c.partition(".")[0] for c in neuves.values() if "." in c}
        neuves |= dict(Collectivite.objects.filter(code__in=nus, ancienne=True).values_list("pk", "code"))
        trouvees |= neuves
        ids = list(neuves)
        neuves = {pk: c for pk, c in _d_avant(Q(nouvelle__in=ids), Q(parent__in=ids)) if pk not in trouvees}
    menent = codes_d_aujourdhui(set(trouvees.values())) if trouvees else {}
    return tuple(sorted(c for c in trouvees.values() if c != code and menent.get(c) == code))


def _d_avant(filiations: Q, parties: Q) -> Iterable[tuple[int, str]]:
    """(identifiant, code) de celles qu'une filiation, ou leur place, mène à celles-là."""
    reunies = Filiation.objects.filter(filiations).order_by().values_list("ancienne", "ancienne__code")
    return reunies.union(Collectivite.objects.filter(parties).order_by().values_list("pk", "code"))


def _passee(c: Collectivite) -> bool:
    return c.ancienne or c.parent_id is not None


def _suivantes(passees: Iterable[Collectivite]) -> dict[int, Collectivite]:
    """Identifiant d'une collectivité passée → celle qui la continue."""
    siennes = list(passees)
    vers = {c.pk: c.parent_id for c in siennes if c.parent_id}
    filiations = Filiation.objects.filter(ancienne__in=[c.pk for c in siennes]).order_by("date")
    vers |= dict(filiations.values_list("ancienne_id", "nouvelle_id"))
    vers |= _suffixees([c for c in siennes if c.pk not in vers and "." not in c.code])
    chargees = Collectivite.objects.in_bulk(list(vers.values()))
    return {pk: chargees[suite] for pk, suite in vers.items() if suite in chargees}


def _suffixees(muettes: Collection[Collectivite]) -> dict[int, int]:
    """Une commune qui vivait quand on l'a chargée n'a pas de filiation : la ligne de son code suffixé en a une."""
    formes = {f"{c.code}{suffixe}": c.pk for suffixe in reversed(SUFFIXES[1:]) for c in muettes}
    lues = Collectivite.objects.filter(code__in=list(formes)).values_list("code", "pk") if formes else ()
    return {formes[code]: pk for code, pk in sorted(lues, reverse=True)}


def _au_bout(c: Collectivite, suites: dict[int, Collectivite]) -> Collectivite:
    for _saut in range(SAUTS):
        if c.pk not in suites:
            break
        c = suites[c.pk]
    return c
