"""A drawn page as the picture that the signing library puts into a signature's box."""

from __future__ import annotations

import io
from typing import Any


def stamp(appearance: bytes) -> Any:
    """A drawn page as what pyHanko puts into a signature's box."""
    from pyhanko.pdf_utils import layout
    from pyhanko.pdf_utils.content import PdfContent
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.stamp import StaticStampStyle

    class DrawnPage(PdfContent):
        """The drawn page from memory; pyHanko's own class wants the name of a file."""

        def render(self) -> bytes:
            page = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(appearance)))
            self.resources.xobject["/Drawn"] = page
            left, bottom, right, top = page.get_object()["/BBox"]
            self.box = layout.BoxConstraints(width=right - left, height=top - bottom)
            return b"/Drawn Do"

    rule = layout.SimpleBoxLayoutRule(
        x_align=layout.AxisAlignment.ALIGN_MID,
        y_align=layout.AxisAlignment.ALIGN_MID,
        margins=layout.Margins.uniform(0),  # type: ignore[no-untyped-call]
        inner_content_scaling=layout.InnerScaling.STRETCH_TO_FIT,
    )
    return StaticStampStyle(
        background=DrawnPage(), border_width=0, background_opacity=1.0, background_layout=rule
    )
