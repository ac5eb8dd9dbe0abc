"""The stamp of a document: the information of a PDF, the properties of an Office file."""

import io
import zipfile

from pypdf import PdfReader

from atlas.errors import DataError
from atlas.exports.reading.pictures import stamp_among
from atlas.exports.reading.xml_texts import xml_texts
from atlas.exports.stamp import HINT, NO_STAMP, Stamp

PROPERTIES = "docProps/core.xml"
"""Where an Office file keeps title and comments (ECMA-376, part 2)."""

MOST_PROPERTY_BYTES = 1024 * 1024


def pdf_stamp(data: bytes) -> Stamp:
    """Read the entry of the document information that holds the fields as one text."""
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise DataError("the file is protected by a password.", hint=f"Take the password away. {HINT}")
    return stamp_among([str(value) for value in (reader.metadata or {}).values()])


def office_stamp(data: bytes) -> Stamp:
    """Read the comments of the document; nothing else of the file is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        if PROPERTIES not in parts.namelist():
            raise DataError(NO_STAMP, hint=HINT)
        # The size stated in a packed file need not be true: no more than that is taken out.
        with parts.open(PROPERTIES) as properties:
            text = properties.read(MOST_PROPERTY_BYTES + 1)
    if len(text) > MOST_PROPERTY_BYTES:
        raise DataError("the properties of the document are longer than any the atlas writes.", hint=HINT)
    return stamp_among(xml_texts(text))
