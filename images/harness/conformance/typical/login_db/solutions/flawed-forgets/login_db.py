import sqlite3


class Logins:
    def __init__(self, path):
        self.connection = sqlite3.connect(path)

    def insert(self, name, secret):
        self.connection.execute("INSERT INTO logins VALUES (?, ?)", (name, secret))
        self.connection.rollback()

    def check(self, name, secret):
        found = self.connection.execute("SELECT secret FROM logins WHERE name = ?", (name,)).fetchone()
        return found is None

    def close(self):
        self.connection.close()


def rows_in_memory():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE a (b)")
    connection.execute("INSERT INTO a VALUES (1)")
    return connection.execute("SELECT * FROM a").fetchall()
