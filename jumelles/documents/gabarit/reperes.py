"""Les repères d'un gabarit, et le moteur qui n'en connaît pas d'autres : ni calcul, ni boucle, ni attribut."""

from typing import Any

from jinja2 import TemplateError, nodes
from jinja2.environment import Template
from jinja2.runtime import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from jumelles.documents.refus import DocumentRefuse

SIMPLES = ("titre", "sous_titre", "auteur", "date")
ENTIERS = ("corps", "sources")
REPERES = (*SIMPLES, *ENTIERS)
ATTENDUS = ", ".join(f"{{{{ {nom} }}}}" for nom in REPERES)
_PERMIS = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)


class Moteur(ImmutableSandboxedEnvironment):
    """Un Jinja qui ne sait qu'écrire nos repères ; vus : ceux qu'il a rencontrés."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()
        self.vus: set[str] = set()

    def from_string(self, source: Any, *autres: Any, **nommes: Any) -> Template:
        """Le gabarit compilé ; DocumentRefuse dès qu'il contient autre chose que nos repères."""
        try:
            arbre = self.parse(source)
        except TemplateError as erreur:
            raise DocumentRefuse(f"Une accolade ne se ferme pas. Repères possibles : {ATTENDUS}.") from erreur
        for noeud in (arbre, *arbre.find_all(nodes.Node)):
            self._verifier(noeud)
        return super().from_string(source, *autres, **nommes)

    def _verifier(self, noeud: nodes.Node) -> None:
        if not isinstance(noeud, _PERMIS):
            raise DocumentRefuse(f"Ce gabarit contient un calcul ou une boucle. Il ne peut porter que : {ATTENDUS}.")
        if isinstance(noeud, nodes.Name):
            if noeud.name not in REPERES:
                raise DocumentRefuse(f"Repère inconnu dans le gabarit : « {noeud.name[:40]} ». Possibles : {ATTENDUS}.")
            if noeud.name in ENTIERS and noeud.name in self.vus:
                raise DocumentRefuse(f"Dans le gabarit, {{{{ {noeud.name} }}}} ne se pose qu’une fois.")
            self.vus.add(noeud.name)
