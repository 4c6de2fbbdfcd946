"""A disk of a given size, as a file system in memory; needs the right to mount one."""

import subprocess
from pathlib import Path

import pytest


class SmallDisk:
    """A tmpfs at `folder`."""

    def __init__(self, folder: Path, size: str):
        folder.mkdir()
        self.folder = folder
        if self._mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs"):
            pytest.skip("needs the right to mount a tmpfs")

    def change(self, options: str) -> None:
        """Options as for `mount -o`: size=50m, ro, rw."""
        assert self._mount("-o", f"remount,{options}") == 0

    def free(self) -> None:
        subprocess.run(["umount", "--lazy", self.folder], check=True)

    def _mount(self, *words: str) -> int:
        try:
            return subprocess.run(["mount", *words, self.folder], capture_output=True).returncode
        except FileNotFoundError:
            return 1


@pytest.fixture
def small_disk(tmp_path):
    """Function: a disk of a size (`400k`), unmounted after the test."""
    disks = []

    def of(size: str) -> SmallDisk:
        disks.append(SmallDisk(tmp_path / f"disk{len(disks)}", size))
        return disks[-1]

    yield of
    for disk in disks:
        disk.free()
