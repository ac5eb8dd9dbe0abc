"""Who a visitor is, where the atlas asks for a login: Streamlit's own, with a list of people and their roles.

Without the setting everybody may do everything, as on the own machine.
"""

import json
import os
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import streamlit as st
from streamlit import auth_util, config
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from web.roles import ROLES, Role, Roles

SETTING = "ATLAS_LOGIN"
"""Names a TOML file with the tables `auth`, as Streamlit reads it, and `roles` (docs/DEPLOY.md)."""

HOURS = 12
"""A login is good for so long: a person who was taken off the provider's list is gone the next day."""

ONLY_ANALYSTS = "Your role lets you look and take pictures and sums away. Incident rows and imports are for analysts."


class Person(NamedTuple):
    """Somebody whom the provider has named."""

    address: str
    role: Role | None
    """None for somebody who is not listed."""


def is_asked_for() -> bool:
    """Tell whether the atlas asks for a login."""
    return bool(_file())


def prepare() -> None:
    """Let Streamlit read its part of the file, and check the list before anybody comes."""
    roles()
    config.set_option("secrets.files", [_file()])


@cache
def roles() -> Roles:
    """Return the list of people."""
    return Roles.read(Path(_file()))


def person(cookies: Mapping[str, str]) -> Person | None:
    """Return who sent these cookies; None where nobody has logged in, too long ago, or with an unproved address."""

    def unsigned(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1")) if value else None

    found = auth_util.get_cookie_with_chunks(unsigned, USER_COOKIE_NAME)
    told = json.loads(found) if found else {}
    address, since = str(told.get("email") or ""), told.get("iat", 0)
    if not address or told.get("email_verified") is False or not 0 <= time.time() - since < HOURS * 3600:
        return None
    return Person(address, roles().of(address))


def is_known(cookies: Mapping[str, str]) -> bool:
    """Tell whether they come from somebody who may look."""
    found = person(cookies)
    return found is not None and found.role is not None


def named(cookies: Mapping[str, str]) -> str:
    """Return the address of whoever has logged in, listed or not."""
    found = person(cookies)
    return found.address if found else ""


def runs_the_server(cookies: Mapping[str, str]) -> bool:
    """Tell whether they come from an operator."""
    found = person(cookies)
    return found is not None and found.role == "operator"


def way() -> str:
    """Return where a login begins: Streamlit wants the name of the provider signed, and not older than two minutes."""
    return "/auth/login?" + urlencode({"provider": auth_util.encode_provider_token("default")})


def may_take_rows() -> bool:
    """Tell whether this visitor may import tables and take incident rows away."""
    if not is_asked_for():
        return True
    found = person(st.context.cookies.to_dict())
    return found is not None and found.role is not None and ROLES.index(found.role) >= ROLES.index("analyst")


def _file() -> str:
    return os.environ.get(SETTING, "").strip()
