"""What the benchmark's watcher of pictures takes for drawn, in a real browser."""

from playwright.sync_api import Browser

from benchmarks.browser import WATCH


def test_a_picture_counts_as_drawn_only_with_exactly_the_points_that_are_awaited(browser: Browser):
    draw = """(count) => {
        window.gl ??= document.createElement("canvas").getContext("webgl2");
        gl.drawArraysInstanced(gl.POINTS, 0, 1, count);
    }"""
    page = browser.new_page()
    page.add_init_script(WATCH)
    page.goto("about:blank")
    page.evaluate("benchmark.arm('instances', {points: 7})")
    page.evaluate(draw, 6)
    page.wait_for_timeout(300)
    assert page.evaluate("benchmark.drawn") is None
    page.evaluate(draw, 7)
    page.wait_for_function("benchmark.drawn !== null", timeout=20_000)
    assert page.evaluate("benchmark.drawn >= benchmark.painted && benchmark.painted > 0")
    page.evaluate("benchmark.age(); benchmark.arm('instances', {points: 7})")
    page.wait_for_timeout(300)
    assert page.evaluate("benchmark.drawn") is None, "what was drawn before the change does not count"
    page.close()
