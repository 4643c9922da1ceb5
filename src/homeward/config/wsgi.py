"""How a web server starts the platform.

What compares names is loaded with it: the first live check of a process answers as soon as every other.
"""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from homeward.screening.kernels import make_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "homeward.config.settings")
application = get_wsgi_application()
make_ready()
