"""L'en-tête d'une page : son titre et sa description, redits pour qui la partage ; ce qu'elle dit aux machines."""

from html import unescape

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jumelles.web import semantique as sens

register = template.Library()


class Partage(template.Node):
    """Un titre et une description, rendus une fois, écrits deux : pour le lecteur, pour qui partage (OpenGraph)."""

    def __init__(self, titre: template.NodeList, description: template.NodeList) -> None:
        self.titre, self.description = titre, description
        # Django y cherche les blocs que les autres gabarits remplissent.
        self.nodelist = template.NodeList([*titre, *description])

    def render(self, context: template.Context) -> SafeString:
        titre = " ".join(unescape(self.titre.render(context)).split())
        description = " ".join(unescape(self.description.render(context)).split())
        redits = (
            ("og:title", titre), ("og:description", description), ("og:url", context.get("canonique", "")),
            ("og:type", "website"), ("og:site_name", "Jumelles"), ("og:locale", "fr_FR"),
        )  # fmt: skip
        tete = format_html('<title>{}</title>\n<meta name="description" content="{}">\n', titre, description)
        graphe = format_html_join("\n", '<meta property="{}" content="{}">', redits)
        return tete + graphe + SafeString('\n<meta name="twitter:card" content="summary">')


@register.tag
def partage(parser: template.base.Parser, token: template.base.Token) -> Partage:
    """{% partage %}titre{% description %}description{% endpartage %}"""
    titre = parser.parse(("description",))
    parser.delete_first_token()
    description = parser.parse(("endpartage",))
    parser.delete_first_token()
    return Partage(titre, description)


@register.simple_tag(takes_context=True)
def semantique(context: template.Context) -> SafeString:
    """Le JSON-LD de la page, et le lien oEmbed d'une liste ; le JSON ne peut fermer sa balise : « < » y est échappé."""
    requete = context.get("request")
    trouvee = getattr(requete, "resolver_match", None)
    dit = sens.dire(trouvee.url_name or "", dict(context.flatten())) if trouvee else ""
    lies = format_html('<script type="application/ld+json">{}</script>\n', SafeString(dit)) if dit else SafeString("")
    if "lien_durable" not in context or "sorte" not in context:
        return lies
    adresse = sens.decouverte(context["sorte"], context["lien_durable"])
    return lies + format_html('<link rel="alternate" type="application/json+oembed" href="{}">\n', adresse)
