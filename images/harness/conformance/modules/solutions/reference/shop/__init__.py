"""A shop."""
from .cart import Cart
from .errors import ShopError
from .storage import memory as default_storage

__all__ = ["Cart", "ShopError", "checkout"]
__version__ = "1.2.0"

orders = []
_secret = "hidden"


def checkout(cart):
    total = cart.total()
    orders.append(total)
    return total


def __getattr__(name):
    if name == "lazy":
        return "made on demand"
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
