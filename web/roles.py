"""Who may do what, where a login is asked for: a file names people by their mail addresses."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

Role = Literal["viewer", "analyst", "operator"]
"""A viewer opens every page and takes pictures and sums away; an analyst also imports tables and takes rows away; an
operator also reads what the server measures of itself. Each may do what the one before may."""

ROLES: Final[tuple[Role, ...]] = get_args(Role)


@dataclass(frozen=True)
class Roles:
    """The list of people: mail addresses in small letters, `*@example.org` for a whole domain."""

    people: Mapping[str, Role]

    def of(self, address: str) -> Role | None:
        """Return the role of a person, the address itself before its domain; None for whoever is not listed."""
        address = address.casefold()
        return self.people.get(address) or self.people.get(f"*@{address.partition('@')[2]}")

    @classmethod
    def read(cls, path: Path) -> "Roles":
        """Read the table `roles` of a TOML file.

        Raises
        ------
        ValueError
            When it names nobody, an unknown role, or something other than mail addresses.
        """
        listed = tomllib.loads(path.read_text(encoding="utf-8")).get("roles", {})
        if unknown := sorted(set(listed) - set(ROLES)):
            raise ValueError(f"{path.name}: there is no role {unknown[0]!r}: use {', '.join(ROLES)}.")
        people: dict[str, Role] = {}
        for role in ROLES:
            for address in listed.get(role, []):
                people[_checked(address, path)] = role
        if not people:
            raise ValueError(f'{path.name}: nobody is listed: write [roles] and viewer = ["*@example.org"].')
        return cls(people)


def _checked(address: object, path: Path) -> str:
    name, at, domain = str(address).casefold().rpartition("@")
    if not (name and at and domain) or "*" in domain or ("*" in name and name != "*"):
        raise ValueError(f"{path.name}: {address!r} is no mail address, nor *@ and a domain.")
    return f"{name}@{domain}"
