import copy
import json


class RestAPI:
    def __init__(self, database=None):
        self._users = {user["name"]: user for user in copy.deepcopy(database or {"users": []})["users"]}

    def get(self, url, payload=None):
        if url != "/users":
            raise LookupError(f"no such path: {url}")
        names = json.loads(payload)["users"] if payload else self._users
        return json.dumps({"users": [self._users[name] for name in sorted(names)]})

    def post(self, url, payload=None):
        data = json.loads(payload)
        if url == "/add":
            user = {"name": data["user"], "owes": {}, "owed_by": {}, "balance": 0.0}
            self._users[user["name"]] = user
            return json.dumps(user)
        if url == "/iou":
            self._move(data["lender"], data["borrower"], data["amount"])
            return self.get("/users", json.dumps({"users": [data["lender"], data["borrower"]]}))
        raise LookupError(f"no such path: {url}")

    def _move(self, lender, borrower, amount):
        lender, borrower = self._users[lender], self._users[borrower]
        debt = lender["owed_by"].get(borrower["name"], 0) - lender["owes"].get(borrower["name"], 0) + amount
        for one, other, value in ((lender, borrower, debt), (borrower, lender, -debt)):
            one["owes"].pop(other["name"], None)
            one["owed_by"].pop(other["name"], None)
            if value > 0:
                one["owed_by"][other["name"]] = value
            elif value < 0:
                one["owes"][other["name"]] = -value
        lender["balance"] += amount
        borrower["balance"] -= amount
