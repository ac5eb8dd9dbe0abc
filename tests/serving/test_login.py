"""The login with a provider of identities on this machine: who comes in, and that nobody else reaches anything."""

import contextlib
import http.cookiejar
import json
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from typing import NamedTuple

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from atlas.pages import PAGES
from components.login import ONLY_ANALYSTS, SETTING
from tests.server import Server, free_port

SETTINGS = """
[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "a long and random word of this test"
client_id = "atlas"
client_secret = "secret"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[roles]
viewer = ["*@example.org"]
analyst = ["ann@example.org"]
operator = ["olga@example.org"]
"""


class Site(NamedTuple):
    port: int
    provider: str

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Serve the atlas with a login, beside a provider that takes everybody's word for who they are."""
    port, there, people = free_port(), free_port(), tmp_path_factory.mktemp("login") / "people.toml"
    where = f"http://localhost:{there}"
    people.write_text(SETTINGS.format(port=port, provider=where), encoding="utf-8")
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(there)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as provider:
        server = Server("--port", str(port), **{SETTING: str(people)})
        yield Site(port, where)
        server.stop()
        provider.terminate()


class Visitor:
    """Somebody with cookies."""

    def __init__(self, site: Site, cookie: str = "") -> None:
        self.site = site
        self.jar = http.cookiejar.CookieJar()
        self.fixed = cookie
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    @property
    def cookies(self) -> str:
        return self.fixed or "; ".join(f"{one.name}={one.value}" for one in self.jar)

    def get(self, target: str, accept: str = "text/html") -> tuple[int, str]:
        headers = {"Accept": accept} | ({"Cookie": self.fixed} if self.fixed else {})
        asked = urllib.request.Request(urllib.parse.urljoin(self.site.address, target), headers=headers)
        try:
            with self.opener.open(asked, timeout=30) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode(errors="replace")

    def log_in(self, address: str) -> "Visitor":
        """Follow the link of the atlas to the provider, name somebody there, and come back."""
        claims = json.dumps({"email": address}).encode()
        put = urllib.request.Request(
            f"{self.site.provider}/users/{urllib.parse.quote(address)}", claims, {"Content-Type": "application/json"},
            method="PUT",
        )  # fmt: skip
        urllib.request.urlopen(put, timeout=10).close()
        way = re.search(r'href="([^"]+)"', self.get("/")[1])
        assert way
        with self.opener.open(self.site.address + way[1].replace("&amp;", "&"), timeout=30) as form:
            there = form.geturl()
        assert there.startswith(self.site.provider)
        given = urllib.parse.urlencode({"sub": address}).encode()
        with contextlib.suppress(urllib.error.HTTPError):  # who is not listed is told so
            self.opener.open(there, given, timeout=30).close()
        return self

    def run(self, page: str) -> str:
        """Run a page over the websocket and return all that it sends, as text."""
        asked, said = BackMsg(), []
        asked.rerun_script.query_string = ""
        asked.rerun_script.page_name = page
        with connect(
            f"ws://localhost:{self.site.port}/_stcore/stream", subprotocols=[Subprotocol("streamlit")], max_size=None,
            origin=Origin(self.site.address), additional_headers={"Cookie": self.cookies} if self.cookies else {},
        ) as link:  # fmt: skip
            link.send(asked.SerializeToString())
            while not said or "script_finished" not in said[-1]:
                message = ForwardMsg()
                message.ParseFromString(link.recv(timeout=120))
                said.append(str(message))
        return "\n".join(said)


def test_without_a_login_nothing_is_reached(site):
    inside = Visitor(site).log_in("bob@example.org")
    status, page = inside.get("/")
    assert status == 200
    files = re.findall(r'(?:src|href)="(\./[^"]+)"', page)
    assert files
    media = re.findall(r"/(?:media|component)/[^\"'\\ ]+", inside.run("map") + inside.run("share"))
    assert media
    targets = {*PAGES, *files, *media, "/_stcore/host-config", "/_stcore/metrics", "/_stcore/upload_file/a/b", "/x"}
    stranger = Visitor(site)
    for target in sorted(targets):
        for accept in ("text/html", "*/*"):
            status, said = stranger.get(target, accept)
            assert status in {401, 404}, target
            assert "Log in" in said or status == 404, target
    assert stranger.get("/_stcore/health", "*/*") == (200, "ok")


@pytest.mark.parametrize("cookie", ["", "_streamlit_user=x", "_streamlit_user=2|1:0|10:1|14:x|x|x"])
def test_without_a_login_no_page_runs(site, cookie):
    stranger = Visitor(site, cookie)
    assert stranger.get("/map")[0] == 401
    with pytest.raises(InvalidStatus) as refused:
        stranger.run("map")
    assert refused.value.response.status_code in {401, 403}


def test_the_first_visit_of_the_start_command_is_nobody_elses(site):
    with pytest.raises(InvalidStatus), connect(
        f"ws://localhost:{site.port}/_stcore/stream", subprotocols=[Subprotocol("streamlit")],
        origin=Origin(site.address), additional_headers={"X-Atlas-First-Visit": ""},
    ):  # fmt: skip
        pass


def test_somebody_who_is_not_listed_stays_outside_and_may_log_out(site):
    visitor = Visitor(site).log_in("eve@example.net")
    status, page = visitor.get("/share")
    assert status == 403
    assert "eve@example.net is not on the list" in page
    with pytest.raises(InvalidStatus):
        visitor.run("map")


@pytest.mark.parametrize(
    ("address", "rows", "measured"),
    [("bob@example.org", False, 404), ("ann@example.org", True, 404), ("olga@example.org", True, 200)],
)
def test_a_role_says_who_takes_rows_and_who_reads_measures(site, address, rows, measured):
    visitor = Visitor(site).log_in(address)
    assert visitor.get("/_stcore/metrics", "*/*")[0] == measured
    assert (ONLY_ANALYSTS not in visitor.run("import")) == rows
    assert (ONLY_ANALYSTS not in visitor.run("share")) == rows
