"""The server: Streamlit with the atlas, and before it what makes the first visit fast."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from streamlit import config, file_util
from streamlit.starlette import App

from components import board_frame, map_frame
from web.front_page import FrontPage
from web.kept import FILES, Kept, KeptFiles

BASE = config.get_option("server.baseUrlPath").strip("/")
BASE = f"/{BASE}" if BASE else ""


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


app = App(
    "app.py", lifespan=lifespan, middleware=[Middleware(KeptFiles, files=FILES), Middleware(FrontPage, base=BASE)]
)
