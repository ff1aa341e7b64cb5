"""La porte HTTP, pour granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jumelles.config.reglages")
application = get_wsgi_application()
