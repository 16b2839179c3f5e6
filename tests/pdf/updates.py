"""Changes that an incremental update can make to a paper, each as a change to pyHanko's writer."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from pyhanko.pdf_utils import generic, incremental_writer
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NameObject, StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject

from onboard.pdf import seal as sealing
from onboard.ports import Seal, SigningKey

Change = Callable[[Any], None]
name = NameObject
UPDATES: list[Change] = []


def update(change: Change) -> Change:
    UPDATES.append(change)
    return change


def updated(pdf: bytes, change: Change) -> bytes:
    """The paper with one more revision behind its last."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def sealed_with(
    pdf: bytes, seal: Seal, key: SigningKey, change: Change, *, late: bool = False
) -> bytes:
    """Our own signing with one more change in the same revision, by somebody who may sign.

    `late`: after the field is filled, just before the revision is written and signed.
    """

    class ChangingWriter(IncrementalPdfFileWriter):  # type: ignore[misc]
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            if not late:
                change(self)

        def write_in_place(self) -> None:
            if late:
                change(self)
            super().write_in_place()

        def write(self, stream: Any) -> None:
            if late:
                change(self)
            super().write(stream)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(incremental_writer, "IncrementalPdfFileWriter", ChangingWriter)
        return sealed_by_force(pdf, seal, key)


def sealed_by_force(pdf: bytes, seal: Seal, key: SigningKey) -> bytes:
    """Our own signing without its refusals, as another program would do it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "_require_turn", lambda *_: None)
        return sealing.seal_paper(pdf, seal, key, is_made_here=True)


def rewrite(writer: Any, stream: Any, data: bytes) -> None:
    """Other content for a stream that stands in the file."""
    stream._data, stream._encoded_data = data, None
    writer.update_container(stream)


def page(writer: Any, number: int) -> Any:
    reference, _ = writer.find_page_for_modification(number)
    return reference.get_object()


def touched(writer: Any, found: Any, key: str, value: Any) -> None:
    found[key] = value
    writer.update_container(found)


def numbers(*values: float) -> ArrayObject:
    return ArrayObject([generic.FloatObject(value) for value in values])


def text(value: str) -> Any:
    return generic.pdf_string(value)


def drawing(writer: Any, code: bytes, box: Sequence[float] = (0, 0, 420, 60)) -> Any:
    made = StreamObject(stream_data=code)
    made["/Type"], made["/Subtype"] = name("/XObject"), name("/Form")
    made["/BBox"] = numbers(*box)
    return writer.add_object(made)


def annotation(writer: Any, subtype: str, number: int = 2, **more: Any) -> Any:
    made = DictionaryObject(
        {
            name("/Type"): name("/Annot"),
            name("/Subtype"): name(subtype),
            name("/Rect"): numbers(60, 500, 480, 560),
            name("/F"): generic.NumberObject(4),
            **{name(f"/{key}"): value for key, value in more.items()},
        }
    )
    reference = writer.add_object(made)
    writer.register_annotation(writer.find_page_for_modification(number)[0], reference)
    return reference


def look(writer: Any, code: bytes = b"1 1 1 rg 0 0 420 60 re f") -> DictionaryObject:
    return DictionaryObject({name("/N"): drawing(writer, code)})


def field(writer: Any, title: str) -> Any:
    listed = writer.root["/AcroForm"]["/Fields"]
    places = range(len(listed))
    return next(listed[index] for index in places if str(listed[index]["/T"]) == title)


def into_root(writer: Any, key: str, value: Any) -> None:
    writer.root[key] = value
    writer.update_root()


def action(kind: str, **more: Any) -> DictionaryObject:
    parts = {name(f"/{key}"): value for key, value in more.items()}
    return DictionaryObject({name("/S"): name(kind), **parts})


# ---- what the pages show


@update
def price_covered(writer: Any) -> None:
    drawn = StreamObject(stream_data=b"q 1 0 0 rg 60 500 200 30 re f Q")
    writer.add_stream_to_page(2, writer.add_object(drawn))


@update
def price_changed_in_the_content(writer: Any) -> None:
    content = page(writer, 2)["/Contents"]
    data = content.data
    at = data.index(b"Tj", data.index(b"/F3+0")) if b"/F3+0" in data else data.index(b"Tj")
    start = data.rindex(b"(", 0, at)
    swapped = data[start:at].replace(b"\\001", b"\\002", 1)
    if swapped == data[start:at]:
        swapped = data[start:at][::-1].replace(b")", b" ").replace(b"(", b" ").join([b"(", b")"])
    rewrite(writer, content, data[:start] + swapped + data[at:])


@update
def content_replaced(writer: Any) -> None:
    touched(writer, page(writer, 1), "/Contents", writer.add_object(StreamObject(stream_data=b"")))


@update
def page_added(writer: Any) -> None:
    drawn = writer.add_object(StreamObject(stream_data=b"0 g 50 50 100 100 re f"))
    writer.insert_page(PageObject(drawn, (0, 0, 595, 842)))


@update
def page_removed(writer: Any) -> None:
    kids = writer.root["/Pages"]["/Kids"]
    del kids[1]
    touched(writer, writer.root["/Pages"], "/Count", generic.NumberObject(len(kids)))


@update
def pages_reordered(writer: Any) -> None:
    tree = writer.root["/Pages"]
    kids = [tree["/Kids"].raw_get(index) for index in range(len(tree["/Kids"]))]
    kids[1], kids[2] = kids[2], kids[1]
    touched(writer, tree, "/Kids", ArrayObject(kids))


@update
def other_page_tree(writer: Any) -> None:
    old = writer.root["/Pages"]
    kids = [old["/Kids"].raw_get(index) for index in range(len(old["/Kids"]) - 1)]
    tree = DictionaryObject(
        {
            name("/Type"): name("/Pages"),
            name("/Kids"): ArrayObject(kids),
            name("/Count"): generic.NumberObject(len(kids)),
        }
    )
    into_root(writer, "/Pages", writer.add_object(tree))


@update
def page_cut(writer: Any) -> None:
    touched(writer, page(writer, 2), "/CropBox", numbers(0, 0, 50, 50))


@update
def page_turned(writer: Any) -> None:
    touched(writer, page(writer, 2), "/Rotate", generic.NumberObject(180))


@update
def fonts_exchanged(writer: Any) -> None:
    fonts = page(writer, 2)["/Resources"]["/Font"]
    one, two, *_ = fonts.values()
    first, second = (each.get_object()["/FontDescriptor"] for each in (one, two))
    one_file, two_file = first.raw_get("/FontFile2"), second.raw_get("/FontFile2")
    touched(writer, first, "/FontFile2", two_file)
    touched(writer, second, "/FontFile2", one_file)


@update
def font_program_replaced(writer: Any) -> None:
    font = next(iter(page(writer, 2)["/Resources"]["/Font"].values())).get_object()
    program = font["/FontDescriptor"]["/FontFile2"]
    data = program.data
    middle = len(data) // 2
    rewrite(writer, program, data[:middle] + bytes(40) + data[middle + 40 :])


@update
def letters_read_out_otherwise(writer: Any) -> None:
    """What a screen reader or a search finds is another text than what is seen."""
    font = next(iter(page(writer, 2)["/Resources"]["/Font"].values())).get_object()
    rewrite(writer, font["/ToUnicode"], font["/ToUnicode"].data.replace(b"0065>", b"0061>"))


@update
def hidden_layer_shown(writer: Any) -> None:
    layer = writer.add_object(
        DictionaryObject({name("/Type"): name("/OCG"), name("/Name"): text("x")})
    )
    shown = DictionaryObject({name("/ON"): ArrayObject([layer])})
    into_root(
        writer,
        "/OCProperties",
        DictionaryObject({name("/OCGs"): ArrayObject([layer]), name("/D"): shown}),
    )
    drawn = StreamObject(stream_data=b"/OC /Shown BDC 1 g 60 500 300 40 re f EMC")
    more = DictionaryObject({name("/Properties"): DictionaryObject({name("/Shown"): layer})})
    writer.add_stream_to_page(2, writer.add_object(drawn), resources=more)


# ---- annotations, also those of the published "evil annotation" family


@update
def note_over_the_price(writer: Any) -> None:
    looks = text("/Helv 12 Tf 0 g")
    annotation(writer, "/FreeText", Contents=text("EUR 1.00"), DA=looks, AP=look(writer))


@update
def stamp_over_the_price(writer: Any) -> None:
    annotation(writer, "/Stamp", AP=look(writer))


@update
def white_square_over_the_price(writer: Any) -> None:
    annotation(writer, "/Square", IC=numbers(1, 1, 1), C=numbers(1, 1, 1), AP=look(writer))


@update
def redaction_asked_for(writer: Any) -> None:
    annotation(writer, "/Redact", OverlayText=text("EUR 1.00"), AP=look(writer))


@update
def file_pinned_to_a_page(writer: Any) -> None:
    stored = writer.add_object(StreamObject(stream_data=b"anything"))
    inside = DictionaryObject({name("/F"): stored})
    file = DictionaryObject(
        {name("/Type"): name("/Filespec"), name("/F"): text("x.exe"), name("/EF"): inside}
    )
    annotation(writer, "/FileAttachment", FS=file, AP=look(writer))


@update
def link_to_another_place(writer: Any) -> None:
    annotation(writer, "/Link", A=action("/URI", URI=text("http://192.0.2.1/")))


@update
def link_that_starts_a_program(writer: Any) -> None:
    annotation(writer, "/Link", A=action("/Launch", F=text("calc.exe")))


# ---- forms, also those of the "sneaky signature" family


@update
def text_field_over_the_price(writer: Any) -> None:
    looks = text("/Helv 12 Tf 0 g")
    made = annotation(
        writer, "/Widget", FT=name("/Tx"), T=text("price"), V=text("EUR 1.00"), DA=looks,
        AP=look(writer),
    )  # fmt: skip
    writer.root["/AcroForm"]["/Fields"].append(made)
    writer.update_container(writer.root["/AcroForm"])


@update
def another_signature_field(writer: Any) -> None:
    made = annotation(writer, "/Widget", FT=name("/Sig"), T=text("Witness"), AP=look(writer))
    writer.root["/AcroForm"]["/Fields"].append(made)
    writer.update_container(writer.root["/AcroForm"])


@update
def appearances_to_be_made_again(writer: Any) -> None:
    touched(writer, writer.root["/AcroForm"], "/NeedAppearances", generic.BooleanObject(True))


@update
def form_in_xml(writer: Any) -> None:
    data = writer.add_object(StreamObject(stream_data=b"<xdp:xdp xmlns:xdp='x'/>"))
    touched(writer, writer.root["/AcroForm"], "/XFA", data)


@update
def value_of_a_field_changed(writer: Any) -> None:
    value = field(writer, "Consultant")["/V"]
    touched(writer, value, "/Reason", text("I promise nothing."))


@update
def signature_field_renamed(writer: Any) -> None:
    touched(writer, field(writer, "Consultant"), "/T", text("Witness"))


@update
def signature_field_moved(writer: Any) -> None:
    touched(writer, field(writer, "Consultant"), "/Rect", numbers(0, 0, 10, 10))


@update
def signature_field_hidden(writer: Any) -> None:
    touched(writer, field(writer, "Consultant"), "/F", generic.NumberObject(2))


@update
def signature_emptied(writer: Any) -> None:
    found = field(writer, "Consultant")
    del found["/V"]
    writer.update_container(found)


@update
def signature_field_removed(writer: Any) -> None:
    form = writer.root["/AcroForm"]
    del form["/Fields"][0]
    writer.update_container(form)


@update
def consultants_ink_replaced(writer: Any) -> None:
    box = (0, 0, 479.56, 88)
    made = DictionaryObject({name("/N"): drawing(writer, b"1 0 0 rg 0 0 479 88 re f", box)})
    touched(writer, field(writer, "Consultant"), "/AP", made)


@update
def consultants_ink_redrawn_in_place(writer: Any) -> None:
    rewrite(writer, field(writer, "Consultant")["/AP"]["/N"], b"1 0 0 rg 0 0 479 88 re f")


@update
def consultants_strokes_changed(writer: Any) -> None:
    drawn = field(writer, "Consultant")["/AP"]["/N"]["/Resources"]["/XObject"]["/Drawn"]
    rewrite(writer, drawn, drawn.data.replace(b"28.8 61.2", b"28.8 71.2"))


# ---- what certifies and locks


@update
def lock_removed(writer: Any) -> None:
    found = field(writer, "Owner")
    del found["/Lock"]
    writer.update_container(found)


@update
def lock_loosened(writer: Any) -> None:
    touched(writer, field(writer, "Owner")["/Lock"], "/P", generic.NumberObject(3))


@update
def permissions_removed(writer: Any) -> None:
    del writer.root["/Perms"]
    writer.update_root()


@update
def usage_rights_added(writer: Any) -> None:
    rights = DictionaryObject({name("/UR3"): field(writer, "Consultant").raw_get("/V")})
    into_root(writer, "/Perms", rights)


@update
def certification_weakened_in_place(writer: Any) -> None:
    value = field(writer, "Consultant")["/V"]
    value["/Reference"][0]["/TransformParams"]["/P"] = generic.NumberObject(3)
    writer.update_container(value)


@update
def certification_dropped_in_place(writer: Any) -> None:
    value = field(writer, "Consultant")["/V"]
    del value["/Reference"]
    writer.update_container(value)


@update
def store_of_certificates_added(writer: Any) -> None:
    stream = writer.add_object(StreamObject(stream_data=b"anything" * 1000))
    store = DictionaryObject({name("/Certs"): ArrayObject([stream])})
    into_root(writer, "/DSS", writer.add_object(store))


# ---- the data inside


@update
def attachment_replaced(writer: Any) -> None:
    stream = writer.root["/AF"][0]["/EF"]["/F"]
    rewrite(writer, stream, stream.data.replace(b"EA-2026-0147", b"EA-2026-9999"))


@update
def table_replaced(writer: Any) -> None:
    rewrite(writer, writer.root["/AF"][1]["/EF"]["/F"], b"item,quantity\r\nnothing,0\r\n")


@update
def other_tree_of_attachments(writer: Any) -> None:
    data = writer.root["/AF"][0]["/EF"]["/F"].data.replace(b"EA-2026-0147", b"EA-2026-9999")
    stored = writer.add_object(StreamObject(stream_data=data))
    old = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    file = writer.add_object(
        DictionaryObject(
            {
                name("/Type"): name("/Filespec"),
                name("/F"): text("agreement.json"),
                name("/EF"): DictionaryObject({name("/F"): stored}),
            }
        )
    )
    names = [old.raw_get(index) for index in range(len(old))]
    names[1] = file
    tree = DictionaryObject({name("/Names"): ArrayObject(names)})
    writer.root["/Names"]["/EmbeddedFiles"] = tree
    into_root(writer, "/AF", ArrayObject([file, names[3]]))


@update
def attachment_removed(writer: Any) -> None:
    del writer.root["/Names"]
    writer.update_root()


@update
def attachment_added(writer: Any) -> None:
    stored = writer.add_object(StreamObject(stream_data=b"a,b\r\n"))
    file = writer.add_object(
        DictionaryObject(
            {
                name("/Type"): name("/Filespec"),
                name("/F"): text("more.csv"),
                name("/EF"): DictionaryObject({name("/F"): stored}),
            }
        )
    )
    writer.root["/AF"].append(file)
    writer.root["/Names"]["/EmbeddedFiles"]["/Names"] += [text("more.csv"), file]
    writer.update_root()


# ---- what describes and drives the file


@update
def title_changed(writer: Any) -> None:
    information = writer.trailer["/Info"]
    touched(writer, information, "/Title", text("Another paper"))


@update
def layout_of_another_version_claimed(writer: Any) -> None:
    touched(writer, writer.trailer["/Info"], "/Creator", text("onboard, layout 0"))


@update
def xmp_title_changed(writer: Any) -> None:
    metadata = writer.root["/Metadata"]
    rewrite(writer, metadata, metadata.data.replace(b"Expectations Agreement", b"Something else"))


@update
def xmp_replaced(writer: Any) -> None:
    stream = StreamObject(stream_data=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
    stream["/Type"], stream["/Subtype"] = name("/Metadata"), name("/XML")
    into_root(writer, "/Metadata", writer.add_object(stream))


@update
def script_on_opening(writer: Any) -> None:
    into_root(writer, "/OpenAction", action("/JavaScript", JS=text("app.alert('x')")))


@update
def script_in_the_names(writer: Any) -> None:
    script = writer.add_object(action("/JavaScript", JS=text("app.alert('x')")))
    listed = DictionaryObject({name("/Names"): ArrayObject([text("a"), script])})
    writer.root["/Names"]["/JavaScript"] = listed
    writer.update_root()


@update
def action_on_a_page(writer: Any) -> None:
    opened = DictionaryObject({name("/O"): action("/URI", URI=text("http://192.0.2.1/"))})
    touched(writer, page(writer, 0), "/AA", opened)


@update
def spoken_text_changed(writer: Any) -> None:
    """A screen reader says another text than what is seen."""
    tree = writer.root["/StructTreeRoot"]
    top = tree["/K"]
    first = top[0] if isinstance(top, ArrayObject) else top
    touched(writer, first, "/ActualText", text("You pay nothing."))


@update
def outline_renamed(writer: Any) -> None:
    touched(writer, writer.root["/Outlines"]["/First"], "/Title", text("Another heading"))


@update
def colours_exchanged(writer: Any) -> None:
    profile = writer.root["/OutputIntents"][0]["/DestOutputProfile"]
    rewrite(writer, profile, profile.data[:-200] + bytes(200))


@update
def shown_as_a_collection(writer: Any) -> None:
    into_root(writer, "/Collection", DictionaryObject({name("/View"): name("/T")}))


@update
def language_changed(writer: Any) -> None:
    into_root(writer, "/Lang", text("es"))
