"""What a WSGI server loads: ``granian --interface wsgi headway.config.wsgi:application``."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.config.settings")
os.environ.setdefault("HEADWAY_SETTLE", "thread")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from headway.config import day  # noqa: E402  needs the settings

day.start()
