"""Files of others are named as what they are."""

from pathlib import Path

import pytest

from atlas.errors import DataError
from atlas.incidents.load import read_incidents


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"event_id_cnty,event_date,actor1\nA,1,2\n", "looks like an ACLED export"),
        (b"id,side_a,side_b,where_prec\n1,2,3,4,\n", "looks like a UCDP event file"),
        (b"EVENTID,GNAME\n1,2\n", "looks like a GTD file"),
        (b"id;date_start;date_end\n1;2;3\n", "divided by semicolons"),
        (b"PK\x03\x04 and more", "is a workbook or a zip file"),
        (b"<!DOCTYPE html><html></html>", "is a web page"),
    ],
)
def test_the_message_names_what_the_file_is(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "theirs.csv"
    path.write_bytes(content)

    with pytest.raises(DataError, match=said):
        read_incidents(path)
