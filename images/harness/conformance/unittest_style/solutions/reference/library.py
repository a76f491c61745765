"""A lending library."""
import datetime
import logging
import warnings

logger = logging.getLogger("library")


class LibraryError(Exception):
    pass


class NotAvailable(LibraryError):
    def __init__(self, title, holder):
        super().__init__(f"{title!r} is with {holder}")
        self.title = title
        self.holder = holder


class Book:
    def __init__(self, title, author, year):
        self.title = title
        self.author = author
        self.year = year

    def __eq__(self, other):
        return isinstance(other, Book) and vars(self) == vars(other)

    def __hash__(self):
        return hash((self.title, self.author))

    def __repr__(self):
        return f"Book({self.title!r})"


class Library:
    opened = 0

    def __init__(self, books=()):
        self.books = list(books)
        self.loans = {}
        self.closed = False
        Library.opened += 1

    def close(self):
        if self.loans:
            warnings.warn(f"{len(self.loans)} books are still out", ResourceWarning, stacklevel=2)
        self.closed = True

    def lend(self, title, reader, today=None):
        if self.closed:
            raise LibraryError("the library is closed")
        book = self.find(title)
        if title in self.loans:
            raise NotAvailable(title, self.loans[title][0])
        due = (today or datetime.date.today()) + datetime.timedelta(days=14)
        self.loans[title] = (reader, due)
        logger.info("%s borrowed %s", reader, title)
        return due

    def take_back(self, title, today):
        reader, due = self.loans.pop(title)
        late = max((today - due).days, 0)
        if late:
            logger.warning("%s is %d days late", reader, late)
        return late * 0.5

    def find(self, title):
        for book in self.books:
            if book.title == title:
                return book
        raise KeyError(title)

    def by_author(self):
        result = {}
        for book in self.books:
            result.setdefault(book.author, []).append(book.title)
        return result

    def titles(self):
        return [book.title for book in self.books]

    def old_search(self, text):
        warnings.warn("use find", DeprecationWarning, stacklevel=2)
        return [book for book in self.books if text.lower() in book.title.lower()]

    def average_year(self):
        return sum(book.year for book in self.books) / len(self.books)

    def catalogue(self):
        return "\n".join(f"{book.title} ({book.year})" for book in self.books)


def is_isbn(text):
    digits = [10 if char == "X" else int(char) for char in text if char.isdigit() or char == "X"]
    return len(digits) == 10 and sum((10 - i) * d for i, d in enumerate(digits)) % 11 == 0


def initials(name):
    return ".".join(part[0].upper() for part in name.split()) + "."
