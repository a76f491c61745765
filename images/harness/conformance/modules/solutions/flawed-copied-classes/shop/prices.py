PRICES = {"apple": 2, "pear": 3}
CURRENCY = "EUR"
discount = 0


def price(name):
    return PRICES[name] - discount


def available(name):
    return name in PRICES


def set_discount(amount):
    global discount
    discount = amount


def label(name):
    return f"{price(name)} {CURRENCY}"
