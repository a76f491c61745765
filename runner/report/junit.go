package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"assay/runner"
)

// The elements of a JUnit file, in the order in which the common schema wants them.
type (
	junitSuites struct {
		XMLName xml.Name   `xml:"testsuites"`
		Suite   junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name       string          `xml:"name,attr"`
		Tests      int             `xml:"tests,attr"`
		Failures   int             `xml:"failures,attr"`
		Errors     int             `xml:"errors,attr"`
		Skipped    int             `xml:"skipped,attr"`
		Time       string          `xml:"time,attr"` // seconds
		Timestamp  string          `xml:"timestamp,attr"`
		Properties []junitProperty `xml:"properties>property"`
		Cases      []junitCase     `xml:"testcase"`
		Out        string          `xml:"system-out,omitempty"`
		Err        string          `xml:"system-err,omitempty"`
	}
	junitProperty struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		Time    string        `xml:"time,attr"` // seconds
		Failure *junitTrouble `xml:"failure"`
		Error   *junitTrouble `xml:"error"`
	}
	junitTrouble struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// JUnit writes a result as JUnit XML for continuous integration. Outcome failed
// is a failure, every other outcome but passed is an error. A verdict that no
// test shows (a rejected submission, an output limit) becomes a test case of its
// own, so that a run which did not pass is never green.
func JUnit(w io.Writer, result runner.Result) error {
	suite := junitSuite{
		Name:      Visible(result.Exercise),
		Time:      junitTime(result.Usage.WallS.Value),
		Timestamp: result.StartedAt.UTC().Format(time.RFC3339),
		Properties: []junitProperty{
			{"verdict", string(result.Verdict)},
			{"reason", Visible(result.Reason)},
			{"image", Visible(result.Image)},
		},
		Out: Visible(result.Stdout.Text),
		Err: Visible(result.Stderr.Text),
	}
	for _, test := range result.Tests {
		suite.add(newJUnitCase(test))
	}
	if result.Verdict != runner.VerdictPassed && suite.Failures+suite.Errors == 0 {
		suite.add(junitCase{
			Class: "assay", Name: "verdict", Time: junitTime(0),
			Error: trouble(string(result.Verdict), result.Reason),
		})
	}
	text, err := xml.MarshalIndent(junitSuites{Suite: suite}, "", "  ")
	if err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	if _, err := fmt.Fprintf(w, "%s%s\n", xml.Header, text); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}

func (s *junitSuite) add(c junitCase) {
	s.Cases = append(s.Cases, c)
	s.Tests++
	if c.Failure != nil {
		s.Failures++
	}
	if c.Error != nil {
		s.Errors++
	}
}

func newJUnitCase(test runner.Test) junitCase {
	file, name, ok := strings.Cut(test.ID, "::")
	if !ok {
		file, name = "", test.ID
	}
	c := junitCase{
		Class: Visible(strings.ReplaceAll(strings.TrimSuffix(file, path.Ext(file)), "/", ".")),
		Name:  Visible(name),
		Time:  junitTime(test.WallS),
	}
	switch test.Outcome {
	case runner.OutcomePassed:
	case runner.OutcomeFailed:
		c.Failure = trouble(string(test.Outcome), test.Message)
	case runner.OutcomeError, runner.OutcomeTimeout, runner.OutcomeOutOfMemory, runner.OutcomeCrashed, runner.OutcomeNotRun:
		c.Error = trouble(string(test.Outcome), test.Message)
	default: // a test without a known outcome must not look passed
		c.Error = trouble("unknown", test.Message)
	}
	return c
}

// trouble gives the first line of why as the message and all of it as the text.
func trouble(kind, why string) *junitTrouble {
	first, _, _ := strings.Cut(why, "\n")
	return &junitTrouble{Type: Visible(kind), Message: cut(Visible(first), 200), Text: Visible(why)}
}

func junitTime(s float64) string { return fmt.Sprintf("%.3f", s) }
