import argparse
import asyncio
import bisect
import collections
import contextlib
import copy
import csv
import functools
import heapq
import io
import itertools
import json
import logging
import operator
import random
import re
import statistics
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import parts
from parts import Encoder, Stack, Vector, Writer


def test_sorting():
    assert sorted([1, 3, 2], key=parts.negative) == [3, 2, 1]
    assert sorted([3, 1, 2], key=functools.cmp_to_key(parts.compare)) == [1, 2, 3]
    assert max([1, -5, 3], key=parts.negative) == -5


def test_map_filter_and_reduce():
    assert list(map(parts.negative, [1, 2])) == [-1, -2]
    assert list(filter(parts.is_even, range(5))) == [0, 2, 4]
    assert functools.reduce(parts.add, [1, 2, 3]) == 6
    assert list(itertools.accumulate([1, 2, 3], parts.add)) == [1, 3, 6]
    assert list(itertools.filterfalse(parts.is_even, range(4))) == [1, 3]


def test_regular_expressions():
    assert re.sub("b+", parts.shout, "abba") == "aBBa"


def test_grouping():
    groups = [(even, list(items)) for even, items in itertools.groupby([2, 4, 1, 3, 6], key=parts.is_even)]
    assert groups == [(True, [2, 4]), (False, [1, 3]), (True, [6])]


def test_default_factory():
    stacks = collections.defaultdict(Stack)
    stacks["a"].push(1).push(2)
    assert list(stacks["a"]) == [1, 2]
    assert len(stacks["b"]) == 0


def test_json_encoder():
    class Thing:
        def to_json(self):
            return {"thing": True}

    assert json.dumps({"a": {2, 1}}, cls=Encoder) == '{"a": [1, 2]}'
    assert json.dumps([Thing()], cls=Encoder) == '[{"thing": true}]'
    with pytest.raises(TypeError, match="not JSON serializable"):
        json.dumps(object(), cls=Encoder)


def test_json_hook():
    value = json.loads('{"x": {"items": [1, 2]}}', object_hook=parts.decode)
    assert isinstance(value["x"], Stack)
    assert list(value["x"]) == [1, 2]


def test_json_refuses_objects():
    with pytest.raises(TypeError, match="Object of type Stack is not JSON serializable"):
        json.dumps(Stack())
    assert json.dumps(Stack([1]), default=list) == "[1]"


def test_printing_into_an_object():
    writer = Writer()
    print("a", 1, file=writer)
    with contextlib.redirect_stdout(writer):
        print("b")
    assert "".join(writer.parts) == "a 1\nb\n"


def test_csv():
    assert list(csv.reader(Stack(["a,b", '"c,d",e']))) == [["a", "b"], ["c,d", "e"]]
    writer = Writer()
    csv.writer(writer).writerow([1, "x,y"])
    assert writer.parts == ['1,"x,y"\r\n']


def test_file_class():
    lines = parts.Lines(["a\n", "b\n"])
    assert lines.readline() == "a\n"
    assert isinstance(lines, io.TextIOBase)
    assert lines.readable()


def test_argument_parser(capsys):
    parser = argparse.ArgumentParser(prog="demo")
    parser.add_argument("count", type=parts.positive)
    assert parser.parse_args(["3"]).count == 3
    with pytest.raises(SystemExit):
        parser.parse_args(["0"])
    assert "argument count: must be positive" in capsys.readouterr().err


def test_logging_parts():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(parts.Formatter())
    handler.addFilter(parts.Only("keep"))
    logger = logging.Logger("demo")
    logger.addHandler(handler)
    logger.warning("keep %d", 1)
    logger.error("drop")
    assert stream.getvalue() == "<warning> keep 1\n"


def test_template():
    assert parts.Template("%who is %what").substitute(who="she", what="here") == "she is here"
    with pytest.raises(KeyError):
        parts.Template("%missing").substitute()


def test_itertools_on_endless_streams():
    assert list(itertools.islice(parts.endless(3), 3)) == [3, 4, 5]
    assert list(zip("ab", parts.endless())) == [("a", 0), ("b", 1)]
    first, second = itertools.tee(parts.endless())
    assert (next(first), next(first), next(second)) == (0, 1, 0)
    assert next(itertools.chain.from_iterable([Stack(), parts.endless(9)])) == 9
    assert list(itertools.takewhile(lambda n: n < 3, parts.endless())) == [0, 1, 2]


def test_algorithms_on_objects():
    vectors = [Vector(3, 4), Vector(1, 0), Vector(0, 2)]
    assert heapq.nsmallest(1, vectors)[0] is vectors[2]
    assert sorted(vectors)[0] is vectors[2]
    assert [v.x for v in sorted(vectors, key=operator.attrgetter("y"))] == [1, 0, 3]
    assert [v.x for v in sorted(vectors, key=operator.itemgetter(0))] == [0, 1, 3]
    assert max(vectors, key=operator.methodcaller("norm")) is vectors[0]
    ordered = sorted(vectors)
    bisect.insort(ordered, Vector(2, 2))
    assert [v.x for v in ordered] == [0, 1, 2, 3]


def test_numbers_from_an_iterable():
    assert statistics.mean(Stack([1, 2, 3])) == 2
    assert sum(Stack([1, 2])) == 3
    assert list(heapq.merge(Stack([1, 4]), [2, 3])) == [1, 2, 3, 4]
    assert collections.Counter(Stack("aab")) == {"a": 2, "b": 1}
    assert collections.deque(Stack([1, 2, 3]), maxlen=2) == collections.deque([2, 3])
    assert "".join(Stack("abc")) == "abc"
    assert dict(Stack([("a", 1)])) == {"a": 1}


def test_strict_zip():
    with pytest.raises(ValueError):
        list(zip(Stack([1]), [1, 2], strict=True))


def test_random_choice_of_a_sequence():
    assert random.Random(1).choice(Vector(5, 5)) == 5


def test_context_managers():
    out = []
    with parts.tag("b", out) as name:
        out.append(name)
    assert out == ["<b>", "b", "</b>"]
    out.clear()
    with pytest.raises(ZeroDivisionError):
        with parts.tag("b", out):
            1 / 0
    assert out == ["<b>", "</b>"]


def test_context_managers_as_decorators():
    out = []

    @parts.tag("i", out)
    def act():
        out.append("act")

    @parts.Logged(out)
    def double(number):
        out.append(number)
        return number * 2

    act()
    act()
    assert out == ["<i>", "act", "</i>"] * 2
    out.clear()
    assert double(4) == 8
    assert out == ["in", 4, "out"]
    assert double.__name__ == "double"


def test_threads():
    stack = Stack()
    thread = threading.Thread(target=stack.push, args=("x",))
    thread.start()
    thread.join(10)
    assert list(stack) == ["x"]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(parts.negative, range(5))) == [0, -1, -2, -3, -4]


def test_asyncio():
    async def main():
        loop = asyncio.get_running_loop()
        in_thread = await asyncio.to_thread(parts.add, 1, 2)
        in_executor = await loop.run_in_executor(None, parts.add, 3, 4)
        task = asyncio.create_task(parts.later("x", 0.001))
        done, _ = await asyncio.wait([task])
        return in_thread, in_executor, done.pop().result()

    assert asyncio.run(main()) == (3, 7, "x")


def test_partial_and_cache():
    calls = []

    @functools.cache
    def cached(number):
        calls.append(number)
        return parts.negative(number)

    assert [cached(1), cached(1)] == [-1, -1]
    assert calls == [1]
    assert functools.partial(parts.add, 10)(5) == 15


def test_copying_containers_of_objects():
    original = {"stack": Stack([1]), "numbers": [1]}
    shallow, deep = copy.copy(original), copy.deepcopy(original)
    assert shallow["stack"] is original["stack"]
    assert deep["stack"] is not original["stack"]
    deep["stack"].push(2)
    assert list(original["stack"]) == [1]


def test_formatting():
    assert "{0.x} {0.y} {1[0]}".format(Vector(1, 2), Vector(3, 4)) == "1 2 3"
    assert "%(n)s" % {"n": parts.negative(1)} == "-1"
    with pytest.raises(TypeError):
        "".join([Stack()])
