import array
import collections
import datetime as dt
import ipaddress
import pathlib
import re
import types
import uuid
import zoneinfo
from decimal import Decimal
from fractions import Fraction

import pytest

import solution


@pytest.mark.parametrize(
    "value",
    [
        dt.date(2024, 2, 28),
        dt.datetime(2024, 1, 1, 23, 59, 59, 999999),
        dt.time(12, 30, fold=1),
        dt.timedelta(days=-1, microseconds=5),
        dt.datetime(2024, 1, 1, tzinfo=dt.timezone.utc),
        dt.datetime(2024, 7, 1, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin")),
        Decimal("1.10"),
        Fraction(-3, 7),
        uuid.UUID("12345678-1234-5678-1234-567812345678"),
        pathlib.PurePosixPath("a/b"),
        pathlib.Path("/tmp/x"),
        ipaddress.ip_network("10.0.0.0/8"),
        array.array("i", [1, 2]),
        types.SimpleNamespace(a=1),
        re.compile("a+", re.MULTILINE),
    ],
    ids=lambda value: type(value).__name__,
)
def test_value_comes_back_equal_and_of_the_same_type(value):
    result = solution.identity(value)
    assert result == value
    assert type(result) is type(value)


def test_dates():
    assert solution.next_day(dt.date(2024, 2, 28)) == dt.date(2024, 2, 29)
    assert solution.next_day(dt.datetime(2023, 12, 31, 8)) == dt.datetime(2024, 1, 1, 8)


def test_aware_datetime_keeps_its_zone():
    meeting = solution.meeting()
    assert meeting == dt.datetime(2024, 2, 29, 10, 30, 15, 250, tzinfo=dt.timezone.utc)
    assert meeting.utcoffset() == dt.timedelta(hours=2)
    assert meeting.tzname() == "CEST"


def test_decimal_keeps_its_exponent():
    result = solution.price(Decimal("19.99"), Decimal("1.1"))
    assert result == Decimal("21.99")
    assert str(solution.identity(Decimal("1.10"))) == "1.10"
    assert solution.identity(Decimal("NaN")).is_nan()


def test_fraction():
    assert solution.third() == Fraction(1, 3)
    assert solution.third() + Fraction(2, 3) == 1


def test_uuid():
    assert str(solution.namespace_id()) == "12345678-1234-5678-1234-567812345678"


def test_deque_keeps_its_bound():
    result = solution.window(range(5), 3)
    assert result == collections.deque([2, 3, 4])
    assert result.maxlen == 3
    result.append(9)
    assert list(result) == [3, 4, 9]


def test_counter_is_a_counter():
    tally = solution.tally(["a", "b", "a"])
    assert tally == {"a": 2, "b": 1}
    assert tally["missing"] == 0
    assert tally.most_common(1) == [("a", 2)]


def test_ordered_dict_compares_in_order():
    result = solution.ordered([("b", 1), ("a", 2)])
    assert result == collections.OrderedDict([("b", 1), ("a", 2)])
    assert result != collections.OrderedDict([("a", 2), ("b", 1)])


def test_defaultdict_keeps_its_factory():
    groups = solution.by_length(["a", "bb", "c"])
    assert groups == {1: ["a", "c"], 2: ["bb"]}
    assert groups[99] == []
    assert groups.default_factory is list


def test_chain_map():
    layers = solution.layers()
    assert layers["a"] == 1
    assert dict(layers) == {"a": 1, "b": 3}


def test_range_is_lazy_and_exact():
    assert solution.span(0, 10, 3) == range(0, 10, 3)
    assert solution.span(0, 10**12, 1)[-1] == 10**12 - 1


def test_slice():
    assert "abcdef"[solution.cut(1, 3)] == "bc"


def test_path():
    path = solution.config_path()
    assert path == pathlib.Path("/etc/app/config.toml")
    assert path.suffix == ".toml"


def test_compiled_pattern():
    pattern = solution.word_pattern()
    assert pattern.findall("one two") == ["one", "two"]
    assert pattern.flags & re.IGNORECASE


def test_pattern_is_equal_to_one_of_the_test():
    assert solution.word_pattern() == re.compile(r"\w+", re.IGNORECASE)
    assert solution.word_pattern() != re.compile(r"\w+")
    assert {solution.word_pattern(): "word"}[re.compile(r"\w+", re.IGNORECASE)] == "word"
    assert re.sub(solution.word_pattern(), "x", "one two") == "x x"


@pytest.mark.parametrize("pattern", [r"(?P<year>\d{4})-(\d\d)", "(?x) (?P<year> \\d+ ) -", "(?P<year>[[0-9]+)--?"])
@pytest.mark.filterwarnings("ignore:Possible nested set:FutureWarning")
def test_pattern_of_the_test_is_used(pattern):
    compiled = re.compile(pattern)
    match = solution.first_match(compiled, "on 2024-05")
    assert (match is None) is (compiled.search("on 2024-05") is None)
    if match is not None:
        assert match["year"] == "2024"
        assert match.re == compiled


def test_long_pattern():
    words = [f"word{n}" for n in range(1_000)]
    pattern = solution.any_of(words)
    assert pattern.pattern == "|".join(words)
    assert pattern.match("word77x")
    assert solution.first_match(re.compile("|".join(words)), "a word9").start() == 2


def test_array_and_namespace_and_address():
    assert solution.samples() == array.array("d", [1.0, 2.5])
    assert solution.settings().port == 8080
    assert solution.settings() == types.SimpleNamespace(debug=True, port=8080)
    assert solution.address() == ipaddress.IPv4Address("127.0.0.1")


def test_builtin_types_are_the_real_ones():
    assert solution.type_for("int") is int
    assert solution.type_for("error") is ValueError
    assert solution.type_for("date") is dt.date
    assert solution.is_type(3, int)
    assert solution.is_type(dt.datetime(2024, 1, 1), dt.date)
    assert not solution.is_type("3", (int, float))


def test_exception_instances_are_values_too():
    problem = solution.problem()
    assert isinstance(problem, ValueError)
    assert problem.args == ("bad input", 42)
    assert solution.describe_error(KeyError("k")) == "KeyError: 'k'"
