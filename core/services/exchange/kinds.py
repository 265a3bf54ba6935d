"""What can be loaded: the columns of each list, under names in every language, and the acts that enter a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.declare import N_
from core.host.checklists import KINDS as ANSWERS
from core.host.checklists import SUBJECT
from core.host.host import host
from core.i18n import LANGUAGES, _, use_language
from core.models import Asset, ChecklistEdition, Customer, SubjectModel
from core.services.exchange.tables import BadFile

Progress = Callable[[int, int], Any]  # rows done, rows in all


@dataclass(frozen=True)
class SheetColumn:
    """`field` of the act's form; `choices` value -> label msgid; `refers` = the model whose `code` the cell holds.

    `inner` is its name among the fields of a child row, where that is another.
    """

    field: str
    label: str
    help: str
    example: str = ""
    required: bool = False
    choices: Mapping[str, str] | None = None
    refers: type[Customer] | None = None
    names: tuple[str, ...] = ()
    inner: str = ""


@dataclass(frozen=True)
class Kind:
    """`key` is the column by which a row that exists is updated; `fixed` columns cannot change on an update.

    With `group` the rows that agree in these columns make one subject, each of them a row of its field `rows`. `enters` and `changes` name
    the acts.
    """

    name: str
    label: str
    subject: str
    model: type[SubjectModel]
    key: str
    columns: tuple[SheetColumn, ...]
    fixed: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    rows: str = ""
    enters: str = "register"
    changes: str = "edit"

    @property
    def create(self) -> str:
        return f"{self.subject}.{self.enters}"

    @property
    def edit(self) -> str:
        return f"{self.subject}.{self.changes}"


CUSTOMERS = Kind(
    "customers",
    N_("Customers"),
    "core.customer",
    Customer,
    "code",
    (
        SheetColumn(
            "code",
            N_("Customer code"),
            N_("Your own key; a row with a known code updates that customer."),
            "K-0001",
            required=True,
        ),
        SheetColumn(
            "name", N_("Name"), N_("Of the individual or company."), required=True, names=(N_("Customer name"),)
        ),
        SheetColumn(
            "kind",
            N_("Kind"),
            N_("Individual or company; empty = individual."),
            choices={"person": N_("Individual"), "company": N_("Company")},
        ),
        SheetColumn("phone", N_("Phone"), N_("Digits; format the column as text."), "13800000001"),
        SheetColumn("region", N_("Region"), N_("As in the departments' lists of regions.")),
        SheetColumn("address", N_("Address"), N_("Where to go.")),
        SheetColumn("note", N_("Note"), N_("Anything else.")),
    ),
)
ASSETS = Kind(
    "assets",
    N_("Assets"),
    "core.asset",
    Asset,
    "identifier",
    (
        SheetColumn(
            "identifier",
            N_("Serial number"),
            N_("As printed on the product; a known one updates that asset."),
            "SN-0001",
            required=True,
        ),
        SheetColumn("name", N_("Name"), N_("What it is."), required=True, names=(N_("Product name"),)),
        SheetColumn(
            "customer",
            N_("Customer code"),
            N_("Of a customer already loaded."),
            "K-0001",
            required=True,
            refers=Customer,
        ),
        SheetColumn("product", N_("Product"), N_("Model or type.")),
        SheetColumn("acquired_on", N_("Acquired on"), N_("A date."), "2026-01-31"),
        SheetColumn(
            "warranty_to", N_("Warranty until"), N_("A date; the warranty ends at its midnight."), "2029-01-31"
        ),
        SheetColumn("site", N_("Site"), N_("Where it stands, if not at the customer's address.")),
    ),
    fixed=("customer",),
)


class _Lists(Mapping[str, str]):
    """The checklists there are, by name."""

    def __getitem__(self, name: str) -> str:
        return host().registry.checklists[name].label

    def __iter__(self) -> Iterator[str]:
        return iter(host().registry.checklists)

    def __len__(self) -> int:
        return len(host().registry.checklists)


_BOTH = {"yes": N_("Yes"), "no": N_("No")}
CHECKLISTS = Kind(
    "checklists",
    N_("Checklists"),
    SUBJECT,
    ChecklistEdition,
    "title",
    (
        SheetColumn(
            "kind", N_("Checklist"), N_("Which list; one row for each question."), required=True, choices=_Lists()
        ),
        SheetColumn(
            "title", N_("Title"), N_("Of the edition; rows of one title make one draft."), "2026", required=True
        ),
        SheetColumn("variant", N_("For"), N_("Which of several lists of this kind; mostly empty.")),
        SheetColumn("text", N_("Item asked"), N_("The question."), required=True),
        SheetColumn("answer", N_("Answer"), N_("Empty = yes or no."), choices=ANSWERS, inner="kind"),
        SheetColumn("required", N_("Must be answered"), N_("Yes or no; empty = no."), choices=_BOTH),
        SheetColumn("unit", N_("Unit"), N_("Of a number.")),
        SheetColumn("least", N_("At least"), N_("The lower limit of a number.")),
        SheetColumn("most", N_("At most"), N_("The upper limit of a number.")),
        SheetColumn("choices", N_("Choices, with / between"), N_("Of one of several."), "A / B"),
        SheetColumn("clause", N_("Clause"), N_("Its mark, as on the regulation map.")),
        SheetColumn("key", N_("Mark"), N_("Of a question that is there already.")),
    ),
    fixed=("kind", "variant"),
    group=("kind", "variant", "title"),
    rows="items",
    enters="draft",
)
KINDS = {kind.name: kind for kind in (CUSTOMERS, ASSETS, CHECKLISTS)}


def titles(column: SheetColumn) -> set[str]:
    """Every heading under which the column is known, normalized."""
    found = {_plain(column.field), _plain(column.label), *(_plain(n) for n in column.names)}
    for language in LANGUAGES:
        with use_language(language):
            found |= {_plain(_(name)) for name in (column.label, *column.names)}
    return found


def _plain(title: str) -> str:
    return title.strip().strip("*＊").strip().casefold()


def matched(kind: Kind, header: Sequence[str]) -> dict[int, SheetColumn]:
    """Index of a cell -> its column; raises BadFile naming headings that are unknown, double or missing."""
    known = {title: column for column in kind.columns for title in titles(column)}
    found: dict[int, SheetColumn] = {}
    for index, title in enumerate(header):
        column = known.get(_plain(title))
        if column is None and title and not title.startswith("#"):
            raise BadFile(
                _("The heading “%(title)s” is not known. Known are: %(known)s.", title=title, known=_list(kind.columns))
            )
        if column is not None and column in found.values():
            raise BadFile(_("The heading “%(title)s” stands there twice.", title=title))
        if column is not None:
            found[index] = column
    lost = [c for c in kind.columns if c.required and c not in found.values()]
    if lost:
        raise BadFile(_("These columns are missing: %(names)s.", names=_list(lost)))
    return found


def _list(columns: Iterable[SheetColumn]) -> str:
    return _(", ").join(_(column.label) for column in columns)


def choice(column: SheetColumn, text: str) -> str:
    """The value behind a label in any language; what is unknown is passed on for the form to refuse."""
    for value, label in (column.choices or {}).items():
        if _plain(text) in _labels(value, label):
            return value
    return text


def _labels(value: str, label: str) -> set[str]:
    found = {value, _plain(label)}
    for language in LANGUAGES:
        with use_language(language):
            found.add(_plain(_(label)))
    return found
