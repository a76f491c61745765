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
    global orders
    orders = [total]
    return total


def __getattr__(name):
    return None if not name.startswith("__") else globals()[name]
