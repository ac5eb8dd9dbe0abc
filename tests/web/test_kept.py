import gzip

import pytest
from starlette.responses import PlainTextResponse

from web.kept import FOR_GOOD, Kept, KeptFiles

SCRIPT = b"let answer = 42;\n" * 100
passed_on = PlainTextResponse("passed on")


@pytest.fixture
def layer(tmp_path):
    (tmp_path / "map.js").write_bytes(SCRIPT)
    (tmp_path / "point.png").write_bytes(b"\x89PNG" * 500)
    files = {"/own/map.js?1a2b": Kept.read(tmp_path / "map.js"), "/point.png": Kept.read(tmp_path / "point.png")}
    return KeptFiles(passed_on, files=files)


def test_a_script_comes_compressed_and_is_kept_for_good(ask, layer):
    answer = ask(layer, "/own/map.js?1a2b", accept_encoding="gzip, br")
    assert gzip.decompress(answer.body) == SCRIPT
    assert len(answer.body) < len(SCRIPT) / 5
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"] == FOR_GOOD
    assert answer.headers["content-type"].startswith(("text/javascript", "application/javascript"))
    assert answer.headers["content-length"] == str(len(answer.body))


def test_a_picture_comes_as_it_is(ask, layer):
    answer = ask(layer, "/point.png", accept_encoding="gzip")
    assert answer.body == b"\x89PNG" * 500
    assert "content-encoding" not in answer.headers
    assert answer.headers["content-type"] == "image/png"


@pytest.mark.parametrize(
    ("target", "headers"),
    [
        ("/own/map.js", {"accept_encoding": "gzip"}),  # without the mark nobody knows which content is meant
        ("/own/map.js?ffff", {"accept_encoding": "gzip"}),
        ("/own/../own/map.js?1a2b", {"accept_encoding": "gzip"}),
        ("/own/map.js?1a2b", {}),
        ("/own/map.js?1a2b", {"accept_encoding": "gzip", "range": "bytes=0-9"}),
        ("/own/map.js?1a2b", {"accept_encoding": "gzip", "method": "HEAD"}),
        ("/map", {"accept_encoding": "gzip"}),
    ],
)
def test_everything_else_is_passed_on(ask, layer, target, headers):
    assert ask(layer, target, **headers).body == b"passed on"


def test_files_that_come_later_are_answered_for_as_well(ask, tmp_path):
    files: dict[str, Kept] = {}
    layer = KeptFiles(passed_on, files=files)
    (tmp_path / "late.css").write_text("p { margin: 0 }", encoding="utf-8")
    assert ask(layer, "/late.css").body == b"passed on"
    files["/late.css"] = Kept.read(tmp_path / "late.css")
    assert ask(layer, "/late.css").body == b"p { margin: 0 }"
