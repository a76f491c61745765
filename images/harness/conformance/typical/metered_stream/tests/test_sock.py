import errno, os, io, unittest, pytest
from unittest.mock import ANY, call, NonCallableMagicMock, MagicMock, Mock, patch, mock_open
from mocks import Sock, File, Boom
from meter import Meter, Tee, Rand
import meter


class T(unittest.TestCase):

    def test_cm(self):
        wrapped = Sock()
        mock = NonCallableMagicMock(wraps=wrapped, autospec=True)
        mock.__exit__.side_effect = wrapped.__exit__
        with Meter(mock) as s:
            self.assertFalse(mock.__enter__.called)
            s.recv(30)
        mock.__exit__.assert_called_once_with(None, None, None)
        self.assertEqual(2, len(mock.mock_calls))
        with self.assertRaisesRegex(OSError, os.strerror(errno.EBADF)):
            s.recv(30)

    def test_raise(self):
        e = Boom('Should raise')
        wrapped = Sock(exception=e)
        mock = NonCallableMagicMock(wraps=wrapped, autospec=True)
        mock.__exit__.side_effect = wrapped.__exit__
        with self.assertRaisesRegex(Boom, 'Should raise') as err:
            with Meter(mock) as s:
                s.recv(3)
        mock.__exit__.assert_called_once_with(Boom, err.exception, ANY)
        self.assertEqual(e, err.exception)

    def test_suppress(self):
        e = Boom('Should suppress')
        wrapped = Sock(exception=e)
        mock = NonCallableMagicMock(wraps=wrapped, autospec=True)
        mock.__exit__.side_effect = wrapped.__exit__
        with Meter(mock) as s:
            s.recv(3)
        mock.__exit__.assert_called_once_with(Boom, e, ANY)

    def test_multi(self):
        mock = NonCallableMagicMock(wraps=Sock(chunk=20), autospec=True)
        got = b''
        with Meter(mock) as s:
            for _ in range(5):
                got += s.recv(4096)
            got += s.recv(10)
        self.assertEqual(110, len(got))
        self.assertEqual(110, s.n)
        self.assertEqual(6, mock.recv.call_count)

    def test_send(self):
        w = Sock()
        mock = NonCallableMagicMock(wraps=w, autospec=True)
        with Meter(mock) as s:
            self.assertEqual(s.send(b'hello'), 5)
            self.assertEqual(b'hello', w._s.getbuffer())

    def test_args(self):
        mock = NonCallableMagicMock(wraps=Sock(), autospec=True)
        with self.assertRaisesRegex(TypeError, 'argument'):
            with Meter(mock) as s:
                s.recv()
        self.assertFalse(mock.recv.called)
        with self.assertRaisesRegex(TypeError, "^'NoneType'.+integer$"):
            with Meter(mock) as s:
                s.recv(None)
        self.assertTrue(call(None) in mock.recv.mock_calls or call(None, ANY) in mock.recv.mock_calls)

    def test_flags(self):
        mock = NonCallableMagicMock(wraps=Sock(), autospec=True)
        with Meter(mock) as s:
            s.send(b'x', 42)
            s.recv(3, 24)
            with self.assertRaisesRegex(TypeError, 'integer is required'):
                s.send(b'x', None)
        self.assertEqual(mock.send.mock_calls[0], call(b'x', 42))
        mock.recv.assert_called_once_with(3, 24)

    def test_readonly(self):
        with Meter(Sock()) as s:
            with self.assertRaises(AttributeError):
                s.n = 3
            with self.assertRaisesRegex(AttributeError, 'has no setter'):
                s.n = 3

    def test_tee(self):
        t = Tee(b'abc\ndef\n')
        self.assertEqual(t.read(2), b'ab')
        self.assertEqual(t.ops, 1)
        self.assertEqual(list(t), [b'c\n', b'def\n'])
        t.seek(0)
        self.assertEqual(t.readlines(), [b'abc\n', b'def\n'])
        self.assertIsInstance(t, io.BytesIO)
        self.assertEqual(t.getvalue(), b'abc\ndef\n')

    def test_rand(self):
        f = File(b'one\ntwo\n')
        with Rand(f) as r:
            self.assertEqual(next(r), b'one\n')
            self.assertEqual(r.read(), b'two\n')
            self.assertEqual(r.ops, 2)
        self.assertTrue(f.closed)

    def test_rand_write(self):
        f = File()
        r = Rand(f)
        r.write(b'hey')
        r.flush()
        self.assertEqual(f.getvalue(), b'hey')

    def test_copy(self):
        dst = io.StringIO()
        meter.copy(io.StringIO('a\nb\n'), dst)
        self.assertEqual(dst.getvalue(), 'A\nB\n')

    def test_copy_file(self):
        import tempfile
        with tempfile.TemporaryDirectory() as d:
            p = os.path.join(d, 'x')
            open(p, 'w').write('q\nr\n')
            with open(p) as src, open(p + '2', 'w') as dst:
                meter.copy(src, dst)
            self.assertEqual(open(p + '2').read(), 'Q\nR\n')

    def test_count(self):
        self.assertEqual(meter.count(File(b'a\nb\nc')), 3)

    def test_reader(self):
        self.assertEqual(meter.reader(io.BytesIO('é'.encode())), 'é')

    def test_open(self):
        with patch('builtins.open', mock_open(read_data='l1\nl2\n')) as m:
            f = meter.opened('nowhere.txt')
            self.assertEqual(f.read(), 'l1\nl2\n')
        m.assert_called_once_with('nowhere.txt')

    def test_open_iter(self):
        with patch('meter.open', mock_open(read_data='l1\nl2\n'), create=True) as m:
            self.assertEqual(meter.count(meter.opened('x')), 2)


class SuperMock:

    def __init__(self):
        self.calls = 0
        self.mock_object = None

    def __call__(self, *a):
        self.calls += 1
        return self.mock_object


class S(unittest.TestCase):

    @patch('meter.super', create=True, new_callable=SuperMock)
    def test_super(self, sm):
        sm.mock_object = io.BytesIO(b'zzz')
        t = Tee.__new__(Tee)
        t.ops = 0
        self.assertEqual(t.read(2), b'zz')
        self.assertEqual(sm.calls, 1)
