"""Where DATA_DIR's path is too long for a socket, the socket's own folder is this user's alone."""

import os
import stat
from pathlib import Path

import pytest

from musicsite.env import WrongSetting
from musicsite.supervisor.valkey import own_folder


def test_the_folder_is_made_for_this_user_alone(tmp_path: Path) -> None:
    own_folder(tmp_path / "socket")
    assert stat.S_IMODE((tmp_path / "socket").stat().st_mode) == 0o700
    own_folder(tmp_path / "socket")


def test_a_link_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "socket").symlink_to(tmp_path)
    with pytest.raises(WrongSetting, match="shorter path"):
        own_folder(tmp_path / "socket")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder somebody else's")
def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "socket").mkdir()
    os.chown(tmp_path / "socket", 65534, -1)
    with pytest.raises(WrongSetting, match="somebody else"):
        own_folder(tmp_path / "socket")
