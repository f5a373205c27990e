"""Writes a cohort: its letters, hops and receptions in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection

from wian.jurisdictions.instant import Instant
from wian.ledger.acts import JOURNAL, Act, ActKind
from wian.ledger.contents import (
    ACT_COLUMNS,
    HOP_COLUMNS,
    LETTER_COLUMNS,
    RECEPTION_COLUMNS,
    act_row,
    digest,
    hop_row,
    hops_by_letter,
    letter_digest,
    letter_row,
    reception_row,
)
from wian.ledger.dialects import Row, insert_missing, lock_in_turn
from wian.ledger.errors import IncompleteCohort, RecordConflict
from wian.ledger.life.cohort_view import CohortView, KeptLives
from wian.ledger.life.life import LIFE_KINDS
from wian.ledger.life.office_acts import office_acts
from wian.ledger.lists.list_changes import ListChanges
from wian.ledger.lists.list_facts import ListFacts
from wian.ledger.outbox.events import News
from wian.ledger.outbox.mail_book import MailBook
from wian.ledger.outbox.mail_rows import ReachRow
from wian.ledger.outbox.messages import enqueue
from wian.ledger.outbox.reach import OfficeReach, reaches_of
from wian.ledger.read import facts
from wian.ledger.read.offices.holdings import Holding, holding
from wian.ledger.records import (
    Clock,
    IssuedLetter,
    NumberRequest,
    Propagation,
    ReceivedHop,
    Reception,
    RegisterEntry,
    SentHop,
    receipts,
)
from wian.ledger.registers.register_choice import (
    OfficeYear,
    receive_register,
    send_register,
    stamp_register,
)
from wian.ledger.registers.typed_numbers import TakenNumber, Typed, take_number
from wian.ledger.succession.heir_registers import HeirRegisters
from wian.ledger.succession.succession import Successions
from wian.ledger.tables import ActRow, HopRow, LetterRow, ReceptionRow, WebhookRow
from wian.ledger.write.propagation_entry import enter_propagation
from wian.ledger.write.record_book import keep_file
from wian.letters.enclosed_file import EnclosedFile, KeptFile

if TYPE_CHECKING:
    from hierarchy.graph import Hierarchy  # with networkx, which few commands need

_Found = TypeVar("_Found")
_LETTER = (*LETTER_COLUMNS, "content_digest")
_RECEPTION = (*RECEPTION_COLUMNS, "content_digest")
_ACT = (*ACT_COLUMNS, "content_digest")


class CohortWriter(CohortView):
    """One transaction of a propagation; whatever is raised inside it keeps nothing.

    Args:
        connection: A connection with a write transaction begun.
        propagation: Id of the propagation.
        book: The set of registers that it draws from.
        same: Whose transaction it is, with whose registers and news, where it is another's.

    Attributes:
        news: What is told of it once it is kept.
    """

    def __init__(
        self, connection: Connection, propagation: str, book: str, same: CohortWriter | None = None
    ) -> None:
        super().__init__(connection, propagation, same.lives if same else KeptLives(connection))
        own = HeirRegisters(connection, book)
        self._registers: HeirRegisters = same._registers if same else own  # noqa: SLF001 - its own kind
        self._held: set[str] = set()
        self._latest: dict[tuple[str, int], Instant | None] = same._latest if same else {}  # noqa: SLF001 - its own kind
        self.news: list[News] = same.news if same else []
        self._lists: ListChanges = same._lists if same else ListChanges(connection, self.lives)  # noqa: SLF001 - its own kind

    def beside(self, propagation: str) -> CohortWriter:
        """Writes another propagation of the same clock in the same transaction."""
        return CohortWriter(self._connection, propagation, self._registers.book, self)

    def begin(
        self, propagation: Propagation, hierarchy: Hierarchy, files: Sequence[EnclosedFile] = ()
    ) -> CohortWriter:
        """Record another propagation, once, and write it in the same transaction."""
        enter_propagation(self._connection, propagation, hierarchy, files)
        return self.beside(propagation.id)

    @property
    def mail(self) -> MailBook:
        """The propagation's messages by e-mail."""
        return MailBook(self._connection, self._propagation)

    def reaches(self, offices: Collection[str]) -> dict[str, OfficeReach]:
        """How those of ``offices``, or their heirs, are reached of which somebody has said so."""
        if not self._registers.rare.may_fill(ReachRow):
            return {}
        heir = self.successions.keeper
        found = reaches_of(self._connection, set(map(heir, offices)))
        return {each: found[heir(each)] for each in offices if heir(each) in found}

    @property
    def successions(self) -> Successions:
        """Which offices took the place of others: their registers number what those do."""
        return self._registers.successions

    def act_as(self, office: str, keeper: str) -> None:
        """Act in an office's place for one of those who do: its registers number that."""
        if keeper != self.successions.keeper(office):
            self._registers.act_as(office, keeper)

    def hold(self, office: str, *, sharing_life: bool = False) -> None:
        """Have nobody else act for an office in this propagation until this transaction ends: a
        register is locked by year, and clocks of two machines may lie on both sides of New Year.

        Args:
            office: Its id.
            sharing_life: As :meth:`share_life`, before the office is held.
        """
        if office in self._held:
            return
        life = [(f"{self._propagation}|life", True)] if sharing_life else []
        locks = [*life, (f"{self._propagation}|{office}", False), *self._registers.settle()]
        lock_in_turn(self._connection, locks)
        self._held.add(office)
        if sharing_life:
            self.lives.lock(self._propagation)
        self.lives.waited(self._propagation)

    def holding(self, office: str) -> Holding | None:
        """What an office holds, asked at once; ``None``: nothing was sent to it."""
        learn = self._registers.rare.learn
        return holding(self._connection, self._propagation, office, learn)

    def look(self, office: str, keeper: str, years: Sequence[int]) -> None:
        """Read at once what an office that is held has to know of acts: see ``office_acts``."""
        of = (self._propagation, office, self._registers.book, keeper)
        found = office_acts(self._connection, *of, years)
        self.lives.learn(self._propagation, found.life)
        self._own[office] = found.own
        self._latest |= {(keeper, year): found.latest.get(year) for year in years}

    def latest_act(self, office: str, register: str, year: int) -> Instant | None:
        """When the last act of an office's register was entered; ``None`` where none was."""
        keeper = self._registers.keeper(office)
        known = self._latest.get((keeper, year)) if register == JOURNAL else None
        if known is not None:
            return known
        if (keeper, year) in self._latest and not self.successions.places_of(keeper):
            return None
        return facts.latest_act(self._connection, self._registers.book, keeper, register, year)

    def lock(self, *registers: tuple[str, str, int]) -> None:
        """Lock registers (office, name, year) that are drawn from later on, all at once."""
        self._registers.lock(registers)

    def send_register(self, of: OfficeYear, *, circular: bool) -> str:
        """The name of the register that numbers a letter of an office; it is locked by this."""
        return send_register(self._registers, of, circular=circular)

    def receive_register(self, of: OfficeYear, desk: str) -> str:
        """The name of the register that numbers what a desk receives; it is locked by this."""
        return receive_register(self._registers, of, desk)

    def take_number(self, typed: Typed) -> TakenNumber:
        """The place of what bears a number that was given elsewhere; see ``typed_numbers``."""
        return take_number(self._connection, self._registers, typed)

    def ask_of(self, office: str, question: Callable[[Connection, str], _Found]) -> _Found:
        """Ask something of whoever keeps an office's registers, as this transaction sees them."""
        return question(self._connection, self._registers.keeper(office))

    def register_of(self, stamp: Reception) -> str:
        """The name of the register that numbers a stamp that stands in the ledger."""
        of = stamp._replace(recipient=self.successions.at(stamp.recipient, stamp.at.minute))
        return stamp_register(self._connection, self._registers.book, of)

    def draw(self, requests: Sequence[NumberRequest], *, first: bool = False) -> list[int]:
        """A register number for each request, in their order.

        The same key gets the number that it has. Every new number must be written by
        :meth:`write` in the same cohort, so that a register has no gap.

        Args:
            requests: What a number is wanted for.
            first: None of their keys has a number yet: the caller holds the office, and has seen
                that nothing of them stands in the ledger.
        """
        return self._registers.draw(requests, first=first)

    def write(
        self,
        letters: Iterable[IssuedLetter] = (),
        hops: Iterable[SentHop] = (),
        receptions: Iterable[Reception] = (),
    ) -> None:
        """Append records; what stands there already with the same content changes nothing. A hop
        comes with its sender's letter, whose digest covers it; receptions in the order of desks.

        Raises:
            RecordConflict: A letter or reception stands there with another content.
            IncompleteCohort: A hop without its letter, a stamp before the desk before it, or
                a number that this cohort did not draw.
        """
        self._write_letters(letters, [hop_row(self._propagation, hop) for hop in hops])
        self._write_receptions(list(receptions))

    def enlist(
        self,
        of: ListFacts,
        letters: Sequence[IssuedLetter],
        hops: Iterable[SentHop],
        received: ReceivedHop | None = None,
    ) -> None:
        """List letters in the inboxes of those whom hops bring them to, as :meth:`write` has them.

        Args:
            of: What the propagation's letters are listed by.
            letters: Live letters of one office that were written.
            hops: The hops that they went out on.
            received: What that office forwards by them; ``None`` of the origin.
        """
        self._lists.enlist(self._propagation, of, letters, hops, received)

    def reserve(  # noqa: PLR0913 - what names the place
        self,
        office: str,
        kind: ActKind,
        key: str,
        year: int,
        register: str = JOURNAL,
        *,
        first: bool = False,
    ) -> RegisterEntry:
        """The place in a register for an act that :meth:`act` then writes in the same cohort.

        Args:
            office: Whose register.
            kind: What kind of act.
            key: Tells it from others of its kind; the same key has the same place.
            year: Register year.
            register: Name of the register.
            first: As for :meth:`draw`.
        """
        return self.reserve_all([(office, key)], kind, year, register, first=first)[0]

    def reserve_all(
        self,
        places: Sequence[tuple[str, str]],
        kind: ActKind,
        year: int,
        register: str = JOURNAL,
        *,
        first: bool = False,
    ) -> list[RegisterEntry]:
        """The same for many acts of a kind, each given by its office and key."""
        begins = f"{self._propagation}|{kind.value}|"
        numbers = self.draw(
            [NumberRequest(office, register, year, begins + key) for office, key in places],
            first=first,
        )
        return [RegisterEntry(year, number) for number in numbers]

    def act(self, *acts: Act) -> None:
        """Append acts; the same ones again change nothing.

        Raises:
            RecordConflict: An act of the same office, kind and key has another content.
            IncompleteCohort: The place of one was not reserved in this cohort.
        """
        rows = [self._act(act) for act in acts]
        for act in acts:
            self._own.pop(act.office, None)
        if any(act.kind in LIFE_KINDS for act in acts):
            self.lives.forget(self._propagation)
        if insert_missing(self._connection, ActRow, _ACT, rows) < len(rows):
            self._compare(ActRow, _ACT, rows)
        self._lists.act(self._propagation, acts)

    def keep(self, files: Iterable[EnclosedFile]) -> tuple[KeptFile, ...]:
        """What an act says of its files, each kept once whoever sent it before; to be done before
        the act's place is reserved, as whoever sends a directive does it.
        """
        return tuple(keep_file(self._connection, each) for each in files)

    def tell(self, *news: News) -> None:
        """Have it told what happens in this cohort, once it is kept."""
        self.news += news

    def close(self) -> None:
        """Write the registers, the messages to webhooks, and the lists.

        Raises:
            IncompleteCohort: A number was drawn and not written.
        """
        if unused := self._registers.flush():
            (office, name, year), number = unused[0]
            raise self._incomplete(
                f"number {number} of register {name} {year} of {office} was drawn and not used"
            )
        if self.news and self._registers.rare.may_fill(WebhookRow):
            enqueue(self._connection, self.news, self.successions)
        self._lists.flush()

    def _write_letters(self, letters: Iterable[IssuedLetter], hops: list[Row]) -> None:
        sent = hops_by_letter(hops)
        rows = [
            self._letter(letter, sent.pop((letter.office, letter.part), [])) for letter in letters
        ]
        if sent:
            raise self._incomplete(f"hops of {next(iter(sent))[0]} come without its letter")
        if insert_missing(self._connection, LetterRow, _LETTER, rows) < len(rows):
            self._compare(LetterRow, _LETTER, rows)
        insert_missing(self._connection, HopRow, HOP_COLUMNS, hops)

    def _letter(self, letter: IssuedLetter, hops: list[Row]) -> Row:
        row = letter_row(self._propagation, letter)
        content = letter_digest(row, hops)
        self._enter(letter.office, letter.register, letter.place or letter.entry, content)
        return (*row, content)

    def _write_receptions(self, receptions: list[Reception]) -> None:
        self._check_order(receptions)
        rows = [self._reception(reception) for reception in receptions]
        if insert_missing(self._connection, ReceptionRow, _RECEPTION, rows) < len(rows):
            self._compare(ReceptionRow, _RECEPTION, rows)
        if self._registers.book == Clock.LIVE.book:
            self._lists.stamp(self._propagation, receptions)

    def _reception(self, reception: Reception) -> Row:
        row = reception_row(self._propagation, reception)
        content = digest(row)
        register = reception.register or receipts(reception.desk)
        self._enter(reception.recipient, register, reception.place or reception.entry, content)
        return (*row, content)

    def _act(self, act: Act) -> Row:
        row = act_row(self._propagation, act)
        content = digest(row)
        self._enter(act.office, act.register, act.entry, content)
        return (*row, content)

    def _enter(self, office: str, name: str, entry: RegisterEntry | None, content: str) -> None:
        if entry is None:
            return
        register = (office, name, entry.year)
        if not self._registers.enter(register, entry.number, content):
            raise self._incomplete(
                f"number {entry.number} of register {name} {entry.year} of {office} was not "
                "drawn in it"
            )

    def _check_order(self, receptions: Iterable[Reception]) -> None:
        """Each stamp's desk before it is stamped too, in the same cohort or earlier."""
        written = {(each.recipient, each.position) for each in receptions}
        before = {(office, desk - 1) for office, desk in written if desk > 0} - written
        if before and facts.stamped(self._connection, self._propagation, before) < len(before):
            office, _ = min(before)
            raise self._incomplete(f"a desk of {office} stamped before the desk before it")

    def _compare(
        self,
        table: type[LetterRow | ReceptionRow | ActRow],
        columns: tuple[str, ...],
        rows: Sequence[Row],
    ) -> None:
        """Hold what was to be written against what stands there under the same key.

        A row begins with its key, propagation and office first, and ends with its digest.
        """
        size = len(list(table.__table__.primary_key))
        names = (*columns[:size], columns[-1])
        of = (self._propagation, [row[1] for row in rows])
        found = facts.ask(self._connection, table, names, of)
        stored = {tuple(place): content for *place, content in found}
        for row in rows:
            if stored[row[:size]] != row[-1]:
                raise RecordConflict(table.__tablename__, self._propagation, row[1])

    def _incomplete(self, what: str) -> IncompleteCohort:
        return IncompleteCohort(self._propagation, what)
