"""What the page 定级审定 shows, in words: every carrier with its computed and its standing grade, and each matter in a line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from scoring.definitions.grading import Limit, Veto
from scoring.errors import Refusal, Said
from scoring.messages import say
from scoring.services.announcing import announcing
from scoring.services.border import sealed_border_list
from scoring.services.days import CHINA, day_of, minute_of
from scoring.services.decide_lines import (
    ActLine,
    AskedLine,
    CarrierLine,
    DecideView,
    FeedbackLine,
    ObjectionLine,
    RectificationLine,
)
from scoring.services.deciding import open_matters, undoable_acts
from scoring.services.decision_lists import act_lines, run_or_none
from scoring.services.deeds import Act, short
from scoring.services.holidays import entered
from scoring.services.inquiring import Inquiry, Reply, askable, inquiries
from scoring.services.lines import sealed_lines
from scoring.services.locking import locked
from scoring.services.objecting import ObjectionFacts, changes, in_time, objections
from scoring.services.outcome import Outcome, outcomes
from scoring.services.receipts import receipt_number
from scoring.services.rectifying import Rectification, rectifications
from scoring.services.replied import Offered, effect_of
from scoring.services.resolving import resolution
from scoring.services.rounds import OpenRound
from scoring.services.sealed import grade_words
from scoring.services.standing_years import Met, Proposal, proposals
from scoring.services.telling import Feedback, State, Stood, feedback
from scoring.services.telling_words import FeedbackWords
from scoring.services.windows import window_now
from scoring.store.runs import Run


def decide_view(opened: OpenRound, language: str = "zh", *, now: datetime) -> DecideView:
    """Of one kind of carriers. Raises Refusal where the file is damaged."""
    return _Desk(opened, language, now).view()


class _Desk:
    def __init__(self, opened: OpenRound, language: str, now: datetime) -> None:
        self._opened, self._language = opened, language
        self._today = now.astimezone(CHINA).date()
        self._run, self._announcing = run_or_none(opened), announcing(opened, now=now)
        self._names = {one.uscc: one.name for one in opened.participants()}
        self._grades = grade_words(opened, self._run, language) if self._run else {}
        self._outcomes = outcomes(opened, self._run, language) if self._run else ()
        self._stand = self._stood()
        self._told = feedback(opened, self._run, stand=self._stand) if self._run else {}
        self._heard = FeedbackWords(opened, self._run, self._stand, language) if self._run else None
        self._objections = objections(opened)
        self._changes = changes(opened, self._objections, language)
        self._rectifications = rectifications(opened)
        self._inquiries = inquiries(opened)
        self._over_years: dict[str, list[Proposal]] = defaultdict(list)
        for one in proposals(opened, self._run, language) if self._run else ():
            if one.met is not Met.NOT_MET:
                self._over_years[one.uscc].append(one)

    def _stood(self) -> dict[str, Stood]:
        back = {shown: zh for zh, shown in self._grades.items()}
        return {one.uscc: Stood(one.result.points, back.get(one.grade, "")) for one in self._outcomes}

    def _wording(self, code: str, /, **facts: object) -> str:
        return say(f"decide.{code}", facts, self._language)

    def view(self) -> DecideView:
        opened, on = self._opened, locked(self._opened)
        acts = tuple(self._acts())
        return DecideView(
            today=self._today,
            run=self._run.id if self._run else "",
            said=tuple(self._head()),
            locked=on.said if on else None,
            lock_note=on.note if on else "",
            open=open_matters(opened, self._computed(), self._stand),
            grades=tuple(self._grades.items()),
            rules=tuple((one.key, self._label(one)) for one in askable(opened)),
            participants=tuple(self._names.items()),
            carriers=tuple(self._carriers()),
            inquiries=tuple((one.number, self._inquiry_words(one)) for one in reversed(self._inquiries)),
            asked=tuple(line for one in reversed(self._inquiries) for line in sorted(self._asked(one), key=_urgent)),
            feedback=tuple(self._feedback(one) for one in self._outcomes),
            objections=tuple(self._objection(one) for one in reversed(self._objections)),
            overrides=tuple(self._confirmed()),
            rectifications=tuple(self._rectification(one) for one in reversed(self._rectifications)),
            window=window_now(opened),
            announcing=self._announcing,
            years=entered(opened.store),
            acts=acts,
            by_carrier=_by_carrier(acts),
        )

    def _computed(self) -> Mapping[str, str] | None:
        """The run's own grades, in Chinese: its results are long, and read once."""
        return {one.uscc: one.result.level for one in self._outcomes} if self._run else None

    def _label(self, rule: Veto | Limit) -> str:
        return rule.label[self._language]

    def _head(self) -> Iterator[Said]:
        """On which result, and what stands about it."""
        run, opened = self._run, self._opened
        if run is None:
            return
        number = receipt_number(run.receipt_hash, opened.round.assessment_year)
        yield Said("decide.on_run", {"number": number, "day": day_of(run.sealed_at), "by": run.sealed_by})
        if (passed := resolution(opened)) is not None:
            code = "decide.resolved" if passed.run_id == run.id else "decide.resolved_earlier"
            yield Said(code, {"body": passed.body, "day": passed.day, "document": passed.document})
        if (now := window_now(opened)) is not None:
            window = now.window
            code = "decide.window_moved" if now.moved else "decide.window_weekends" if now.weekends_only else "decide.window"
            facts = {"first": window.first, "last": window.last, "days": window.working_days, "now": now.last}
            yield Said(code, facts | {"years": list(map(str, now.weekends_only))})
        if (told := self._announcing.entered) is not None:
            yield Said("decide.announced", {"day": told.day, "document": told.document})

    # --- carriers

    def _carriers(self) -> Iterator[CarrierLine]:
        standing = self._standing_marks(self._run) if self._run else {}
        orders = {one.uscc for one in self._rectifications if one.open}
        back = {shown: zh for zh, shown in self._grades.items()}
        for one in sorted(self._outcomes, key=lambda one: (one.result.rank is None, one.result.rank or 0)):
            marks = (*standing.get(one.uscc, ()), *self._marks(one, ordered=one.uscc in orders))
            yield CarrierLine(
                uscc=one.uscc,
                name=one.result.name,
                points=one.result.points,
                rank=one.result.rank,
                computed=one.computed,
                grade=one.grade,
                grade_zh=back.get(one.grade, ""),
                marks=marks,
                waits=one.proposed.number if one.proposed else "",
                proposed_by=one.proposed.proposed_by if one.proposed else "",
                proposed=self._change(one.proposed.before, one.proposed.after) if one.proposed else "",
                proposals=tuple(f"{each.label}　{each.words}　{each.basis}".rstrip() for each in self._over_years[one.uscc]),
                is_open=bool(one.proposed or one.lapsed or one.open_objections or one.uscc in orders),
            )

    def _standing_marks(self, run: Run) -> Mapping[str, tuple[str, ...]]:
        """What the run itself says of a grade: that it is lifted without being counted, open, or close to a cut."""
        sealed = sealed_lines(self._opened.store, run)
        separator = "；" if self._language == "zh" else "; "
        border = {one.uscc: separator.join(one.reasons) for one in sealed_border_list(sealed, self._language)}
        found = {}
        for one in sealed.lines:
            marks = [self._wording("mark.exempt")] if one.exempt else []
            if one.grade and one.provisional:
                marks.append(self._wording("mark.provisional"))
            if one.uscc in border:
                marks.append(self._wording("mark.border", why=border[one.uscc]))
            found[one.uscc] = tuple(marks)
        return found

    def _marks(self, one: Outcome, *, ordered: bool) -> Iterator[str]:
        yield from (each.words for each in self._over_years[one.uscc] if each.met is Met.PROPOSED)
        if one.proposed:
            yield self._wording("mark.waiting", change=self._change(one.proposed.before, one.proposed.after))
        if one.lapsed:
            yield self._wording("mark.lapsed")
        if one.open_objections:
            yield self._wording("mark.objection", count=len(one.open_objections))
        told = self._told.get(one.uscc)
        if told is not None and told.state is State.DISPUTED:
            yield self._wording("mark.disputed")
        if ordered:
            yield self._wording("mark.rectification")

    def _change(self, before: str, after: str) -> str:
        return f"{self._grades.get(before, before)} → {self._grades.get(after, after)}"

    def _confirmed(self) -> Iterator[tuple[str, str, str]]:
        found = [one.override for one in self._outcomes if one.override is not None]
        for one in sorted(found, key=lambda one: one.settled_at or one.proposed_at, reverse=True):
            words = f"{one.number}　{self._names.get(one.uscc, one.uscc)}　{self._change(one.before, one.after)}"
            yield one.number, one.uscc, words

    # --- inquiries

    def _inquiry_words(self, one: Inquiry) -> str:
        code = "inquiry_words_numbered" if one.document else "inquiry_words"
        return self._wording(code, department=one.department, day=one.day, document=one.document)

    def _asked(self, one: Inquiry) -> Iterator[AskedLine]:
        for uscc in one.carriers:
            for rule in one.rules:
                reply = one.replies.get((uscc, rule.key))
                holds, offers = self._effect(uscc, rule.key) if reply and reply.answer.value == "found" else (None, ())
                yield AskedLine(
                    inquiry=one.number,
                    department=one.department,
                    asked=one.day,
                    rule=rule.key,
                    rule_label=rule.label(self._language),
                    uscc=uscc,
                    carrier=self._names.get(uscc, uscc),
                    answer=reply.answer.value if reply else "",
                    answer_words=self._wording(f"answer.{reply.answer.value if reply else 'owed'}"),
                    text=reply.text if reply else "",
                    replied=self._replied(reply),
                    by=reply.by if reply else "",
                    holds=holds,
                    offers=offers,
                )

    def _replied(self, reply: Reply | None) -> str:
        return f"{reply.day}　{reply.document}".rstrip() if reply else ""

    def _effect(self, uscc: str, rule: str) -> tuple[bool | None, tuple[Offered, ...]]:
        """Unknown where the carrier has no return, or the rubric no such rule any more."""
        try:
            found = effect_of(self._opened, self._opened.carrier(uscc), rule, self._language)
        except Refusal:
            return None, ()
        return found.holds, found.offers

    # --- feedback, objections, rectifications

    def _feedback(self, one: Outcome) -> FeedbackLine:
        told = self._told.get(one.uscc, Feedback(one.uscc))
        return FeedbackLine(
            uscc=one.uscc,
            carrier=one.result.name,
            grade=one.grade,
            told=told.told_day,
            how=told.how,
            state=told.state.value,
            state_words=self._wording(f"heard.{told.state.value}"),
            note=self._heard.note(told) if self._heard else "",
            text=told.text,
            answered=told.answer_day,
        )

    def _objection(self, one: ObjectionFacts) -> ObjectionLine:
        return ObjectionLine(
            number=one.number,
            day=one.day,
            party=self._wording(f"party.{one.party.value}"),
            who=one.who,
            contact=one.contact,
            uscc=one.uscc,
            about=self._names.get(one.uscc, self._wording("whole_list")),
            within=in_time(one, self._language),
            asked=one.asked,
            verdict=self._wording(f"verdict.{one.verdict.value if one.verdict else 'open'}"),
            found=one.found,
            change=self._changes[one.id].words if one.id in self._changes else "",
            is_open=one.open,
        )

    def _rectification(self, one: Rectification) -> RectificationLine:
        overdue = one.overdue(self._today)
        state = "overdue" if overdue else "open" if one.open else "passed"
        checks = [
            self._wording("check_passed" if each.passed else "check_failed", day=each.day, note=each.note) for each in one.checks
        ]
        return RectificationLine(
            number=one.number,
            uscc=one.uscc,
            carrier=self._names.get(one.uscc, one.uscc),
            matters="；".join(one.matters),
            deadline=one.deadline,
            state=self._wording(f"rectified.{state}"),
            checks="　".join(checks),
            is_open=one.open,
            overdue=overdue,
        )

    # --- acts

    def _acts(self) -> Iterator[ActLine]:
        may = undoable_acts(self._opened)
        for act, kind, sentence, stands in act_lines(self._opened, self._language):
            yield ActLine(
                id=act.id,
                number=short(act.id),
                at=minute_of(act.at),
                actor=act.actor,
                kind=kind,
                sentence=sentence,
                carriers=_about(act),
                stands=stands,
                undoable=act.id in may,
            )


def _urgent(one: AskedLine) -> int:
    """What was found first, then what is owed."""
    return ("found", "", "none").index(one.answer)


def _about(act: Act) -> frozenset[str]:
    """The carriers an act names."""
    if act.uscc:
        return frozenset({act.uscc})
    named = act.content.get("carriers") or [pair[0] for pair in act.content.get("about", ())]
    return frozenset(named)


def _by_carrier(acts: Sequence[ActLine]) -> Mapping[str, tuple[ActLine, ...]]:
    """Put in order once: a page that looks through a nation's acts for each carrier in view is held."""
    found: dict[str, list[ActLine]] = defaultdict(list)
    for act in acts:
        for uscc in act.carriers:
            found[uscc].append(act)
    return {uscc: tuple(own) for uscc, own in found.items()}
