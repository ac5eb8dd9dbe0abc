from atlas.incidents.markdown import WIDTH, bullets, linked, markdown_table, paragraph


def test_a_bar_or_a_line_break_stays_inside_its_cell():
    assert markdown_table(["A", "B"], [["x|y", 1], ["two\nlines", ""]]) == (
        "| A | B |\n| --- | --- |\n| x\\|y | 1 |\n| two lines |  |\n"
    )


def test_text_is_wrapped_without_breaking_words():
    text = "word-with-hyphens " * 20
    lines = paragraph(text).splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert " ".join(lines) == text.strip()
    assert bullets(["one", "a " * 100]).startswith("- one\n- a a ")
    assert all(line.startswith(("- ", "  ")) for line in bullets(["one", "a " * 100]).splitlines())


def test_only_a_web_address_becomes_a_link():
    assert linked("UN", "https://un.org/a(b)") == "[UN](<https://un.org/a(b)>)"
    assert linked("UN", "path not kept") == "UN"
    assert linked("UN", "javascript:alert(1)") == "UN"
