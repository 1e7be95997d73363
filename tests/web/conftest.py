from collections.abc import Iterator

import pytest
from django.test import override_settings

from tests.rewriting.fixtures import direct, helped, model  # noqa: F401


@pytest.fixture(autouse=True, scope="session")
def static_files_by_their_own_names() -> Iterator[None]:
    """Pages are tested without collecting static files first."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    default = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    with override_settings(STORAGES={"default": default, "staticfiles": plain}):
        yield
