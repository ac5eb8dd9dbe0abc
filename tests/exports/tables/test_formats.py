import pytest

from atlas.exports.tables.formats import FORMATS, file_name


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.suffix)
def test_the_estimate_of_the_size_is_near(form, early, files):
    assert form.size_bytes(early.number) == pytest.approx(len(files[form.suffix]), rel=0.3)


@pytest.mark.parametrize("suffix", ["xlsx", "geojson"])
def test_the_estimate_holds_for_the_whole_table_too(suffix, everything, early_stamp):
    form = next(form for form in FORMATS if form.suffix == suffix)
    assert form.size_bytes(everything.number) == pytest.approx(len(form.write(everything, early_stamp)), rel=0.2)


def test_a_file_is_named_by_version_and_day(early_stamp):
    assert file_name(early_stamp, "csv") == f"khorasan-atlas-incidents-{early_stamp.version}-2026-11-22.csv"
