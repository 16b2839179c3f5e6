"""Who, what and when of a file, in XMP and in the old information dictionary alike."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from xml.sax.saxutils import escape

LAYOUT = 5
"""Rises with any change of what is drawn or written into the file.

Papers of another layout are compared by their words and where those stand, not byte for byte
(docs/adr/0027-papers-of-earlier-layouts.md).
"""
CREATOR = f"onboard, layout {LAYOUT}"


@cache
def producer() -> str:
    """The libraries whose versions decide about each byte, and how this machine packs bytes.

    Only a paper with the same words here can be expected to come out the same, byte for byte.
    """
    import pikepdf
    import reportlab

    with pikepdf.new() as pdf:
        pdf.Root.Sample = pdf.make_stream("".join(f"{n * n:x} " for n in range(4000)).encode())
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    packing = hashlib.sha256(out.getvalue()).hexdigest()[:8]
    return (
        f"ReportLab {reportlab.__version__}, pikepdf {pikepdf.__version__}, "
        f"qpdf {pikepdf.__libqpdf_version__}, packing {packing}"
    )


def build() -> str:
    """What decides about the picture in a signature's box; each signature says it of itself."""
    import reportlab
    from pyhanko.version import __version__ as pyhanko_version

    return f"layout {LAYOUT}, ReportLab {reportlab.__version__}, pyHanko {pyhanko_version}"


@dataclass(frozen=True, slots=True)
class Metadata:
    title: str
    author: str
    subject: str
    language: str
    at: datetime


def pdf_date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")


def xmp(metadata: Metadata) -> bytes:
    """XMP that claims PDF/A-3a and PDF/UA-1, and the schema of the latter, as PDF/A wants."""
    at = metadata.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    title, author, subject = map(escape, (metadata.title, metadata.author, metadata.subject))
    language = escape(metadata.language)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<xmp:CreateDate>{at}</xmp:CreateDate>
<xmp:ModifyDate>{at}</xmp:ModifyDate>
<xmp:MetadataDate>{at}</xmp:MetadataDate>
<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>
<pdf:Producer>{producer()}</pdf:Producer>
{_UA_SCHEMA}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()


_UA_SCHEMA = """<pdfaExtension:schemas
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><rdf:Bag>
<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""
