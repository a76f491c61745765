import json
import unittest

from rest_api import RestAPI


class RestApiTest(unittest.TestCase):
    def test_no_users(self):
        api = RestAPI({"users": []})
        self.assertEqual(json.loads(api.get("/users")), {"users": []})

    def test_add_user(self):
        api = RestAPI({"users": []})
        response = api.post("/add", json.dumps({"user": "Adam"}))
        self.assertDictEqual(json.loads(response), {"name": "Adam", "owes": {}, "owed_by": {}, "balance": 0.0})

    def test_get_single_user(self):
        database = {"users": [{"name": n, "owes": {}, "owed_by": {}, "balance": 0.0} for n in ("Adam", "Bob")]}
        api = RestAPI(database)
        response = api.get("/users", json.dumps({"users": ["Bob"]}))
        self.assertEqual([user["name"] for user in json.loads(response)["users"]], ["Bob"])

    def test_iou(self):
        api = RestAPI({"users": []})
        for name in ("Adam", "Bob"):
            api.post("/add", json.dumps({"user": name}))
        api.post("/iou", json.dumps({"lender": "Adam", "borrower": "Bob", "amount": 3.0}))
        response = json.loads(api.post("/iou", json.dumps({"lender": "Bob", "borrower": "Adam", "amount": 2.0})))
        adam, bob = response["users"]
        self.assertEqual(adam, {"name": "Adam", "owes": {}, "owed_by": {"Bob": 1.0}, "balance": 1.0})
        self.assertEqual(bob["balance"], -1.0)

    def test_database_of_the_caller_is_not_changed(self):
        database = {"users": []}
        RestAPI(database).post("/add", json.dumps({"user": "Adam"}))
        self.assertEqual(database, {"users": []})

    def test_unknown_path(self):
        with self.assertRaisesRegex(LookupError, "no such path: /x"):
            RestAPI().get("/x")
