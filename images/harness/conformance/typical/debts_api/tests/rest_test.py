import json, unittest
from rest import API


class R(unittest.TestCase):

    def setUp(self):
        self.db = {'users': [{'name': 'Ada', 'owes': {}, 'owed_by': {}, 'balance': 0.0}]}
        self.api = API(self.db)

    def test_get(self):
        self.assertDictEqual(json.loads(self.api.get('/users')), self.db)

    def test_add(self):
        r = self.api.post('/add', json.dumps({'user': 'Bob'}))
        self.assertDictEqual(json.loads(r), {'name': 'Bob', 'owes': {}, 'owed_by': {}, 'balance': 0.0})
        self.assertEqual(len(self.db['users']), 2)
        self.assertEqual(self.db['users'][1]['name'], 'Bob')

    def test_iou(self):
        self.api.post('/iou', json.dumps({'lender': 'Ada', 'amount': 3.0}))
        self.assertEqual(self.db['users'][0]['balance'], 3.0)

    def test_identity(self):
        self.assertIs(self.api.db, self.db)
