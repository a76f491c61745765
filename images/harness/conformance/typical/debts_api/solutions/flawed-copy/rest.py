import json


class API:

    def __init__(self, database=None):
        self.db = json.loads(json.dumps(database))

    def get(self, url, payload=None):
        users = self.db['users']
        if payload:
            want = json.loads(payload)['users']
            users = [u for u in users if u['name'] in want]
        return json.dumps({'users': users})

    def post(self, url, payload=None):
        p = json.loads(payload)
        if url == '/add':
            u = {'name': p['user'], 'owes': {}, 'owed_by': {}, 'balance': 0.0}
            self.db['users'].append(u)
            return json.dumps(u)
        a = next((u for u in self.db['users'] if u['name'] == p['lender']))
        a['balance'] += p['amount']
        return json.dumps({'users': [a]})
