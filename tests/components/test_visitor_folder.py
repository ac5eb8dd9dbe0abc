from pathlib import Path

from components.visitor_folder import VisitorFolder


def test_a_folder_goes_with_the_last_who_holds_it_or_when_told():
    left, told = VisitorFolder(), VisitorFolder()
    (Path(left.name) / "own.csv").write_text("id\n", encoding="utf-8")
    assert left.name != told.name
    paths = Path(left.name), Path(told.name)
    told.cleanup()
    del left
    assert not any(path.exists() for path in paths)
