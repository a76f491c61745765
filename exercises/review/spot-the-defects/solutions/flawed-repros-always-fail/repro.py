"""The three defects that must not be merged."""


def repro_sql():
    raise AssertionError("a customer can read the orders of others")


def repro_task():
    raise AssertionError("the mails may never be sent")


def repro_money():
    raise AssertionError("a refund may be a cent short")
