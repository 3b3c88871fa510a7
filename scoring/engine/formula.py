"""Works out an arithmetic formula over measured values, exactly."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.definitions.tree import Arithmetic, Extreme, Name, Negative, Number, Tree
from scoring.engine.exact import Ratio
from scoring.errors import Bug


def sides_of(tree: Tree, values: Mapping[str, Ratio | None]) -> tuple[Ratio, Ratio] | None:
    """What a formula divides by what, where it is a division that has a value."""
    if not isinstance(tree, Arithmetic) or tree.operator != "/":
        return None
    upper, lower = value_of(tree.left, values), value_of(tree.right, values)
    return (upper, lower) if upper is not None and lower is not None and lower.numerator else None


def value_of(tree: Tree, values: Mapping[str, Ratio | None]) -> Ratio | None:
    """The value of a formula; None where one of the names has none or a division by zero stands in it."""
    match tree:
        case Number(numerator, denominator):
            return Ratio(numerator, denominator)
        case Name(binding):
            return values[binding.key]
        case Negative(of):
            inner = value_of(of, values)
            return None if inner is None else Ratio(-inner.numerator, inner.denominator)
        case Arithmetic(operator, left, right):
            return _arithmetic(operator, value_of(left, values), value_of(right, values))
        case Extreme(least, left, right):
            first, second = value_of(left, values), value_of(right, values)
            if first is None or second is None:
                return None
            return first if (first.compare(second) <= 0) is least else second
        case _:
            raise Bug(f"{type(tree).__name__} is no arithmetic")


def _arithmetic(operator: str, left: Ratio | None, right: Ratio | None) -> Ratio | None:
    if left is None or right is None:
        return None
    match operator:
        case "+":
            return left.plus(right).simplest()
        case "-":
            return left.less(right).simplest()
        case "*":
            return left.times(right).simplest()
        case _:
            return left.over(right).simplest() if right.numerator else None
