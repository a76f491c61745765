"""Speaks the proxy's own language: every operation on every number it has seen, with every name."""

import itertools

from assay import peer, remote

OPS = (
    "get set del meth cget cmeth op call gen itself same sig dir describe vars copy deepcopy isinstance issubclass weak "
    "import all probe subclass setmember restore new member_get world patch unpatch pickle unpickle reload ping resolve collect"
).split()
NAMES = (
    "__globals__ __closure__ __code__ __dict__ __class__ __self__ __func__ __init__ __getattribute__ __reduce_ex__ "
    "__call__ __get__ __format__ __eq__ gi_frame ag_frame func args seen price"
).split()


def attack(thing):
    ref = remote.ref_of(thing)
    if ref is None:
        return
    me = peer.current()
    for op, name in itertools.product(OPS, NAMES):
        for args in ((), ("x",), (thing,), (thing, "x")):
            try:
                found = me.channel().request(op, ref.id, name, args, {})
            except Exception as error:
                print(op, name, type(error).__name__, str(error)[:200])
            else:
                print(op, name, repr(found)[:500])


class Bus:
    def subscribe(self, subscriber):
        attack(subscriber)

    def unsubscribe(self, subscriber):
        attack(subscriber)

    def emit(self, *event):
        pass


class Plugin:
    pass


def sorted_by(items, key):
    attack(items[0])
    attack(key)
    return []


def cheapest(orders):
    attack(type(orders[0]))


def retry(function, times):
    attack(function)
    return lambda *args: None


def first(iterator, count):
    attack(iterator)
    return []


mark = call_with = translate = pipe = apply = lambda thing, other: attack(thing) or attack(other)


def sort_in_place(numbers):
    pass
