"""Who advises: the name on the paper, the firm's own terms, and its own prices."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from onboard.amounts import parse_amount
from onboard.content.model import BlankSource
from onboard.firm import FirmProfile, OwnPrice, is_server_address
from onboard.wording import say
from ui.own_certificate import FirmsCertificate
from ui.page import Page
from ui.slices import Placing
from ui.theme import px
from ui.widgets.base import empty, label, row, show_if
from ui.widgets.earnings import EarningsForm
from ui.widgets.forms import Labelled, action, muted
from ui.widgets.own_price import OwnPriceCard, PricedThing
from ui.widgets.pick_list import pick_list
from ui.widgets.picture_field import PictureField
from ui.widgets.roots_field import RootsField
from ui.widgets.text_fields import LineField, SaveSoon, TextArea

if TYPE_CHECKING:
    from onboard.content.model import Blank
    from onboard.content.pack import ContentPack

CARD = ("name", "consultant", "email", "phone")
CURRENCIES = ("USD", "EUR", "GBP", "CAD", "AUD", "NZD", "CHF", "SEK", "NOK", "DKK", "ZAR", "INR")
FIELDS: tuple[type[QWidget], ...] = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton)
LONG, VERY_LONG = 28, 60
"""A suggestion with more letters gets two lines, or three."""
MOST_AMOUNT = Decimal("1e9")


class FirmPage(Page):
    """Every change is saved at once; Done only leads back."""

    done = Signal()

    def build(self) -> None:
        self.head(say("page.firm-title"), say("page.firm-lead"))
        self._only = label(say("ui.for-managers"), "subheading", name="firm-only")
        self._only.hide()
        self.column.addWidget(self._only)
        self._soon = SaveSoon(self)
        self._soon.due.connect(self._save)
        self._fields: dict[str, LineField] = {}
        self._terms: dict[str, LineField | TextArea] = {}
        self._prices: list[OwnPriceCard] = []
        self._pack: ContentPack | None = None
        self._add_card()
        self._add_money()
        self._add_time()
        self._key = FirmsCertificate(self.session)
        self.column.addSpacing(px(10))
        self.column.addWidget(label(say("page.firm-key"), "heading"))
        self.column.addWidget(self._key)
        self._terms_place = self._place(say("page.firm-terms"), say("page.firm-terms-lead"))
        earns = self._place(say("page.firm-earns"), say("page.firm-earns-lead"))
        self._earnings = EarningsForm()
        self._earnings.changed.connect(self._save)
        earns.addWidget(self._earnings)
        self._prices_place = self._place(say("page.firm-prices"), say("page.firm-prices-lead"))
        self._add = action(say("page.firm-add-price"), "add-price")
        self._add.clicked.connect(self._add_price)
        self.column.addLayout(row(self._add, None))
        self._listed = action(say("intake.prices-open"), "price-list")
        self._listed.clicked.connect(self._bring_prices)
        self.column.addLayout(row(self._listed, None))
        self._list_told = label("", "saved", name="price-list-told")
        self._list_told.hide()
        self.column.addWidget(self._list_told)
        self.column.addSpacing(px(10))
        self._done = action(say("page.firm-done"), "done", "primary")
        self._done.clicked.connect(self._finish)
        self.column.addLayout(row(self._done, None))

    def _place(self, title: str, lead: str) -> QVBoxLayout:
        self.column.addSpacing(px(10))
        self.column.addWidget(label(title, "heading"))
        self.column.addWidget(muted(lead))
        place = QVBoxLayout()
        place.setSpacing(px(10))
        self.column.addLayout(place)
        return place

    def _add_card(self) -> None:
        for part in CARD:
            caption = say(f"page.firm-{part}")
            field = LineField(caption, part)
            field.saved.connect(lambda _: self._save())
            self._fields[part] = field
            self.column.addWidget(Labelled(caption, field))
        self._logo = PictureField(say("page.firm-logo"))
        self._logo.changed.connect(self._save)
        self.column.addWidget(label(say("page.firm-logo"), "field"))
        self.column.addWidget(muted(say("page.firm-logo-hint")))
        self.column.addWidget(self._logo)

    def _add_money(self) -> None:
        self.column.addSpacing(px(10))
        self.column.addWidget(label(say("page.firm-money"), "heading"))
        self._currency = pick_list(say("page.firm-currency"), "currency")
        self._currency.currentIndexChanged.connect(self._currency_picked)
        hint = say("page.firm-currency-hint")
        self.column.addWidget(Labelled(say("page.firm-currency"), self._currency, hint))
        self._tax_name = LineField(say("page.firm-tax-name"), "tax-name")
        self._tax = LineField(say("page.firm-tax"), "tax-percent")
        hint = say("page.firm-tax-name-hint")
        self.column.addWidget(Labelled(say("page.firm-tax-name"), self._tax_name, hint))
        self._tax_row = Labelled(say("page.firm-tax"), self._tax)
        self.column.addWidget(self._tax_row)
        for field in (self._tax_name, self._tax):
            field.saved.connect(lambda _: self._save())

    def _add_time(self) -> None:
        self.column.addSpacing(px(10))
        self.column.addWidget(label(say("page.firm-time"), "heading"))
        caption, hint = say("page.firm-time-url"), say("page.firm-time-hint")
        self._time_url = LineField(caption, "time-stamp-url")
        self._time_url.saved.connect(lambda _: self._save())
        self._time_row = Labelled(caption, self._time_url, hint)
        self.column.addWidget(self._time_row)
        self._roots = self._add_roots("roots", say("page.firm-time-roots"))
        self._signer_roots = self._add_roots("signer-roots", say("page.firm-signer-roots"))

    def _add_roots(self, kind: str, caption: str) -> RootsField:
        field = RootsField(kind)
        field.changed.connect(self._save)
        self.column.addWidget(label(caption, "field"))
        self.column.addWidget(field)
        return field

    # ---- drawing

    def next_caption(self) -> str | None:
        return None

    def first_focus(self) -> QWidget | None:
        return self._fields["name"] if self.session.is_manager else self._done

    def showEvent(self, event: QShowEvent) -> None:
        """The firm belongs to no client, so no snapshot brings it."""
        super().showEvent(event)
        firm = self.session.firm()
        if firm is not None and self.session.is_open:
            self.show_firm(firm, self.session.shipped_pack())
            self._key.ask()
            self._offer_changes()

    def _offer_changes(self) -> None:
        """In a firm's store only a manager changes what holds for all; the others read it."""
        may_change = self.session.is_manager
        show_if(self._only, not may_change)
        self._key.setEnabled(may_change)
        for kind in FIELDS if not may_change else ():
            for field in self.findChildren(kind):
                field.setEnabled(field is self._done)

    def show_firm(self, firm: FirmProfile, pack: ContentPack) -> None:
        """Fill every field; nothing is saved by that."""
        if pack != self._pack:
            self._pack = pack
            self._make_terms(pack)
        for part, field in self._fields.items():
            field.fill(getattr(firm, part))
        self._logo.fill(firm.logo_png)
        self._fill_currency(firm, pack)
        self._tax_name.fill(firm.tax_name)
        self._tax.fill(f"{firm.tax_percent:f}" if firm.tax_percent else "")
        self._time_url.fill(firm.time_stamp_url)
        self._roots.fill(firm.time_stamp_roots)
        self._signer_roots.fill(firm.signer_roots)
        for key, term in self._terms.items():
            term.fill(firm.terms.get(key, ""))
        self._earnings.fill(firm.earnings)
        known = tuple(price for price in firm.own_prices if price.item in pack.content.items)
        if self._readable_prices() != known:
            self._fill_prices(firm, pack)
        self._order_tabs()

    def _make_terms(self, pack: ContentPack) -> None:
        """By and by: there are thirty, and all are below what is seen first."""
        empty(self._terms_place)
        self._terms = {}
        steps = [
            partial(self._build_term, key, blank)
            for key, blank in pack.content.blanks.items()
            if blank.source is BlankSource.FIRM
        ]
        self.slices.start(steps, 0, self._terms_stand)

    def _build_term(self, key: str, blank: Blank) -> Placing:
        firm = self.session.firm()
        caption = f"{blank.label} ({blank.unit})" if blank.unit else blank.label
        field = _term_field(f"term-{key}", caption, blank)
        field.fill(firm.terms.get(key, "") if firm is not None else "")
        field.saved.connect(lambda _: self._save())
        self._terms[key] = field
        made = Labelled(caption, field)
        return made, partial(self._terms_place.addWidget, made)

    def _terms_stand(self) -> None:
        self._order_tabs()
        self._offer_changes()

    def _fill_currency(self, firm: FirmProfile, pack: ContentPack) -> None:
        blocked = self._currency.blockSignals(True)
        self._currency.clear()
        self._currency.addItem(say("page.firm-currency-pack", currency=pack.currency), "")
        extra = (firm.currency,) if firm.currency not in ("", *CURRENCIES) else ()
        for currency in (*CURRENCIES, *extra):
            self._currency.addItem(currency, currency)
        self._currency.setCurrentIndex(self._currency.findData(firm.currency))
        self._currency.blockSignals(blocked)

    def _fill_prices(self, firm: FirmProfile, pack: ContentPack) -> None:
        empty(self._prices_place)
        self._prices = []
        for price in firm.own_prices:
            if price.item in pack.content.items:
                made = self._new_card(pack, firm.currency or pack.currency)
                made.fill(price.item, price.offer, f"{price.amount:f}", price.per)

    def _new_card(self, pack: ContentPack, currency: str) -> OwnPriceCard:
        made = OwnPriceCard(_things(pack), currency)
        made.changed.connect(self._soon.touch)
        made.removed.connect(lambda: self._remove_price(made))
        self._prices.append(made)
        self._prices_place.addWidget(made)
        return made

    def _order_tabs(self) -> None:
        """Fields that were made later come before the buttons below them."""
        cards = [stop for made in self._prices for stop in made.stops()]
        told = self._earnings.stops()
        roots = (*self._roots.stops(), *self._signer_roots.stops())
        time = (self._time_url, *roots, *self._key.stops())
        last = (self._add, self._listed, self._done)
        stops = [self._tax, *time, *self._terms.values(), *told, *cards, *last]
        for earlier, later in pairwise(stops):
            QWidget.setTabOrder(earlier, later)

    # ---- gestures

    def _add_price(self) -> None:
        if self._pack is None:
            return
        currency = str(self._currency.currentData() or self._pack.currency)
        made = self._new_card(self._pack, currency)
        self._order_tabs()
        made.thing_list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove_price(self, made: OwnPriceCard) -> None:
        self._prices.remove(made)
        self._prices_place.removeWidget(made)
        made.hide()
        made.deleteLater()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self._save()

    def _currency_picked(self) -> None:
        self._save()
        firm = self.session.firm()
        if firm is not None and self._pack is not None:
            self._fill_prices(firm, self._pack)
            self._order_tabs()

    def _bring_prices(self) -> None:
        from ui.dialogs.list_intake import bring_list

        self.flush()
        bring_list(self.window(), self.session, "prices", self._brought)

    def _brought(self, told: str) -> None:
        self._list_told.setText(told)
        self._list_told.setVisible(bool(told))
        firm = self.session.firm()
        if firm is not None and self._pack is not None:
            self._fill_prices(firm, self._pack)
            self._order_tabs()

    def _finish(self) -> None:
        self.flush()
        self.done.emit()

    def flush(self) -> None:
        plain = (*self._fields.values(), self._tax_name, self._tax, self._time_url)
        for field in (*plain, *self._terms.values()):
            field.flush()
        self._earnings.flush()
        self._soon.flush()

    # ---- reading the fields

    def _save(self) -> None:
        old = self.session.firm()
        if old is None or self._pack is None:
            return
        other_terms = {key: text for key, text in old.terms.items() if key not in self._terms}
        card: dict[str, Any] = {part: each.text().strip() for part, each in self._fields.items()}
        firm = replace(
            old,
            **card,
            logo_png=self._logo.content(),
            currency=str(self._currency.currentData() or ""),
            tax_name=self._tax_name.text().strip(),
            tax_percent=self._tax_percent(old),
            terms={**other_terms, **self._typed_terms()},
            own_prices=(*self._foreign_prices(old), *self._readable_prices()),
            earnings=self._earnings.earnings(old.earnings),
            time_stamp_url=self._time_server(old),
            time_stamp_roots=self._roots.content(),
            signer_roots=self._signer_roots.content(),
        )
        if firm != old:
            self.session.save_firm(firm)

    def _typed_terms(self) -> dict[str, str]:
        typed = {
            key: term.text() if isinstance(term, LineField) else term.toPlainText()
            for key, term in self._terms.items()
        }
        return {key: text.strip() for key, text in typed.items() if text.strip()}

    def _time_server(self, old: FirmProfile) -> str:
        url = self._time_url.text().strip()
        is_fine = not url or is_server_address(url)
        self._time_row.say_problem("" if is_fine else say("stamp.bad-address"))
        return url if is_fine else old.time_stamp_url

    def _tax_percent(self, old: FirmProfile) -> Decimal:
        text = self._tax.text().strip().removesuffix("%").strip()
        percent = parse_amount(text) if text else Decimal(0)
        is_fine = percent is not None and percent <= 100
        self._tax_row.say_problem("" if is_fine else say("page.firm-tax-problem"))
        return percent if percent is not None and is_fine else old.tax_percent

    def _foreign_prices(self, old: FirmProfile) -> tuple[OwnPrice, ...]:
        """Prices for things that this pack does not know are kept as they are."""
        items = self._pack.content.items if self._pack is not None else {}
        return tuple(price for price in old.own_prices if price.item not in items)

    def _readable_prices(self) -> tuple[OwnPrice, ...]:
        """The cards that are filled in; each of the others says what it still needs."""
        found: dict[tuple[str, str], OwnPrice] = {}
        for made in self._prices:
            amount = parse_amount(made.amount.text())
            key = (made.thing(), made.kind())
            if not key[0]:
                made.say_problem("")
            elif amount is None or amount > MOST_AMOUNT:
                made.say_problem(say("page.price-problem") if made.amount.text() else "")
            elif key in found:
                made.say_problem(say("page.price-twice"))
            else:
                made.say_problem("")
                found[key] = OwnPrice(*key, amount, made.period())
        return tuple(found.values())


def _term_field(name: str, caption: str, blank: Blank) -> LineField | TextArea:
    if len(blank.suggested) > LONG:
        lines = 3 if len(blank.suggested) > VERY_LONG else 2
        return TextArea(caption, name, blank.suggested, lines=lines)
    return LineField(caption, name, blank.suggested)


def _things(pack: ContentPack) -> dict[str, PricedThing]:
    return {
        key: PricedThing(
            item.name,
            {kind: (offer.name, offer.price.per.value) for kind, offer in item.offers.items()},
        )
        for key, item in pack.content.items.items()
    }
