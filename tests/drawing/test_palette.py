import tomllib
from itertools import combinations, pairwise

import numpy as np
import pytest

from atlas.drawing import palette
from atlas.incidents.vocabulary import LISTS
from atlas.settings import COUNTRIES, ROOT

MACHADO = {
    "full colour vision": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
"""Machado, Oliveira and Fernandes 2009, IEEE TVCG 15(6), severity 1.0, on linear RGB."""

XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def lab(colour, vision="full colour vision"):
    """Turn "#rrggbb", as seen by a kind of vision, into CIELAB."""
    channels = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    ratio = XYZ @ np.clip(MACHADO[vision] @ linear, 0, 1) / WHITE
    x, y, z = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one, other):
    """Compute CIEDE2000 as in Sharma, Wu and Dalal 2005."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_c = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1 + (1 - np.sqrt(mean_c**7 / (mean_c**7 + 25**7))) / 2
    c1, c2 = np.hypot(stretch * a1, b1), np.hypot(stretch * a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, stretch * a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0
    dl, dc, dh = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn) / 2)
    ml, mc, mh = (l1 + l2) / 2, (c1 + c2) / 2, h1 + turn / 2 if c1 * c2 else h1 + h2
    waves = ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    t = 1 + sum(size * np.cos(np.radians(times * mh + shift)) for size, times, shift in waves)
    sl = 1 + 0.015 * (ml - 50) ** 2 / np.sqrt(20 + (ml - 50) ** 2)
    sc, sh = 1 + 0.045 * mc, 1 + 0.015 * mc * t
    bend = 2 * np.sqrt(mc**7 / (mc**7 + 25**7)) * np.sin(np.radians(60 * np.exp(-(((mh % 360 - 275) / 25) ** 2))))
    return np.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 - bend * dc / sc * dh / sh)


def test_the_measure_of_distance_gives_published_values():
    """Pairs 1, 7, 17 and 25 of Sharma, Wu and Dalal 2005, table 1."""
    assert distance((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert distance((50, 0, 0), (50, -1, 2)) == pytest.approx(2.3669, abs=1e-4)
    assert distance((50, 2.5, 0), (73, 25, -18)) == pytest.approx(27.1492, abs=1e-4)
    assert distance((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387)) == pytest.approx(1.2644, abs=1e-4)


@pytest.mark.parametrize("vision", MACHADO)
def test_hues_stay_apart_for_every_kind_of_colour_vision(vision):
    seen = [lab(hue, vision) for hue in (*palette.HUES, palette.OTHER)]
    assert min(distance(one, other) for one, other in combinations(seen, 2)) >= 13


@pytest.mark.parametrize("hue", [*palette.HUES, palette.OTHER])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_stand_out_from_both_backgrounds(hue, theme):
    assert palette.contrast(hue, palette.BACKGROUND[theme]) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_is_readable(theme):
    for ink in (palette.INK, palette.MUTED):
        assert palette.contrast(ink[theme], palette.BACKGROUND[theme]) >= 4.5
        assert palette.contrast(ink[theme], palette.map_ink(theme)["panel"]) >= 4.5


def faded(ink, ground, share):
    """Lay a colour on another that shines through."""
    pairs = ((int(ink[place : place + 2], 16), int(ground[place : place + 2], 16)) for place in (1, 3, 5))
    return "#" + "".join(f"{round(share * over + (1 - share) * under):02x}" for over, under in pairs)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_the_pages_write_is_readable_on_every_ground(theme):
    """Streamlit writes captions, heads of tables and words in empty fields in the text colour at 60 %."""
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][theme]
    for ground in (config["backgroundColor"], config["secondaryBackgroundColor"], palette.ZERO[theme]):
        for ink in (palette.INK[theme], palette.MUTED[theme], faded(config["textColor"], ground, 0.6)):
            assert palette.contrast(ink, ground) >= 4.5
        assert palette.contrast(config["primaryColor"], ground) >= 4.5


@pytest.mark.parametrize("ground", [*palette.HUES, *palette.SEQUENTIAL["light"], *palette.SEQUENTIAL["dark"]])
def test_text_on_every_mark_is_readable(ground):
    assert palette.contrast(palette.ink_on(ground), ground) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_scale_moves_away_from_the_background_in_steps_that_survive_greyscale(theme):
    lightness = [lab(colour)[0] for colour in palette.sequential(theme)]
    steps = np.diff(lightness) * (-1 if theme == "light" else 1)
    assert len(lightness) == 6
    assert steps.min() >= 8


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("vision", MACHADO)
def test_zero_no_data_and_not_covered_look_different_from_each_other_and_from_every_class(theme, vision):
    kinds = [palette.ZERO[theme], palette.NO_DATA[theme], palette.NOT_COVERED[theme], *palette.sequential(theme)]
    assert min(distance(lab(a, vision), lab(b, vision)) for a, b in combinations(kinds, 2)) >= 6.5


def test_contrast_is_that_of_wcag():
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize(
    ("background", "ink"), [("#ffffff", "#000000"), ("#6b1e1d", "#ffffff"), ("#f8df9c", "#000000")]
)
def test_text_on_a_colour_takes_the_better_ink(background, ink):
    assert palette.ink_on(background) == ink
    assert palette.contrast(ink, background) >= 4.5


@pytest.mark.parametrize("column", ["attribution", "attack_type", "target_type", "event_class", "label"])
def test_fixed_colours_belong_to_values_that_exist(column):
    assert set(palette.colours(column)) <= set(LISTS[column])
    assert len(set(palette.colours(column).values())) == len(palette.colours(column))


def test_countries_and_regions_have_their_own_colours():
    assert set(palette.colours("country")) <= {*COUNTRIES.values(), "Russia"}
    hues = palette.colours("region_id")
    assert len(set(hues.values())) == len(hues) == len(palette.HUES)
    assert hues["af-east"] not in (hues["af-north"], hues["af-north-east"])


def test_what_has_no_hue_is_grey():
    assert palette.colour("attack_type", "unknown") == palette.OTHER
    assert palette.colour("place", "Kabul") == palette.OTHER
    assert palette.colours("place") == {}


def test_counts_fall_into_fixed_classes():
    assert [palette.class_of(count) for count in (0, 1, 2, 3, 4, 31, 32, 5000)] == [0, 1, 2, 2, 3, 5, 6, 6]
    assert palette.class_labels() == ("1", "2–3", "4–7", "8–15", "16–31", "32 or more")
    with pytest.raises(ValueError, match="negative"):
        palette.class_of(-1)


def test_a_shade_tells_zero_from_not_covered():
    shades = [palette.shade(count, "dark") for count in (None, 0, 1, 32)]
    dark = palette.sequential("dark")
    assert shades == [palette.NOT_COVERED["dark"], palette.ZERO["dark"], dark[0], dark[-1]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_map_gets_every_colour_it_names(theme):
    ink = palette.map_ink(theme)
    assert {"sea", "outside", "line", "border", "panel", "ink", "muted", "zero", "chosen", "mark", "halo"} == set(ink)
    for line in ("border", "mark"):
        assert palette.contrast(ink[line], ink["zero"]) >= 3


def test_neighbouring_classes_rise_in_bounds():
    assert all(low < high for low, high in pairwise(palette.BREAKS))
    assert len(palette.BREAKS) == len(palette.sequential("light"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("vision", MACHADO)
def test_every_class_of_a_difference_looks_different_from_all_others_and_from_the_greys(theme, vision):
    kinds = [*palette.DIVERGING[theme], palette.ZERO[theme], palette.NO_DATA[theme], palette.NOT_COVERED[theme]]
    assert min(distance(lab(a, vision), lab(b, vision)) for a, b in combinations(kinds, 2)) >= 6.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_sides_move_away_from_the_background_in_steps(theme):
    lightness = [lab(colour)[0] for colour in palette.DIVERGING[theme]]
    away = -1 if theme == "light" else 1
    for side in (lightness[3:], lightness[3::-1]):
        assert all((far - near) * away >= 5 for near, far in pairwise(side))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_sides_weigh_the_same(theme):
    lightness = [lab(colour)[0] for colour in palette.DIVERGING[theme]]
    assert all(abs(low - high) <= 6 for low, high in zip(lightness[:3], lightness[:3:-1], strict=True))
