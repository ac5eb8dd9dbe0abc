"""The release archive, as far as it is made without fetching anything; the whole is built by `make release`."""

import hashlib
import tarfile

import release


def test_the_wheels_are_named_with_the_hash_of_each_file(tmp_path):
    for name in ("streamlit_folium-0.27.4-py3-none-any.whl", "numpy-2.4.6-cp311-cp311-manylinux_2_28_x86_64.whl"):
        (tmp_path / name).write_bytes(name.encode())
    first, second = release.pinned(list(tmp_path.iterdir())).splitlines()
    assert first.startswith("numpy==2.4.6 --hash=sha256:")
    digest = hashlib.sha256(b"streamlit_folium-0.27.4-py3-none-any.whl").hexdigest()
    assert second == f"streamlit_folium==0.27.4 --hash=sha256:{digest}"


def test_the_notes_are_the_newest_part_of_the_changelog_with_the_data():
    about = {"dc:title": "A table", "dc:temporal": "2015-01-26/2026-02-22", "dc:modified": "2026-12-01"}
    told = release.notes("# Changelog\n\n## Unreleased\n\n- new\n\n## 0.1\n\n- old\n", about, "abc")
    assert "Data: A table, 2015-01-26/2026-02-22, modified 2026-12-01." in told
    assert "`abc`" in told
    assert "- new" in told
    assert "- old" not in told


def test_the_same_content_gives_the_same_archive(tmp_path):
    folder = tmp_path / "atlas"
    folder.mkdir()
    (folder / "a.txt").write_text("a")
    made = []
    for _ in (1, 2):
        path = tmp_path / "one.tar.gz"
        release.packed(folder, path)
        made.append(path.read_bytes())
        (folder / "a.txt").touch()
    assert made[0] == made[1]
    with tarfile.open(tmp_path / "one.tar.gz") as archive:
        assert archive.getnames() == ["atlas", "atlas/a.txt"]


def test_every_package_of_the_lock_is_asked_for_its_licence():
    assert {"streamlit", "numpy"} < set(release.names(release.LOCK.read_text(encoding="utf-8")))
