"""The server: Streamlit with the atlas, and before it who may come in and what makes the first visit fast.

Settings are read from the environment: ATLAS_HOSTS, names under which the server may be asked for, with commas between
them; ATLAS_LOGIN, a file of people, where a login is asked for (docs/DEPLOY.md); ATLAS_FRAME_ANCESTORS, who may show it
in a frame, as the header ``frame-ancestors`` takes it; ATLAS_TABS, how many open tabs it takes.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from streamlit import config, file_util
from streamlit.starlette import App

from atlas.pages import PAGES
from components import board_frame, failure, header, login, map_frame, story_script
from web.doors import USUAL, Doors, Limits
from web.front_page import FrontPage
from web.gate import Gate, cookies_of
from web.headers import OWN, SecurityHeaders
from web.kept import FILES, Kept, KeptFiles
from web.shell import FIRST_SCREEN

BASE = config.get_option("server.baseUrlPath").strip("/")
BASE = f"/{BASE}" if BASE else ""
HOSTS = os.environ.get("ATLAS_HOSTS", "localhost,127.0.0.1,::1")


def keep_files() -> None:
    """Read the files of map and board, and those of Streamlit's page, whose names bear a mark of their content."""
    page = Path(file_util.get_static_dir())
    found = {f"/{path.relative_to(page).as_posix()}": path for path in page.glob("static/*/*")}
    for address, path in (map_frame.addresses() | board_frame.addresses() | found).items():
        FILES[BASE + address] = Kept.read(path)


@asynccontextmanager
async def lifespan(_app: App) -> AsyncIterator[dict[str, Any]]:
    """Read the files while the server already answers."""
    reading = asyncio.create_task(run_in_threadpool(keep_files))
    yield {}
    await reading


def gate() -> list[Middleware]:
    """Ask for a login where a file of people is named."""
    if not login.is_asked_for():
        return []
    login.prepare()
    return [
        Middleware(
            Gate, known=login.is_known, named=login.named, way=login.way, base=BASE,
            first_visit=os.environ.pop("ATLAS_FIRST_VISIT", ""),
        )
    ]  # fmt: skip


app = App(
    "app.py",
    lifespan=lifespan,
    on_script_error=failure.tell,
    middleware=[
        Middleware(
            SecurityHeaders,
            ancestors=os.environ.get("ATLAS_FRAME_ANCESTORS", OWN),
            scripts=[story_script.script()],
        ),
        Middleware(
            Doors,
            hosts=[host.strip() for host in HOSTS.split(",")],
            pages=PAGES,
            base=BASE,
            limits=Limits(tabs=int(os.environ.get("ATLAS_TABS", USUAL.tabs))),
            measured=lambda scope: login.is_asked_for() and login.runs_the_server(cookies_of(scope)),
        ),
        *gate(),
        Middleware(KeptFiles, files=FILES),
        Middleware(FrontPage, base=BASE, style=header.STYLE, first_screen=lambda: FIRST_SCREEN.page),
    ],
)
