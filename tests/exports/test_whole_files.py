import errno
import os
import signal
import subprocess
import sys

import pytest

from atlas.errors import AtlasError
from atlas.exports.whole_files import usable_folder, write_whole


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "a.pdf"
    write_whole(path, b"old", "")
    write_whole(path, b"new", "")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_the_older_file_and_names_the_remedy(tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AtlasError, match=r"a\.pdf cannot be written: No space left on device\. Make room\."):
        write_whole(path, b"new", "Make room.")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_made_and_one_that_cannot_be_is_named(tmp_path):
    assert usable_folder(tmp_path / "a" / "b", "").is_dir()
    (tmp_path / "file").touch()
    with pytest.raises(AtlasError, match=r"file/c cannot be written to: Not a directory\. Choose another"):
        usable_folder(tmp_path / "file" / "c", "Choose another.")
    assert not list((tmp_path / "a" / "b").iterdir())


ENDLESS = """
import os, pathlib, sys, time
from atlas import __main__
from atlas.exports import whole_files

def slow(_):
    print("writing", flush=True)
    time.sleep(60)

os.fsync = slow
__main__.leave_nothing_behind()
whole_files.write_whole(pathlib.Path(sys.argv[1]), b"new", "")
"""


def test_a_request_to_end_leaves_the_older_file_and_no_part(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(b"old")
    process = subprocess.Popen([sys.executable, "-c", ENDLESS, str(path)], stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdout.readline() == "writing\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 128 + signal.SIGTERM
    assert [one.name for one in tmp_path.iterdir()] == ["table.csv"]
    assert path.read_bytes() == b"old"
