"""La porte HTTP, pour granian."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jumelles.config.reglages")
application = get_wsgi_application()
# Lire les pages, les filtres et l'API avant la première visite : elle n'a pas à payer leur chargement.
len(get_resolver().url_patterns)
# Ce qui est chargé là ne mourra qu'avec le processus : que le ramasse-miettes ne le relise pas à chaque page.
gc.collect()
gc.freeze()
