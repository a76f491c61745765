class ShopError(Exception):
    pass


class OutOfStock(ShopError):
    def __init__(self, name):
        super().__init__(f"{name} is out of stock")
        self.name = name
