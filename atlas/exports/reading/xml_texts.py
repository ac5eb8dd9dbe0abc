"""The texts of an XML file, read without any of what makes XML dangerous."""

from xml.parsers.expat import ExpatError, ParserCreate

from atlas.errors import DataError


def xml_texts(data: bytes) -> list[str]:
    """Give the text of every element, in the order in which they end.

    A file that declares entities is refused: they can grow without end or lead to other files. No file is opened, no
    host is asked.

    Raises
    ------
    DataError
        When the file is not well-formed, or declares entities.
    """
    open_texts: list[list[str]] = []
    found: list[str] = []

    def begin(_name: str, _attributes: dict[str, str]) -> None:
        open_texts.append([])

    def take(text: str) -> None:
        if open_texts:
            open_texts[-1].append(text)

    def end(_name: str) -> None:
        found.append("".join(open_texts.pop()).strip())

    parser = ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, take
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except ExpatError as error:
        raise DataError(f"the file is not well-formed XML ({error}).", hint="Give it as it was exported.") from error
    return found


def _refuse(*_declaration: object) -> None:
    raise DataError("the file declares XML entities, which are not read.", hint="Give it as the atlas exported it.")
