"""The load test: what viewers do, what a step says, and the recipe for nginx."""

import random
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.client import sticky_cookie
from benchmarks.load import report
from benchmarks.load.proxy import RECIPE, standing_alone, without_limits
from benchmarks.load.steps import Step
from benchmarks.load.viewers import LEAST_YEARS, Played, Rerun, another, quantile

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def step(*waits: float, processes: int = 1, viewers: int = 25, every: float = 5.0, sizes=(100, 100), errors=()) -> Step:
    reruns = tuple(Rerun(float(at), wait) for at, wait in enumerate(waits))
    memory = tuple((2.0 * at, 1_000_000 * size) for at, size in enumerate(sizes))
    return Step(processes, viewers, every, Played(reruns, tuple(errors), 10.0), memory)


@given(st.integers(2000, 2030), st.integers(LEAST_YEARS + 1, 20), st.integers(0, 99))
def test_a_viewer_never_asks_for_the_years_that_are_shown(first, span, seed):
    chance, shown = random.Random(seed), (first, first + span)
    for _ in range(5):
        chosen = another((first, first + span), shown, chance)
        assert chosen != shown
        assert first <= chosen[0] < chosen[1] <= first + span
        assert chosen[1] - chosen[0] >= LEAST_YEARS
        shown = chosen


@pytest.mark.parametrize(("share", "value"), [(0.0, 1), (0.5, 10), (0.95, 19), (1.0, 20)])
def test_a_quantile_is_the_nearest_rank(share, value):
    assert quantile(list(range(20, 0, -1)), share) == value


def test_growth_compares_the_last_quarter_with_the_second():
    assert step(0.1, sizes=(50, 100, 100, 110)).growth == pytest.approx(0.1)
    assert step(0.1, sizes=(100,)).growth == 0


def test_a_step_in_which_nothing_was_finished_waited_for_ever():
    assert step().waited(0.95) == float("inf")
    assert not report.targets([step()])[0].met


def test_promises_are_kept_up_to_their_bounds_and_broken_beyond():
    good = [step(*[1.0] * 20), step(*[0.1] * 20, every=0), step(*[0.1] * 30, every=0, processes=2)]
    assert [target.met for target in report.targets(good)] == [True] * 4
    late = [step(*[1.0] * 18, 1.1, 1.1)]
    assert [target.met for target in report.targets(late)] == [False, True, True]
    growing = [step(0.1, sizes=(100, 100, 103, 106))]
    assert [target.met for target in report.targets(growing)] == [True, False, True]
    slow = [step(*[0.1] * 20, every=0), step(*[0.1] * 29, every=0, processes=2)]
    assert [target.met for target in report.targets(slow)] == [False, True]
    broken = [step(0.1, viewers=10, errors=["ScriptError: no such widget"])]
    assert [target.met for target in report.targets(broken)] == [False]


def test_the_page_lists_steps_and_each_error_once():
    page = report.page([step(0.1, errors=["Late: a", "Late: a"]), step(0.2, every=0)], "Measured on 2 cores.", 10_000)
    assert "| 1 | 25, every 5 s | 0.2 | 1 | 0.1 | 100 | 100 | 2 | 100 | 100 | +0.0% |" in page
    assert "| 1 | 25, without a pause | 0.2 | 1 |" in page
    assert page.count("- Late: a") == 1
    assert "10,000 incidents" in page
    assert "{" not in page


def test_the_recipe_stands_alone_on_other_ports(tmp_path):
    made = standing_alone(RECIPE.read_text(encoding="utf-8"), 8080, [9001, 9002, 9003], str(tmp_path))
    assert "listen 8080 ssl;" in made
    assert "listen 8080;" in without_limits(made)
    assert [line.strip() for line in made.splitlines() if line.strip().startswith("server 127")] == [
        f"server 127.0.0.1:{port};" for port in (9001, 9002, 9003)
    ]


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_nginx_accepts_the_recipe(tmp_path):
    recipe = tmp_path / "nginx.conf"
    made = without_limits(standing_alone(RECIPE.read_text(encoding="utf-8"), 8080, [9001, 9002], str(tmp_path)))
    recipe.write_text(made, encoding="utf-8")
    told = subprocess.run(
        [str(NGINX), "-t", "-c", str(recipe), "-e", "stderr"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize(
    ("cookies", "sent"),
    [
        ([], ""),
        (["_streamlit_xsrf=x; Path=/"], ""),
        (["a=b", "atlas_visitor=12ab; Path=/; HttpOnly"], "atlas_visitor=12ab"),
    ],
)
def test_a_viewer_comes_back_with_the_cookie_of_the_proxy(cookies, sent):
    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            for cookie in cookies:
                self.send_header("Set-Cookie", cookie)
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        assert sticky_cookie(server.server_port) == sent
