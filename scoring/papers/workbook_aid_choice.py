"""The sheet of choices (扶持取舍): of clauses that support the same matter the best admissible combination, every one in a column.

Admissible is what one policy gives that stands beside no other, or what all the others give together: so many columns there are
for a matter, and the greatest is taken. Equal ones: the first by the keys of policy and clause.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from scoring.definitions.policy import Overlap, OverlapGroup, Reach
from scoring.engine.overlap import Choice, State
from scoring.papers.workbook_aid_clause import ClausePage
from scoring.papers.workbook_aid_facts import AidFacts
from scoring.papers.workbook_columns import UnitColumns, number_of
from scoring.papers.workbook_facts import BookFacts
from scoring.papers.workbook_look import WHOLE, Ink
from scoring.papers.workbook_sheet import Book, Value

LAST = 99
"""Behind every policy: nothing is taken."""


@dataclass(frozen=True, slots=True)
class Members:
    """The clauses of one policy in a matter, and its rule."""

    policy: str
    rule: OverlapGroup
    pages: tuple[ClausePage, ...]

    @property
    def best_one(self) -> bool:
        return self.rule.rule is Overlap.BEST_ONE

    @property
    def alone(self) -> bool:
        """Whether what it gives stands beside nothing another policy gives."""
        return self.best_one and self.rule.reaches is Reach.OTHER_POLICIES


class ChoicePage:
    """``matters`` by key; ``award``, ``open`` and, by clause, ``taken`` and ``left`` are what the totals read."""

    def __init__(self, book: Book, facts: BookFacts, aid: AidFacts, pages: Sequence[ClausePage]) -> None:
        self._book, self._facts, self._aid = book, facts, aid
        self.columns = UnitColumns(book, facts, book.word("sheet.aid_choices"))
        self.page = self.columns.page
        self.matters: dict[str, tuple[Members, ...]] = {}
        grouped = sorted(
            (page for page in pages if page.compiled.overlap is not None), key=lambda page: (_matter(page), page.key)
        )
        for key, members in groupby(grouped, key=_matter):
            listed = tuple(
                Members(policy, _group(own[0]), tuple(own))
                for policy, each in groupby(members, key=lambda page: page.key[0])
                for own in [list(each)]
            )
            self.matters[key] = listed
            self._matter(key, listed)

    def award_ref(self, key: str, line: int) -> str:
        return self.columns.ref(f"award {key}", line)

    def open_ref(self, key: str, line: int) -> str:
        return self.columns.ref(f"turned {key}", line)

    def taken_ref(self, page: ClausePage, line: int) -> str:
        return self.columns.ref(f"taken {_name(page)}", line)

    def left_ref(self, page: ClausePage, line: int) -> str:
        return self.columns.ref(f"left {_name(page)}", line)

    def choice(self, key: str, line: int) -> Choice | None:
        """As the engine has it; None where nothing of the matter is for the carrier."""
        return next((one for one in self._aid.found[line].choices if one.key == key), None)

    # One matter -----------------------------------------------------------------------------------------------------------

    def _matter(self, key: str, members: Sequence[Members]) -> None:
        word = self._book.word
        label = members[0].rule.label[self._facts.language]
        self._group = f"{label}\n{key}"
        if any(one.rule.rule is Overlap.ONE_BY_ONE for one in members):
            self._one_by_one(key, members)
        for one in members:
            self._of_policy(key, one)
        others = [one for one in members if not one.alone]
        if others:
            self._of_others(key, members, others)
        candidates = [f"{one.policy} {key}" for one in members if one.alone] + ([f"others {key}"] if others else [])
        self._award(key, candidates)
        self._chosen(key, members, others)
        for one in members:
            for at, page in enumerate(one.pages):
                self._taken(key, one, at, page)
        for one in members:
            for page in one.pages:
                self._left(key, members, one, page)
        self._turned(key, members, others)
        self._tied(key, members, others)
        self._state(key, members, word)

    def _one_by_one(self, key: str, members: Sequence[Members]) -> None:
        """一事一议: several clauses stand, or another policy beside a rule that reaches it."""

        def count(one: Members, line: int) -> str:
            return "+".join(f"({page.ref('code', line)}<>0)" for page in one.pages)

        def formula(line: int) -> str:
            tests = []
            for one in members:
                if one.rule.rule is not Overlap.ONE_BY_ONE:
                    continue
                own = count(one, line)
                tests.append(f"{own}>1")
                elsewhere = "+".join(count(other, line) for other in members if other is not one)
                if one.rule.reaches is Reach.OTHER_POLICIES and elsewhere:
                    tests.append(f"AND({own}>0,{elsewhere}>0)")
            return f"IF(OR({','.join(tests)}),1,0)"

        def value(line: int) -> Value:
            choice = self.choice(key, line)
            return int(choice is not None and choice.state is State.TO_DECIDE)

        self._put(f"decide {key}", value, formula, "decide")

    def _of_policy(self, key: str, one: Members) -> None:
        """What a policy gives for sure: its greatest, or all of it together."""

        def formula(line: int) -> str:
            cells = ",".join(page.ref("sure", line) for page in one.pages)
            return f'IF(COUNT({cells})=0,"",{"MAX" if one.best_one else "SUM"}({cells}))'

        def value(line: int) -> Value:
            sure = [found for page in one.pages if (found := page.results[line].sure) is not None]
            return "" if not sure else max(sure) if one.best_one else sum(sure)

        name = "of_policy_best" if one.best_one else "of_policy_all"
        note = f"{one.rule.basis[self._facts.language]}\n{one.rule.note[self._facts.language]}".strip()
        self._put(f"{one.policy} {key}", value, formula, name, note=note, policy=one.policy)

    def _of_others(self, key: str, members: Sequence[Members], others: Sequence[Members]) -> None:
        """What all policies give together that tolerate each other, and the first of them that gives anything."""
        here, columns = self.columns.here, self.columns

        def formula(line: int) -> str:
            cells = ",".join(here(f"{one.policy} {key}", line) for one in others)
            return f'IF(COUNT({cells})=0,"",SUM({cells}))'

        def value(line: int) -> Value:
            found = [columns.value(f"{one.policy} {key}", line) for one in others]
            known = [number_of(each) for each in found if each != ""]
            return sum(known) if known else ""

        self._put(f"others {key}", value, formula, "others")

        def position(line: int) -> str:
            made = str(LAST)
            for one in reversed(others):
                made = f"IF(ISNUMBER({here(f'{one.policy} {key}', line)}),{members.index(one) + 1},{made})"
            return made

        def positioned(line: int) -> Value:
            there = [members.index(one) + 1 for one in others if columns.value(f"{one.policy} {key}", line) != ""]
            return there[0] if there else LAST

        self._put(f"position {key}", positioned, position, "position")

    def _award(self, key: str, candidates: Sequence[str]) -> None:
        def formula(line: int) -> str:
            best = f"MAX(0,{','.join(self.columns.here(name, line) for name in candidates)})"
            return f"IF({self.columns.here(f'decide {key}', line)}=1,0,{best})" if self.columns.has(f"decide {key}") else best

        def value(line: int) -> Value:
            choice = self.choice(key, line)
            return choice.award if choice is not None else 0

        self._put(f"award {key}", value, formula, "award", ink=Ink.RESULT)

    def _chosen(self, key: str, members: Sequence[Members], others: Sequence[Members]) -> None:
        """The number of the policy whose combination is taken; the others stand at the place of their first."""
        here = self.columns.here

        def formula(line: int) -> str:
            award = here(f"award {key}", line)
            places = []
            for at, one in enumerate(members, start=1):
                if one.alone:
                    cell = here(f"{one.policy} {key}", line)
                    places.append(f"IF(ISNUMBER({cell}),IF({cell}={award},{at},{LAST}),{LAST})")
            if others:
                cell = here(f"others {key}", line)
                places.append(f"IF(ISNUMBER({cell}),IF({cell}={award},{here(f'position {key}', line)},{LAST}),{LAST})")
            made = f"MIN({','.join(places)})"
            return f"IF({here(f'decide {key}', line)}=1,{LAST},{made})" if self.columns.has(f"decide {key}") else made

        def value(line: int) -> Value:
            choice = self.choice(key, line)
            if choice is None or not choice.taken:
                return LAST
            return min(at for at, one in enumerate(members, start=1) if one.policy in {each.policy for each in choice.taken})

        self._put(f"chosen {key}", value, formula, "chosen")

    def _taken(self, key: str, one: Members, at: int, page: ClausePage) -> None:
        here = self.columns.here

        def formula(line: int) -> str:
            sure = page.ref("sure", line)
            place = str(self.matters[key].index(one) + 1) if one.alone else here(f"position {key}", line)
            tests = [f"ISNUMBER({sure})", f"{here(f'chosen {key}', line)}={place}", f"{here(f'chosen {key}', line)}<{LAST}"]
            if one.best_one:
                tests.append(f"{sure}={here(f'{one.policy} {key}', line)}")
                tests += [f"{here(f'taken {_name(before)}', line)}=0" for before in one.pages[:at]]
            return f"IF(AND({','.join(tests)}),1,0)"

        def value(line: int) -> Value:
            choice = self.choice(key, line)
            return int(choice is not None and page.key in {each.name for each in choice.taken})

        self._put(f"taken {_name(page)}", value, formula, "taken", clause=page.title)

    def _left(self, key: str, members: Sequence[Members], one: Members, page: ClausePage) -> None:
        """What cannot stand beside what is taken; what is open only where it could not turn the choice."""
        here = self.columns.here
        barring = [
            other
            for each in members
            for other in each.pages
            if other is not page and (one.best_one if each is one else one.alone or each.alone)
        ]

        def formula(line: int) -> str:
            if not barring:
                return "0"
            beside = ",".join(f"{here(f'taken {_name(other)}', line)}=1" for other in barring)
            known = f"OR(ISNUMBER({page.ref('sure', line)}),{here(f'turned {key}', line)}=0)"
            tests = f"{page.ref('code', line)}<>0,{here(f'taken {_name(page)}', line)}=0,{known},OR({beside})"
            return f"IF(AND({tests}),1,0)"

        def value(line: int) -> Value:
            choice = self.choice(key, line)
            return int(choice is not None and page.key in {each.name for each in choice.left})

        self._put(f"left {_name(page)}", value, formula, "left", clause=page.title)

    def _turned(self, key: str, members: Sequence[Members], others: Sequence[Members]) -> None:
        """Whether what is open could bring more than what is taken: then, and where it is to be decided, more is open."""
        here = self.columns.here

        def most(one: Members, line: int) -> str:
            return f"{'MAX' if one.best_one else 'SUM'}({','.join(page.ref('most', line) for page in one.pages)})"

        def formula(line: int) -> str:
            pages = [page for one in members for page in one.pages]
            unsaid = [f"AND({page.ref('code', line)}<>0,NOT(ISNUMBER({page.ref('most', line)})))" for page in pages]
            combined = [most(one, line) for one in members if one.alone]
            combined += ["+".join(most(one, line) for one in others)] if others else []
            made = f"IF(OR({','.join(unsaid)}),1,IF(MAX({','.join(combined)})>{here(f'award {key}', line)},1,0))"
            return f"IF({here(f'decide {key}', line)}=1,1,{made})" if self.columns.has(f"decide {key}") else made

        def value(line: int) -> Value:
            choice = self.choice(key, line)
            return int(choice is not None and choice.state is not State.SETTLED)

        self._put(f"turned {key}", value, formula, "turned")

    def _tied(self, key: str, members: Sequence[Members], others: Sequence[Members]) -> None:
        here = self.columns.here

        def formula(line: int) -> str:
            award = here(f"award {key}", line)
            cells = [page.ref("sure", line) for one in members if one.alone for page in one.pages]
            cells += [here(f"others {key}", line)] if others else []
            made = f"IF({'+'.join(f'IF(ISNUMBER({cell}),({cell}={award})*1,0)' for cell in cells)}>1,1,0)"
            return f"IF({here(f'decide {key}', line)}=1,0,{made})" if self.columns.has(f"decide {key}") else made

        def value(line: int) -> Value:
            choice = self.choice(key, line)
            return int(choice is not None and choice.tied)

        self._put(f"tied {key}", value, formula, "tied")

    def _state(self, key: str, members: Sequence[Members], word: Callable[..., str]) -> None:
        words: Mapping[State, str] = {state: word(f"aid_state.{state.value}") for state in State}
        here = self.columns.here

        def formula(line: int) -> str:
            standing = "+".join(f"({page.ref('code', line)}<>0)" for one in members for page in one.pages)
            made = f'IF({here(f"turned {key}", line)}=1,"{words[State.OPEN]}","{words[State.SETTLED]}")'
            if self.columns.has(f"decide {key}"):
                made = f'IF({here(f"decide {key}", line)}=1,"{words[State.TO_DECIDE]}",{made})'
            return f'IF({standing}=0,"",{made})'

        def value(line: int) -> Value:
            choice = self.choice(key, line)
            return "" if choice is None else words[choice.state]

        self._put(f"state {key}", value, formula, "state", ink=Ink.RESULT)

    def _put(
        self,
        name: str,
        value: Callable[[int], Value],
        formula: Callable[[int], str],
        title: str,
        *,
        ink: Ink = Ink.FORMULA,
        note: str = "",
        **facts: object,
    ) -> None:
        word = self._book.word
        self.columns.put(
            name,
            value,
            formula,
            title=word(f"aid_choice.{title}", **facts),
            group=self._group,
            note=f"{word(f'aid_choice_note.{title}')}\n{note}".strip(),
            ink=ink,
            shown=WHOLE,
            width=13,
        )


def _name(page: ClausePage) -> str:
    return " ".join(page.key)


def _group(page: ClausePage) -> OverlapGroup:
    assert page.compiled.overlap is not None
    return page.compiled.overlap


def _matter(page: ClausePage) -> str:
    return _group(page).key
