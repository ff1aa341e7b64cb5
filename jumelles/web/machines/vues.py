"""Ce que lisent les machines : robots.txt, contact de sécurité, signe."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control

from jumelles.web.adresses import adresse_entiere
from jumelles.web.signe import SIGNE


@cache_control(max_age=604800, public=True)
def favicon(request: HttpRequest) -> HttpResponse:
    """Le signe de la maison."""
    return HttpResponse(SIGNE, content_type="image/svg+xml")


def robots(request: HttpRequest) -> HttpResponse:
    """Tout se lit ; les listes filtrées et les comptes ne s'indexent pas."""
    lignes = (
        "User-agent: *",
        "Disallow: /compte/",
        "Disallow: /recherche/",
        "Disallow: /*?",
        *(f"Disallow: /*/{nom}." for nom in ("portrait", "note", "mission")),
        f"Sitemap: {adresse_entiere(reverse('sitemap'))}",
    )
    return HttpResponse("\n".join(lignes) + "\n", content_type="text/plain; charset=utf-8")


def securite(request: HttpRequest) -> HttpResponse:
    """security.txt (RFC 9116) ; sans contact réglé, le lien mène aux mentions légales."""
    contact = getattr(settings, "CONTACT_SECURITE", "") or adresse_entiere(reverse("mentions"))
    expire = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lignes = (
        f"Contact: {contact}",
        f"Expires: {expire}",
        "Preferred-Languages: fr, en",
        f"Canonical: {adresse_entiere(reverse('securite'))}",
    )
    return HttpResponse("\n".join(lignes) + "\n", content_type="text/plain; charset=utf-8")
