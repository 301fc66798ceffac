"""Opening windows: what to install where Qt does not find a library of the system."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from keystep.errors import SurroundingsError

LIBRARY = re.compile(r"lib[\w.+-]+\.so[\w.]*")
DEBIAN = {
    "libGL.so": "libgl1",
    "libEGL.so": "libegl1",
    "libOpenGL.so": "libopengl0",
    "libglib-2.0.so": "libglib2.0-0",
    "libgthread-2.0.so": "libglib2.0-0",
    "libfontconfig.so": "libfontconfig1",
    "libxkbcommon.so": "libxkbcommon0",
    "libdbus-1.so": "libdbus-1-3",
    "libpulse.so": "libpulse0",
    "libXrandr.so": "libxrandr2",
    "libgssapi_krb5.so": "libgssapi-krb5-2",
}
INSTALL = "Install the package that holds it."


@contextmanager
def named_libraries() -> Iterator[None]:
    """Say in one sentence which library is missing. Raises SurroundingsError.

    An error that names none is ours and goes on as it is.
    """
    try:
        yield
    except (ImportError, OSError) as fault:
        library = LIBRARY.search(str(fault))
        if library is None:
            raise
        raise SurroundingsError(
            "No window can open here, for the system has no {library}. {install}",
            library=library[0],
            install=_install(library[0]),
        ) from fault


def _install(library: str) -> str:
    name = next((DEBIAN[stem] for stem in DEBIAN if library.startswith(stem)), "")
    return f"On Debian: apt install {name}" if name else INSTALL
