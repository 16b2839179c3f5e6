"""The last step before signing: tags, metadata, colour profile, attachments, signature fields.

After this nothing but an incremental update by the signing code may touch the file: writing it
again destroys its signatures.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from onboard.locations import fonts as fonts_folder
from onboard.pdf.layout import Draft
from onboard.pdf.metadata import CREATOR, Metadata, pdf_date, producer, xmp
from onboard.pdf.structure import write_structure
from onboard.pdf.tagging import Element, Reserved

_PRINT = 4  # the annotation flag that PDF/A wants on everything
_COLOURS = "sRGB IEC61966-2.1"


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    data: bytes
    mime: str
    description: str


def finish(draft: Draft, metadata: Metadata, attachments: Sequence[Attachment]) -> bytes:
    """A PDF/A-3a and PDF/UA-1 file, ready to be signed; the same input gives the same bytes."""
    with Pdf.open(io.BytesIO(draft.pdf)) as pdf:
        for page in pdf.pages:
            if Name.Trans in page.obj:
                del page.obj.Trans  # ReportLab 5.1 writes an empty one on every page
        annotations = _annotations(pdf, draft)
        write_structure(pdf, draft.root, draft.owners, annotations)
        _describe(pdf, metadata)
        _colour_profile(pdf)
        if attachments:
            _attach(pdf, attachments, metadata.at)
        out = io.BytesIO()
        pdf.save(
            out,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            recompress_flate=True,
            deterministic_id=True,
            fix_metadata_version=False,
        )
        return out.getvalue()


def _annotations(pdf: Pdf, draft: Draft) -> dict[int, Object]:
    """A link or an empty signature field at each reserved place."""
    made: dict[int, Object] = {}
    fields: list[Object] = []
    for element, place in _reserved(draft.root):
        if place.field:
            annotation = _signature_field(pdf, element, place)
            fields.append(annotation)
        else:
            annotation = _link(pdf, element, place, draft)
        page = pdf.pages[place.page].obj
        if Name.Annots not in page:
            page.Annots = Array([])
        page.Annots.append(annotation)
        made[id(place)] = annotation
    if fields:
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(fields)))
    return made


def _reserved(element: Element) -> Iterator[tuple[Element, Reserved]]:
    for child in element.children:
        if isinstance(child, Reserved):
            yield element, child
        elif isinstance(child, Element):
            yield from _reserved(child)


def _link(pdf: Pdf, element: Element, place: Reserved, draft: Draft) -> Object:
    target = draft.places[place.target]
    top = round(target.top, 2)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=_rounded(place.rect),
            Border=Array([0, 0, 0]),
            F=_PRINT,
            Contents=String(element.alt),
            Dest=Array([pdf.pages[target.page].obj, Name.XYZ, 0, top, 0]),
        )
    )


def _signature_field(pdf: Pdf, element: Element, place: Reserved) -> Object:
    """Empty, with an empty picture; signing fills only /V and /AP."""
    left, bottom, right, top = place.rect
    picture = Stream(pdf, b"")
    picture.Type, picture.Subtype = Name.XObject, Name.Form
    picture.BBox = _rounded((0, 0, right - left, top - bottom))
    picture.Resources = Dictionary()
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(place.field),
            TU=String(element.alt),
            Rect=_rounded(place.rect),
            F=_PRINT,
            P=pdf.pages[place.page].obj,
            AP=Dictionary(N=pdf.make_indirect(picture)),
        )
    )
    if place.field == "Owner":
        # After the owner's signature nothing may change.
        field.Lock = pdf.make_indirect(Dictionary(Type=Name.SigFieldLock, Action=Name.All, P=1))
    return field


def _rounded(values: tuple[float, float, float, float]) -> Array:
    return Array([round(value, 2) for value in values])


def _describe(pdf: Pdf, metadata: Metadata) -> None:
    root, at = pdf.Root, String(pdf_date(metadata.at))
    root.Lang = String(metadata.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if Name.Outlines in root:
        root.PageMode = Name.UseOutlines
    stream = Stream(pdf, xmp(metadata))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    root.Metadata = pdf.make_indirect(stream)
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(metadata.title),
            Author=String(metadata.author),
            Subject=String(metadata.subject),
            Creator=String(CREATOR),
            Producer=String(producer()),
            CreationDate=at,
            ModDate=at,
        )
    )


def _colour_profile(pdf: Pdf) -> None:
    profile = Stream(pdf, (fonts_folder() / "sRGB.icc").read_bytes())
    profile.N, profile.Alternate = 3, Name.DeviceRGB
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(_COLOURS),
        Info=String(_COLOURS),
        RegistryName=String("http://www.color.org"),
        DestOutputProfile=pdf.make_indirect(profile),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _attach(pdf: Pdf, attachments: Sequence[Attachment], at: datetime) -> None:
    """The data of the paper, as associated files and in the tree of names."""
    names, associated = Array([]), Array([])
    for attachment in sorted(attachments, key=lambda each: each.name):
        stream = Stream(pdf, attachment.data)
        stream.Type, stream.Subtype = Name.EmbeddedFile, Name(f"/{attachment.mime}")
        check = hashlib.md5(attachment.data, usedforsecurity=False).digest()  # as the format wants
        date = String(pdf_date(at))
        stream.Params = Dictionary(
            Size=len(attachment.data), ModDate=date, CreationDate=date, CheckSum=String(check)
        )
        file = pdf.make_indirect(stream)
        specification = pdf.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=String(attachment.name),
                UF=String(attachment.name),
                Desc=String(attachment.description),
                AFRelationship=Name.Data,
                EF=Dictionary(F=file, UF=file),
            )
        )
        names.append(String(attachment.name))
        names.append(specification)
        associated.append(specification)
    if Name.Names not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=names)
    pdf.Root.AF = associated
