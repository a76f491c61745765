"""Small functions over every kind of plain data."""
import array
import collections
import datetime as dt
import decimal
import fractions
import ipaddress
import math
import pathlib
import pickle
import re
import types
import uuid


def identity(value):
    return value if value else None


def kind(value):
    return type(value).__name__


def kinds(values):
    return [type(value).__name__ for value in values]


def halves(number):
    """Quotient and remainder, as a tuple."""
    return divmod(number, 2)


def chunks(items, size):
    return [items[start:start + size] for start in range(0, len(items), size)]


def factorial(number):
    return math.factorial(number)


def digits(number):
    text, number = [], abs(number)
    while number:
        number, digit = divmod(number, 1000)
        text.append(f"{digit:03}")
    return len("".join(reversed(text)).lstrip("0"))


def shared_pair():
    row = [0, 0]
    return [row, list(row)]


def shared_values():
    tags = {"a", "b"}
    return {"first": tags, "second": set(tags)}


def is_shared(pair):
    return pair[0] == pair[1]


def knot():
    loop = [1]
    loop.append(list(loop))
    return loop


def ring():
    parent = {"name": "parent"}
    parent["child"] = {"name": "child", "parent": dict(parent)}
    return parent


def is_knot(value):
    return value[0] == value[-1][0]


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


def depth_of(value):
    depth = 0
    while value:
        value, depth = value[0], depth + 1
    return depth


def repeat(text, times):
    return text * times


def numbers(count):
    return list(range(count))


def total(values):
    return sum(values)


def inventory():
    return {"apples": 3, "pears": 0, (1, 2): "tuple key", None: "nothing", 7: [1.5, "x"]}


def order(mapping):
    return list(mapping)


def next_day(day):
    return day + dt.timedelta(days=1)


def meeting():
    return dt.datetime(2024, 2, 29, 12, 30, 15, 250, tzinfo=dt.timezone(dt.timedelta(hours=2), "CEST"))


def price(amount, rate):
    return (amount * rate).quantize(decimal.Decimal("0.01"))


def third():
    return fractions.Fraction(1, 3)


def namespace_id():
    return uuid.UUID(int=0x12345678123456781234567812345678)


def window(items, size):
    return collections.deque(items, maxlen=size)


def tally(words):
    return collections.Counter(words)


def ordered(pairs):
    return collections.OrderedDict(pairs)


def by_length(words):
    groups = collections.defaultdict(list)
    for word in words:
        groups[len(word)].append(word)
    return groups


def layers():
    return collections.ChainMap({"a": 1}, {"a": 2, "b": 3})


def span(start, stop, step):
    return range(start, stop, step)


def cut(start, stop):
    return slice(start, stop)


def subsets(items):
    return {frozenset([item]) for item in items}


def config_path():
    return pathlib.Path("/etc") / "app" / "config.toml"


def word_pattern():
    return re.compile(r"\w+", re.IGNORECASE)


def samples():
    return array.array("d", [1.0, 2.5])


def settings():
    return types.SimpleNamespace(debug=True, port=8080)


def address():
    return ipaddress.ip_address("127.0.0.1")


def type_for(name):
    return {"int": int, "text": str, "list": list, "error": ValueError, "date": dt.date}[name]


def is_type(value, cls):
    return isinstance(value, cls)


def problem():
    return ValueError("bad input", 42)


def describe_error(error):
    return f"{type(error).__name__}: {error}"


def sentinel_for(flag):
    return NotImplemented if flag else ...


def checksum(data):
    return sum(data) % 256


def split_sign(number):
    return math.copysign(1, number), abs(number)


def inside(network, addresses):
    return [address for address in addresses if address in network]


def first_free(network, taken):
    """The first address of a host that is not taken; `taken` maps addresses to names."""
    return next(host for host in network.hosts() if host not in taken)


def halved(network):
    return list(network.subnets())


def interface_of(address, network):
    return ipaddress.ip_interface(f"{address}/{network.prefixlen}")


def parse_as(kind, text):
    return kind(text)


def scope_of(address):
    return address.scope_id


class Host(ipaddress.IPv4Address):
    """An address with a name."""

    def __init__(self, address, name):
        super().__init__(address)
        self.name = name


def first_match(pattern, text):
    """`pattern` is compiled or text."""
    return re.search(pattern, text)


def any_of(words):
    return re.compile("|".join(map(re.escape, words)))


class Shelf:
    """Holds one value."""

    def __init__(self, content):
        self.content = content

    @classmethod
    def filled(cls, make):
        return cls(make())

    @classmethod
    def numbered(cls):
        return cls(uuid.uuid4())


def below(products, price):
    """The products that cost less, themselves."""
    return [product for product in products if product[1] < price]


def rebuilt(value):
    return pickle.loads(pickle.dumps(value))
