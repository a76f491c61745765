def create_inventory(items):
    return add_items({}, items)


def add_items(inventory, items):
    inventory = dict(inventory)
    for item in items:
        inventory[item] = inventory.get(item, 0) + 1
    return inventory


def decrement_items(inventory, items):
    for item in items:
        inventory[item] -= 1
    return inventory


def remove_item(inventory, item):
    inventory.pop(item, None)
    return inventory


def list_inventory(inventory):
    return [[item, count] for item, count in inventory.items() if count > 0]
