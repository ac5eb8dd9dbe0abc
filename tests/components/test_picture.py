"""The comparison of pictures: letters may be drawn differently, a layer may not be missing."""

import pytest
from PIL import Image, ImageDraw

from tests.browser import picture

LAYERS = ("land", "borders", "circles")


def drawn(*layers, letters=(0, 0), smooth=False):
    """A small map; letters are dark strokes that can be moved by pixels."""
    scale = 4 if smooth else 1
    image = Image.new("RGB", (720 * scale, 480 * scale), "#ffffff")
    pen = ImageDraw.Draw(image)
    if "land" in layers:
        pen.rectangle([90 * scale, 60 * scale, 500 * scale, 400 * scale], fill="#e5863d")
    if "borders" in layers:
        pen.line([(90 * scale, 200 * scale), (500 * scale, 230 * scale)], fill="#1f2530", width=2 * scale)
        pen.line([(300 * scale, 60 * scale), (280 * scale, 400 * scale)], fill="#1f2530", width=2 * scale)
    if "circles" in layers:
        for x, y, r in ((200, 150, 20), (350, 300, 14), (420, 180, 28)):
            pen.ellipse([(x - r) * scale, (y - r) * scale, (x + r) * scale, (y + r) * scale], fill="#1c64d1")
    for number in range(12):  # the strokes of two words
        x, y = (560 + number * 6 + letters[0]) * scale, (100 + letters[1]) * scale
        pen.line([(x, y), (x, y + 8 * scale)], fill="#5a6270", width=scale)
    return image.resize((720, 480), Image.Resampling.LANCZOS) if smooth else image


def test_the_same_picture_has_no_difference():
    assert picture.share(drawn(*LAYERS), drawn(*LAYERS)) == 0


def test_other_letters_and_smoother_lines_pass():
    assert 0 < picture.share(drawn(*LAYERS), drawn(*LAYERS, letters=(1, 1), smooth=True)) <= picture.MOST


@pytest.mark.parametrize("missing", LAYERS)
def test_a_missing_layer_does_not_pass(missing):
    rest = [layer for layer in LAYERS if layer != missing]
    assert picture.share(drawn(*LAYERS), drawn(*rest)) > picture.MOST


def test_a_stored_picture_is_small_and_still_the_same(tmp_path):
    path = tmp_path / "pictures" / "one.png"
    picture.store(drawn(*LAYERS, smooth=True), path)
    assert path.stat().st_size < 10_000
    assert picture.share(Image.open(path), drawn(*LAYERS, smooth=True)) == 0


def test_the_difference_is_marked_where_it_is():
    seen = picture.marked(drawn(*LAYERS), drawn("land", "borders"))
    assert seen.getpixel((420, 180)) == (200, 0, 0)
    assert seen.getpixel((600, 400)) != (200, 0, 0)


def test_pictures_of_different_sizes_cannot_be_compared():
    with pytest.raises(ValueError, match="different sizes"):
        picture.share(drawn(), drawn().crop((0, 0, 16, 16)))
