"""From the parts of a measure to its value as a formula, guarded by every reason for having none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from scoring.definitions.compiled_measures import CompiledMeasure
from scoring.definitions.rubric import LogBase, MeasureKind
from scoring.definitions.tree import Arithmetic, Extreme, Name, Negative, Number, Tree, names
from scoring.engine.measure import Lack
from scoring.errors import Bug
from scoring.papers.workbook_figures import growth, guarded, literal, quotient, rounding


@dataclass(frozen=True, slots=True)
class Parts:
    """The columns a value is made of, by their letters. A sum is letters ÷ ``above`` (``below``); ``answers`` are the first and
    last of neighbouring counts, ``operands`` the values of the measures before this one.
    """

    upper: str = ""
    lower: str = ""
    usable: str = ""
    above: int = 1
    below: int = 1
    answers: tuple[str, str] | None = None
    operands: Mapping[str, str] = field(default_factory=dict)


Place = Callable[[str], str]
"""Letters → the cell on the line."""

Text = Callable[[Place], str]


@dataclass(frozen=True, slots=True)
class Made:
    """A value that is there where no reason against it holds; the first that holds is the one told."""

    core: Text
    lacks: tuple[tuple[Lack, Text], ...]

    def value(self, place: Place) -> str:
        return self._chain(place, ['""'] * len(self.lacks), self.core(place))

    def lack(self, place: Place, words: Callable[[Lack], str]) -> str:
        told = [f'"{words(lack)}"' for lack, _ in self.lacks]
        return self._chain(place, told, '""')

    def _chain(self, place: Place, then: list[str], otherwise: str) -> str:
        formula = otherwise
        for (_, test), instead in reversed(list(zip(self.lacks, then, strict=True))):
            formula = f"IF({test(place)},{instead},{formula})"
        return formula


def results_formula(compiled: CompiledMeasure, parts: Parts) -> Made:
    """The value of one measure, brought to its own decimals."""
    measure = compiled.measure
    core, lacks = _made(compiled, parts)
    if measure.round_to is None:
        return Made(core, tuple(lacks))
    decimals, mode = measure.round_to, measure.round_mode
    return Made(lambda place: rounding(core(place), decimals, mode), tuple(lacks))


def _made(compiled: CompiledMeasure, parts: Parts) -> tuple[Text, list[tuple[Lack, Text]]]:
    match compiled.measure.kind:
        case MeasureKind.FORMULA:
            return _formula(compiled, parts)
        case MeasureKind.LOGARITHM:
            return _logarithm(compiled, parts)
        case MeasureKind.MARKS:
            return _marks(compiled, parts)
        case _:
            return _core(compiled, parts), list(_row_lacks(compiled, parts))


def _core(compiled: CompiledMeasure, parts: Parts) -> Text:
    upper, lower, above, below = parts.upper, parts.lower, parts.above, parts.below
    match compiled.measure.kind:
        case MeasureKind.GROWTH:
            return lambda place: growth(place(upper), place(lower), above, below)
        case MeasureKind.EVENNESS:
            return lambda place: (
                f"(SUM({_answers(parts, place)})^2-SUMSQ({_answers(parts, place)}))/SUM({_answers(parts, place)})^2"
            )
        case MeasureKind.LARGEST_SHARE:
            return lambda place: f"MAX({_answers(parts, place)})/{place(lower)}"
        case _ if lower:
            return lambda place: quotient(place(upper), place(lower), above, below)
        case _:
            return lambda place: place(upper) if above == 1 else f"{place(upper)}/{above}"


def _answers(parts: Parts, place: Place) -> str:
    assert parts.answers is not None
    return ":".join(place(letters) for letters in parts.answers)


def _row_lacks(compiled: CompiledMeasure, parts: Parts) -> list[tuple[Lack, Text]]:
    """In the order in which the engine asks."""
    measure = compiled.measure
    lacks: list[tuple[Lack, Text]] = []
    if measure.min_rows:
        lacks.append((Lack.TOO_FEW, lambda place: f"{place(parts.usable)}<{measure.min_rows}"))
    match measure.kind:
        case MeasureKind.MEDIAN | MeasureKind.VALUE | MeasureKind.CATEGORY:
            lacks.append((Lack.UNKNOWN, lambda place: f"{place(parts.usable)}=0"))
        case MeasureKind.GROWTH:
            lacks.append((Lack.NO_POSITIVE_BASE, lambda place: f"{place(parts.lower)}<=0"))
        case MeasureKind.EVENNESS:
            lacks.append((Lack.ZERO_DENOMINATOR, lambda place: f"SUM({_answers(parts, place)})=0"))
        case _ if parts.lower:
            lacks.append((Lack.ZERO_DENOMINATOR, lambda place: f"{place(parts.lower)}=0"))
    return lacks


def _marks(compiled: CompiledMeasure, parts: Parts) -> tuple[Text, list[tuple[Lack, Text]]]:
    least = max(compiled.measure.min_rows, 1)

    def few(place: Place) -> str:
        return f"OR({place(parts.usable)}<{least},{place(parts.lower)}<1)"

    return (lambda place: f"{place(parts.upper)}/{place(parts.lower)}"), [(Lack.TOO_FEW, few)]


def _logarithm(compiled: CompiledMeasure, parts: Parts) -> tuple[Text, list[tuple[Lack, Text]]]:
    of, base = parts.operands[compiled.measure.of], compiled.measure.base
    pattern = {LogBase.E: "LN({})", LogBase.TEN: "LOG10({})", LogBase.TWO: "LOG({},2)"}[base]
    lacks: list[tuple[Lack, Text]] = [
        (Lack.OPERAND, lambda place: f"COUNT({place(of)})=0"),
        (Lack.NOT_POSITIVE, lambda place: f"{place(of)}<=0"),
    ]
    return (lambda place: pattern.format(place(of))), lacks


# Formulas over measures -------------------------------------------------------------------------------------------------


def _formula(compiled: CompiledMeasure, parts: Parts) -> tuple[Text, list[tuple[Lack, Text]]]:
    tree = compiled.formula
    assert tree is not None
    used = names(tree)
    lacks: list[tuple[Lack, Text]] = []
    if used:
        lacks.append((Lack.OPERAND, lambda place: f"COUNT({','.join(place(parts.operands[key]) for key in used)})<{len(used)}"))
    lacks += [(Lack.ZERO_DENOMINATOR, _is_zero(divisor, parts)) for divisor in _divisors(tree)]
    return (lambda place: _written(tree, parts, place)), lacks


def _is_zero(divisor: Tree, parts: Parts) -> Text:
    return lambda place: f"{guarded(_written(divisor, parts, place))}=0"


def _divisors(tree: Tree) -> list[Tree]:
    """What is divided by, inner ones first; a literal is never 0 by chance."""
    match tree:
        case Arithmetic(operator, left, right):
            inner = [*_divisors(left), *_divisors(right)]
            return [*inner, right] if operator == "/" and not (isinstance(right, Number) and right.numerator) else inner
        case Extreme(_, left, right):
            return [*_divisors(left), *_divisors(right)]
        case Negative(of):
            return _divisors(of)
        case _:
            return []


def _written(tree: Tree, parts: Parts, place: Place) -> str:
    match tree:
        case Number():
            return literal(tree)
        case Name(binding):
            return place(parts.operands[binding.key])
        case Negative(of):
            return f"(-{_operand(of, parts, place)})"
        case Arithmetic(operator, left, right):
            return f"{_operand(left, parts, place, operator)}{operator}{_operand(right, parts, place, operator, right=True)}"
        case Extreme(least, left, right):
            return f"{'MIN' if least else 'MAX'}({_written(left, parts, place)},{_written(right, parts, place)})"
        case _:
            raise Bug(f"{type(tree).__name__} is no arithmetic")


def _operand(tree: Tree, parts: Parts, place: Place, beside: str = "*", *, right: bool = False) -> str:
    """In brackets wherever what stands beside it would otherwise take it apart."""
    text = _written(tree, parts, place)
    if not isinstance(tree, Arithmetic):
        return f"({text})" if text.startswith("-") else text
    loose = tree.operator in "+-"
    keep = (loose and beside in "*/") or (right and (beside in "-/" or loose))
    return f"({text})" if keep else text
