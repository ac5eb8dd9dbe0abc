from web.shell import Shell


def test_nothing_stands_there_before_something_was_made():
    assert Shell().page == ""


def test_a_screen_is_written_once_for_a_key():
    shell, written = Shell(), []

    def write() -> str:
        written.append(True)
        return f"<h2>{len(written)} {{braces}}</h2>"

    for key in ("first", "first", "second"):
        shell.keep(key, write)
    assert len(written) == 2
    assert "<h2>2 {braces}</h2>" in shell.page
    assert shell.page.count("<script>") == 1
