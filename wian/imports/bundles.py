"""Records bundles in the ledger: letters read back become propagations that happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import networkx as nx

from hierarchy.graph import Hierarchy
from wian.history.letters.links import link
from wian.imports.bundle_import import BundleImport, ImportedBundle
from wian.imports.evidence import originals_of
from wian.imports.letter_chain import LetterChain, day_of
from wian.imports.same_letters import Key, earlier_chains, key_of, once, said_before
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.paper import Bundle, ReadLetter
from wian.jurisdictions.paper_reader import PaperReader
from wian.ledger.database import Ledger
from wian.ledger.read.recorded import counts
from wian.ledger.write.originals import keep_originals


def import_bundle(
    ledger: Ledger, bundle: Bundle, hierarchy: Hierarchy, where: Jurisdiction, now: Instant
) -> BundleImport:
    """Record each chain of letters of a bundle as a propagation that was observed.

    A letter is recorded with its number, date and text as read; a stamp with what it reads and,
    where that is not what is meant, the inference. Pages that wian made in a rehearsal say so in
    their data, and stay simulated. A mark of secrecy or urgency on one letter counts for the
    whole chain, whose letters enclose each other. Of the addressees only those are recorded
    whose stamp or own letter the bundle shows, and those of the last letter of a chain, which
    stay open: silence in one office's cabinet says nothing about the others. The files that the
    letters stand in are kept as they are. The same bundle again changes nothing, and a letter that
    several files hold, then or now, counts once.

    Args:
        ledger: Where to.
        bundle: What was read.
        hierarchy: The offices that letters and stamps were matched with.
        where: Calendar and wording.
        now: When this is.

    Raises:
        LedgerError: The ledger cannot be used.
    """
    left_out = [_why_left_out(letter) for letter in bundle.letters if not _is_whole(letter)]
    whole = once([letter for letter in bundle.letters if _is_whole(letter)], where)
    left_out += whole.said
    intake = _Intake(ledger, bundle, whole.copies, hierarchy, where, now)
    for chain in _chains(whole.letters, where.paper):
        intake.take(chain)
    return BundleImport(tuple(intake.done), (*left_out, *intake.left_out))


@dataclass(slots=True)
class _Intake:
    """An import of chains into a ledger, and what became of it so far."""

    ledger: Ledger
    bundle: Bundle
    copies: Mapping[Key, Sequence[ReadLetter]]
    hierarchy: Hierarchy
    where: Jurisdiction
    now: Instant
    done: list[ImportedBundle] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def take(self, letters: Sequence[ReadLetter]) -> None:
        """Record a chain; of letters that earlier chains hold, only their files are added there."""
        history = LetterChain(letters, self.hierarchy, self.where)
        before = earlier_chains(self.ledger, letters, history.id, self.where)
        held = dict.fromkeys(filter(None, before))
        for chain in held:
            same = [letter for letter, at in zip(letters, before, strict=True) if at == chain]
            if len(same) < len(letters):
                self.left_out += [said_before(letter, chain) for letter in same]
            there = counts(self.ledger, chain)
            sizes = (there.letters, there.hops, there.receptions)
            self.done.append(ImportedBundle(chain, *sizes, new=0, shown_before=True))
            self._keep(chain, [(str(letter.office), letter) for letter in same])
        if not held:
            self._record(history)
            return
        fresh = [letter for letter, at in zip(letters, before, strict=True) if at is None]
        for rest in history.parts(fresh):
            self._record(LetterChain(rest, self.hierarchy, self.where, history), below_known=True)

    def _record(self, history: LetterChain, *, below_known: bool = False) -> None:
        self.left_out += history.left_out
        if history.hops_known:
            self.done.append(history.record(self.ledger, self.now))
            self._keep(self.done[-1].propagation, history.recorded())
        elif not below_known:  # its sender's letter, which came in before, names its holder
            self.left_out.append(
                f"Letter {history.first} is not recorded, as nobody is known to hold it: no stamp "
                "is on it, no letter forwards it, and no addressee is one of the offices known."
            )

    def _keep(self, chain: str, letters: Iterable[tuple[str, ReadLetter]]) -> None:
        """Keep the files of letters, and of their copies, beside the letters of a chain."""
        readings = (
            (office, reading)
            for office, letter in letters
            for reading in (letter, *self.copies.get(key_of(letter, self.where), ()))
        )
        keep_originals(self.ledger, chain, originals_of(readings, self.bundle.files))


_OFFICE = "its office"


def _is_whole(letter: ReadLetter) -> bool:
    return not _lacking(letter)


def _lacking(letter: ReadLetter) -> list[str]:
    known = {
        _OFFICE: letter.office,
        "its number": letter.number and letter.number.value,
        "its date": day_of(letter),
    }
    return [name for name, value in known.items() if not value]


def _why_left_out(letter: ReadLetter) -> str:
    at = f" line {letter.first_line}" if letter.first_line else ""
    lacking = _lacking(letter)
    why = f"unknown is {', '.join(lacking)}."
    if lacking == [_OFFICE] and letter.sender and letter.sender.value:
        why = (
            f"{letter.sender.value} is none of the offices known; name a file of offices that has "
            "it with --hierarchy."
        )
    return f"The letter at {letter.source}{at} is not recorded: {why}"


def _chains(letters: Sequence[ReadLetter], paper: PaperReader) -> Iterator[list[ReadLetter]]:
    """The letters that hang together, each group from the top down."""
    links = link(letters, paper).passed_on
    graph = nx.DiGraph((high, low) for low, high in links.items())
    graph.add_nodes_from(range(len(letters)))
    for group in nx.weakly_connected_components(graph):
        order = nx.lexicographical_topological_sort(graph.subgraph(group))
        yield [letters[position] for position in order]
