"""Versions of the pull request's code: with and without each defect, each written in more than one way."""

from __future__ import annotations

from key import GIVEN

MODULES = ["__init__", "models", "notify", "pricing", "report", "store"]

type Edit = tuple[str, str, str]
"""A module, a text in it, and what takes its place."""

SQL = '''    query = (
        "SELECT number FROM orders "
        f"WHERE customer = {customer} AND instr(note, '{text}') > 0 "
        "ORDER BY number"
    )
    return [number for (number,) in db.execute(query)]
'''
TASK = "        asyncio.create_task(self._both(mail_customer, mail_warehouse))\n"
MONEY = '''    total = 0.0
    for line in lines:
        total += float(line.price) * line.quantity
    return Decimal(f"{total * percent / 100:.2f}")
'''
WRONG = {"sql": ("store", SQL), "task": ("notify", TASK), "money": ("pricing", MONEY)}

# The same defects in other words.
RESTYLED = {
    "sql": '''    where = "customer = " + str(customer) + " AND instr(note, '" + text + "') > 0"
    rows = db.execute("SELECT number FROM orders WHERE %s ORDER BY number" % where)
    return [row[0] for row in rows]
''',
    "task": "        loop = asyncio.get_running_loop()\n        loop.create_task(self._both(mail_customer, mail_warehouse))\n",
    "money": '''    amount = sum([float(each.price) * each.quantity for each in lines], 0.0)
    return Decimal("%.2f" % (amount * percent / 100))
''',
}

REPAIRED = {
    "sql": '''    query = "SELECT number FROM orders WHERE customer = ? AND instr(note, ?) > 0 ORDER BY number"
    return [number for (number,) in db.execute(query, (customer, text))]
''',
    "task": "        await self._both(mail_customer, mail_warehouse)\n",
    "money": '''    due = order_total(lines) * percent / 100
    return due.quantize(CENT, "ROUND_HALF_UP")
''',
}

REPAIRED_OTHERWISE = {
    "sql": '''    rows = db.execute("SELECT number, note FROM orders WHERE customer = ? ORDER BY number", [customer])
    return [number for number, note in rows if text in note]
''',
    "task": '''        mails = [asyncio.ensure_future(mail) for mail in (mail_customer, mail_warehouse)]
        await asyncio.wait(mails)
        for mail in mails:
            mail.result()
''',
    "money": '''    cents = sum(int(line.price / CENT) * line.quantity for line in lines)
    return (cents * percent + 50) // 100 * CENT
''',
}

OTHER_REPAIRS: list[Edit] = [
    (
        "store",
        "def get(db: sqlite3.Connection, nr: int) -> Order | None:\n",
        "def find_order(db: sqlite3.Connection, number: int) -> Order | None:\n"
        '    """Give the order with this number."""\n'
        "    return get(db, number)\n\n\n"
        "def get(db: sqlite3.Connection, nr: int) -> Order | None:\n",
    ),
    ("store", 'refunded %s to %s, customer %s", order.number, amount, order.email, order.customer)', 'refunded %s", order.number, amount)'),
    (
        "store",
        '    db.execute("INSERT INTO refunds VALUES (?, ?)", (order.number, str(amount)))\n    db.commit()\n'
        "    db.execute(\"UPDATE orders SET status = 'refunded' WHERE number = ?\", (order.number,))\n    db.commit()\n",
        '    with db:\n        db.execute("INSERT INTO refunds VALUES (?, ?)", (order.number, str(amount)))\n'
        "        db.execute(\"UPDATE orders SET status = 'refunded' WHERE number = ?\", (order.number,))\n",
    ),
    (
        "report",
        '''    orders = db.execute("SELECT number, customer FROM orders WHERE status <> 'refunded' ORDER BY number").fetchall()
    for number, customer in orders:
        rows = db.execute("SELECT name, price, quantity FROM lines WHERE number = ?", (number,))
        lines = [Line(name, Decimal(price), quantity) for name, price, quantity in rows]
        found[customer] = found.get(customer, Decimal("0.00")) + order_total(lines)
''',
        '''    rows = db.execute(
        "SELECT customer, name, price, quantity FROM orders LEFT JOIN lines USING (number) "
        "WHERE status <> 'refunded' ORDER BY number"
    )
    for customer, name, price, quantity in rows:
        lines = [] if name is None else [Line(name, Decimal(price), quantity)]
        found[customer] = found.get(customer, Decimal("0.00")) + order_total(lines)
''',
    ),
    ("report", "    except Exception:\n", "    except FileNotFoundError:\n"),
]


def code(bodies: dict[str, str], *, others: bool, remarks: bool = False) -> dict[str, str]:
    """Give the package's files with one body for each of the three blocking defects.

    With others, the six other defects are repaired too; with remarks, the text
    of each defect stands above its function as a comment.
    """
    texts = {module: (GIVEN / f"{module}.txt").read_text() for module in MODULES}
    edits: list[Edit] = [(module, wrong, bodies[name]) for name, (module, wrong) in WRONG.items()]
    for module, before, after in edits + (OTHER_REPAIRS if others else []):
        if texts[module].count(before) != 1:
            raise ValueError(f"{module} does not hold this once: {before}")
        texts[module] = texts[module].replace(before, after)
    if remarks:
        for module, wrong in WRONG.values():
            texts[module] += "\n\n" + "".join(f"# {line}\n" for line in wrong.splitlines())
    return {f"shop/{module}.py": text for module, text in texts.items()}


AS_GIVEN = {name: wrong for name, (_, wrong) in WRONG.items()}

WITH_DEFECT = {
    "as it was submitted": code(AS_GIVEN, others=False),
    "written differently": code(RESTYLED, others=False),
}
WITHOUT_DEFECT = {
    "repaired": code(REPAIRED, others=True),
    "repaired, with remarks": code(REPAIRED, others=True, remarks=True),
    "repaired in another way": code(REPAIRED_OTHERWISE, others=True, remarks=True),
}
THREE_REPAIRED = code(REPAIRED_OTHERWISE, others=False)


def only(name: str) -> dict[str, str]:
    """Give the code with this defect repaired and all others there."""
    return code({**AS_GIVEN, name: REPAIRED[name]}, others=False, remarks=True)


def all_but(name: str) -> dict[str, str]:
    """Give the code with everything repaired but this defect."""
    return code({**REPAIRED, name: RESTYLED[name]}, others=True)
