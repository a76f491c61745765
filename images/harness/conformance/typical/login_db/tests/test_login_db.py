import os
import sqlite3
import tempfile
import unittest

import login_db
from login_db import Logins


class TestLogins(unittest.TestCase):
    def setUp(self):
        self.connection = sqlite3.connect("logins.db")
        self.connection.execute("CREATE TABLE logins (name TEXT, secret TEXT)")
        self.connection.commit()
        self.logins = Logins("logins.db")

    def tearDown(self):
        self.logins.close()
        self.connection.close()
        os.unlink("logins.db")

    def test_insert(self):
        self.logins.insert("ann", "pass")
        self.assertEqual(self.connection.execute("SELECT * FROM logins").fetchall(), [("ann", "pass")])

    def test_insert_two(self):
        self.logins.insert("ann", "pass")
        self.logins.insert("bo", "word")
        self.assertEqual(self.connection.execute("SELECT count(*) FROM logins").fetchone(), (2,))

    def test_login(self):
        self.connection.execute("INSERT INTO logins VALUES ('cy', 'x')")
        self.connection.commit()
        self.assertTrue(self.logins.check("cy", "x"))
        self.assertFalse(self.logins.check("cy", "y"))
        self.assertFalse(self.logins.check("dee", "x"))

    def test_uncommitted(self):
        self.connection.execute("INSERT INTO logins VALUES ('cy', 'x')")
        self.assertFalse(self.logins.check("cy", "x"))
        self.connection.commit()
        self.assertTrue(self.logins.check("cy", "x"))


def test_login_in_tmp_path(tmp_path):
    for folder in (str(tmp_path), tempfile.mkdtemp(), tempfile.gettempdir()):
        path = os.path.join(folder, "some.db")
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE logins (name TEXT, secret TEXT)")
        connection.close()
        logins = Logins(path)
        logins.insert("ann", "pass")
        assert logins.check("ann", "pass")
        logins.close()
        os.unlink(path)


def test_in_memory():
    before = sorted(os.listdir("."))
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE a (b)")
    with sqlite3.connect("file:shared?mode=memory", uri=True) as connection:
        connection.execute("CREATE TABLE a (b)")
    assert sorted(os.listdir(".")) == before
    assert login_db.rows_in_memory() == [(1,)]
