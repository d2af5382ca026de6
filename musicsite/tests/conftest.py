from collections.abc import Iterator
from pathlib import Path

import pytest

from musicsite.tests.serving import copy_of, manage, short_folder


@pytest.fixture(scope="session")
def prepared() -> Iterator[Path]:
    """A DATA_DIR as the first start leaves it, to be copied."""
    with short_folder() as folder:
        manage(folder, "prepare")
        yield folder


@pytest.fixture
def prepared_folder(prepared: Path) -> Iterator[Path]:
    with copy_of(prepared) as folder:
        yield folder
