from __future__ import annotations

import pytest

from keystep.cli.windows import named_libraries
from keystep.errors import SurroundingsError

MISSING = "{}: cannot open shared object file: No such file or directory"


@pytest.mark.parametrize(
    ("library", "hint"),
    [
        ("libEGL.so.1", "On Debian: apt install libegl1"),
        ("libxkbcommon.so.0", "On Debian: apt install libxkbcommon0"),
        ("libnobody-knows.so.7", "Install the package that holds it."),
    ],
)
def test_a_library_that_is_missing_is_named(library: str, hint: str) -> None:
    with pytest.raises(SurroundingsError) as told, named_libraries():
        raise ImportError(MISSING.format(library))
    assert str(told.value) == (f"No window can open here, for the system has no {library}. {hint}")


def test_what_names_no_library_goes_on_as_it_is() -> None:
    with pytest.raises(ImportError, match="cannot import name"), named_libraries():
        raise ImportError("cannot import name 'x'")
