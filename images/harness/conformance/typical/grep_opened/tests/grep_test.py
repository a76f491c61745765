import io, unittest
from unittest import mock
from grep import grep
import grep as g
TEXT = {'a.txt': 'alpha\nbeta\n', 'b.txt': 'gamma\nalphabet\n'}


def open_mock(fname, *args, **kwargs):
    try:
        return io.StringIO(TEXT[fname])
    except KeyError:
        raise RuntimeError('Expected one of {0!r}, got {1!r}'.format(list(TEXT.keys()), fname))


@mock.patch('grep.open', name='open', side_effect=open_mock, create=True)
@mock.patch('io.StringIO', name='StringIO', wraps=io.StringIO)
class GrepTest(unittest.TestCase):

    def test_one(self, mock_file, mock_open):
        self.assertMultiLineEqual(grep('alpha', '', ['a.txt']), 'alpha\n')

    def test_n(self, mock_file, mock_open):
        self.assertMultiLineEqual(grep('alpha', '-n', ['a.txt', 'b.txt']), '1:alpha\n2:alphabet\n')

    def test_rl(self, mock_file, mock_open):
        self.assertEqual(g.readlines('a.txt'), ['alpha\n', 'beta\n'])

    def test_r(self, mock_file, mock_open):
        self.assertEqual(g.read('a.txt'), 'alpha\nbeta\n')
        self.assertTrue(mock_open.called)

    def test_missing(self, mock_file, mock_open):
        with self.assertRaises(RuntimeError):
            grep('a', '', ['q'])


class W(unittest.TestCase):

    def test_w(self):

        class Keep(io.StringIO):

            def close(self):
                self.kept = self.getvalue()
                super().close()
        k = Keep()
        with mock.patch('builtins.open', return_value=k):
            g.write('f', 'hello')
        self.assertEqual(k.kept, 'hellox\ny\n')
