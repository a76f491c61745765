package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/report"
)

func TestVisible(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"plain text, newlines and tabs stay", "a b\n\tç 日本 😀", "a b\n\tç 日本 😀"},
		{"escape", "\x1b[2J", "^[[2J"},
		{"carriage return and bell", "\r\a", "^M^G"},
		{"nul and delete", "\x00\x7f", "^@^?"},
		{"8-bit control sequence introducer", "\u009b2J", `\u{009b}2J`},
		{"bidirectional overrides and isolates", "\u202a\u202e\u2066\u2069\u200f", `\u{202a}\u{202e}\u{2066}\u{2069}\u{200f}`},
		{"zero width", "a\u200bb\ufeff", `a\u{200b}b\u{feff}`},
		{"tag characters", "\U000e0041", `\u{e0041}`},
		{"line and paragraph separators", "\u2028\u2029", `\u{2028}\u{2029}`},
		{"not UTF-8", "\x80a\xff", `\x80a\xff`},
		{"the replacement character itself", "\ufffd", "\ufffd"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, report.Visible(c.text))
		})
	}
}

// dangerous says whether text holds anything a terminal acts upon.
func dangerous(text string) error {
	if !utf8.ValidString(text) {
		return errors.New("not UTF-8")
	}
	for _, r := range text {
		if r != '\n' && r != '\t' && unicode.In(r, unicode.Cc, unicode.Cf) || r == 0x2028 || r == 0x2029 {
			return fmt.Errorf("%U", r)
		}
	}
	return nil
}

// resultOf puts one text wherever a candidate has a hand in a result.
func resultOf(text string) runner.Result {
	r := failed()
	r.Reason = text
	r.Stdout.Text, r.Stderr.Text = text, text
	r.Usage.PidsPeak.Method = text
	for i := range r.Tests {
		r.Tests[i].ID, r.Tests[i].Message = text, text
		r.Tests[i].Bounds = []runner.Bound{{Message: text, Unit: text}}
	}
	return r
}

func FuzzReports_AreHarmlessAndReadable(f *testing.F) {
	f.Add(hostile)
	f.Add("a\nb\tc")
	f.Add("]]>&<![CDATA[\ufffe\uffff")
	f.Fuzz(func(t *testing.T, text string) {
		result := resultOf(text)
		for name, write := range map[string]func(io.Writer) error{
			"text":    func(w io.Writer) error { return report.Text(w, result, report.TextOptions{}) },
			"verbose": func(w io.Writer) error { return report.Text(w, result, report.TextOptions{Verbose: true, Width: 20}) },
			"json":    func(w io.Writer) error { return report.JSON(w, result) },
			"junit":   func(w io.Writer) error { return report.JUnit(w, result) },
			"error":   func(w io.Writer) error { return report.JSONError(w, errors.New(text)) },
		} {
			var out bytes.Buffer
			require.NoError(t, write(&out))
			require.NoError(t, dangerous(out.String()), name)
			switch name {
			case "json":
				var back runner.Result
				require.NoError(t, json.Unmarshal(out.Bytes(), &back))
				if utf8.ValidString(text) {
					require.Equal(t, result, back)
				}
			case "junit":
				checkJUnit(t, out.Bytes())
			}
		}
	})
}

// checkJUnit reads the file token by token and adds its counts up again.
func checkJUnit(t *testing.T, text []byte) {
	t.Helper()
	counted := map[string]int{}
	stated := map[string]string{}
	for decoder := xml.NewDecoder(bytes.NewReader(text)); ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		if start, ok := token.(xml.StartElement); ok {
			counted[start.Name.Local]++
			if start.Name.Local == "testsuite" {
				for _, a := range start.Attr {
					stated[a.Name.Local] = a.Value
				}
			}
		}
	}
	assert.Equal(t, 1, counted["testsuite"])
	for attribute, element := range map[string]string{
		"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped",
	} {
		assert.Equal(t, stated[attribute], fmt.Sprint(counted[element]), attribute)
	}
}
