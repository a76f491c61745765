package main

import (
	"cmp"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/judge"
	"assay/runner/pod"
)

// attack is a submission that tries to break a promise of the sandbox, and the
// hidden tests, which say whether it got anywhere. Both are judged for real.
type attack struct {
	solution string
	tests    string
	limits   func(*runner.Limits)
	services []runner.Service // with any, in the web image, which has their clients
	image    string           // "python" unless set
}

// attacksAtOnce bounds the pods of the tests of this package that run side by side.
var attacksAtOnce = make(chan struct{}, 2)

// run judges the attack.
func (a attack) run(t *testing.T) runner.Result {
	t.Helper()
	attacksAtOnce <- struct{}{}
	defer func() { <-attacksAtOnce }()
	exercise := runner.Exercise{
		Slug: "attack", Image: cmp.Or(a.image, "python"), Limits: runner.DefaultLimits(),
		Feedback: runner.FeedbackFull, RuntimeSkips: runner.RuntimeSkipsForbid,
		Tests: []runner.File{{Path: "test_attack.py", Data: []byte("import solution\n" + a.tests)}},
	}
	if len(a.services) > 0 {
		exercise.Image, exercise.Services = "web", a.services
	}
	if a.limits != nil {
		a.limits(&exercise.Limits)
	}
	result, err := a.judge(t, exercise)
	require.NoError(t, err)
	return result
}

func (a attack) judge(t *testing.T, exercise runner.Exercise) (runner.Result, error) {
	t.Helper()
	submission := runner.Submission{Files: []runner.File{{Path: "solution.py", Data: []byte(a.solution)}}}
	engine := connect(t)
	streams := &app{Streams: Streams{Err: os.Stderr}}
	require.NoError(t, streams.ensureImages(t.Context(), engine, exercise))
	image, err := pod.ImageTag(exercise.Image)
	require.NoError(t, err)
	return judge.Run(t.Context(), judge.Config{Pods: &enginePods{engine: engine}, Image: image}, exercise, submission, nil)
}

// fails runs an attack that the hidden tests must find without effect.
func (a attack) fails(t *testing.T) {
	t.Helper()
	result := a.run(t)
	assert.Equal(t, runner.VerdictPassed, result.Verdict, "%s\n%s\n%s", result.Reason, failures(result), result.Stderr.Text)
}

// failures are the messages of the tests that did not pass.
func failures(result runner.Result) string {
	var b strings.Builder
	for _, test := range result.Tests {
		if test.Outcome != runner.OutcomePassed {
			b.WriteString(test.ID + " " + string(test.Outcome) + ": " + test.Message + "\n")
		}
	}
	return b.String()
}

// outcomes gives the outcome of each test by its function's name.
func outcomes(result runner.Result) map[string]runner.Outcome {
	all := map[string]runner.Outcome{}
	for _, test := range result.Tests {
		all[test.ID[strings.LastIndex(test.ID, ":")+1:]] = test.Outcome
	}
	return all
}

// connect connects to this machine's engine, or skips as requireEngine does.
func connect(t *testing.T) *pod.Engine {
	t.Helper()
	requireEngine(t)
	engine, err := pod.Connect(t.Context(), pod.Config{Env: os.Getenv})
	require.NoError(t, err)
	t.Cleanup(func() { _ = engine.Close() })
	return engine
}
