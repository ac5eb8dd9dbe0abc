import folium
import pytest

from atlas.drawing.locator import Leaflet, locator
from atlas.geography.provinces import neighbours

LEAFLET = Leaflet("../own/leaflet.js", "../own/leaflet.css")
NAMES = {"AF-NAN": "Nangarhar", "PK-KP": "<b>Khyber</b>"}


def parts(chart, kind):
    return [each for each in chart._children.values() if isinstance(each, kind)]


def test_a_province_stands_among_its_neighbours():
    chart = locator("AF-NAN", NAMES, LEAFLET, theme="light")
    assert len(parts(chart, folium.GeoJson)) == 1 + len(neighbours("AF-NAN"))
    assert parts(chart, folium.CircleMarker) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_known_place_has_a_mark_and_a_less_exact_one_a_larger(theme):
    def radius(precision: str) -> float:
        chart = locator("AF-NAN", NAMES, LEAFLET, theme=theme, point=(34.43, 70.45), precision=precision)
        (mark,) = parts(chart, folium.CircleMarker)
        assert mark.location == [34.43, 70.45]
        return mark.options["radius"]

    assert radius("site") < radius("town") < radius("district") == radius("never heard of")


def test_a_province_that_is_not_drawn_has_no_map():
    assert locator("RU-MOS", NAMES, LEAFLET, theme="light") is None


def test_nothing_outside_the_server_is_named_and_names_are_text():
    page = locator("AF-NAN", NAMES, LEAFLET, theme="dark").get_root().render()
    assert "../own/leaflet.js" in page
    assert "//cdn" not in page
    assert "https://" not in page.replace("https://leafletjs.com", "")
    assert "<b>Khyber</b>" not in page
    assert "&lt;b&gt;Khyber&lt;/b&gt;" in page
