package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/pod"
)

const hostileDir = "../../images/harness/hostile"

// hostile is a submission that is up to no good, as table.yaml has it.
type hostile struct {
	Suite    string           `yaml:"suite"`
	Verdicts []runner.Verdict `yaml:"verdicts"` // that it may get
}

// No lying, flooding, silent, dying or malicious submission passes a single test
// of an ordinary suite, breaks the run, or gets to see what is hidden.
func TestHostile_NothingPasses(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, no hostile submission was judged: takes minutes")
	}
	engine := connect(t)
	all := hostiles(t)
	require.GreaterOrEqual(t, len(all), 60)
	before := leftBehind(t, engine)
	t.Run("submission", func(t *testing.T) {
		for name, one := range all {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				attacksAtOnce <- struct{}{}
				defer func() { <-attacksAtOnce }()
				one.check(t, name)
			})
		}
	})
	assert.Subset(t, before, leftBehind(t, engine), "containers or volumes of runs that are over")
}

// The suites are not to blame: a correct solution passes them.
func TestHostile_SuitesAcceptTheirReference(t *testing.T) {
	connect(t)
	for _, suite := range folders(t, filepath.Join(hostileDir, "suites")) {
		t.Run(suite, func(t *testing.T) {
			t.Parallel()
			attacksAtOnce <- struct{}{}
			defer func() { <-attacksAtOnce }()
			code, result, log := judgeHostile(t, suite, filepath.Join(hostileDir, "suites", suite, "solutions", "reference"))
			assert.Equal(t, exitPassed, code, "%s %s\n%s%s", result.Verdict, result.Reason, failures(result), log)
		})
	}
}

// check judges the submission with the real command.
func (h hostile) check(t *testing.T, name string) {
	t.Helper()
	path := filepath.Join(hostileDir, "submissions", name)
	if _, err := os.Stat(path); err != nil {
		path += ".py"
	}
	code, result, log := judgeHostile(t, h.Suite, path)
	require.Equal(t, exitNotPassed, code, "no verdict, or a pass: %s %s\n%s", result.Verdict, result.Reason, log)
	assert.Contains(t, h.Verdicts, result.Verdict, "%s\n%s", result.Reason, failures(result))
	assert.NotEmpty(t, result.Tests)
	for _, test := range result.Tests {
		assert.NotEqual(t, runner.OutcomePassed, test.Outcome, test.ID)
	}
	for _, secret := range secrets(t, h.Suite) {
		assert.NotContains(t, result.Stdout.Text, secret)
		assert.NotContains(t, result.Stderr.Text, secret)
	}
}

// judgeHostile runs the real command on a submission, in a process of its own: what
// that leaves on the engine has no owner any longer. TestMain makes a command of this
// very binary when it is called "assay".
func judgeHostile(t *testing.T, suite, path string) (int, runner.Result, string) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	var out, log bytes.Buffer
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Args = []string{"assay", "run", "hostile-" + suite, path, "--json", "--exercises", filepath.Join(hostileDir, "suites")}
	cmd.Stdout, cmd.Stderr = &out, &log
	if err := cmd.Run(); err != nil {
		var exit *exec.ExitError
		require.ErrorAs(t, err, &exit)
	}
	var result runner.Result
	require.NoError(t, json.Unmarshal(out.Bytes(), &result), "%s%s", &out, &log)
	return cmd.ProcessState.ExitCode(), result, log.String()
}

// hostiles reads the table, which lists every submission once.
func hostiles(t *testing.T) map[string]hostile {
	t.Helper()
	source, err := os.ReadFile(filepath.Join(hostileDir, "table.yaml"))
	require.NoError(t, err)
	all := map[string]hostile{}
	require.NoError(t, yaml.UnmarshalWithOptions(source, &all, yaml.Strict()))
	entries, err := os.ReadDir(filepath.Join(hostileDir, "submissions"))
	require.NoError(t, err)
	var listed, there []string
	for name, one := range all {
		listed = append(listed, name)
		assert.NotEmpty(t, one.Verdicts, name)
		assert.NotContains(t, one.Verdicts, runner.VerdictPassed, name)
	}
	for _, entry := range entries {
		there = append(there, strings.TrimSuffix(entry.Name(), ".py"))
	}
	require.ElementsMatch(t, there, listed, "the submissions (first) and those of table.yaml (second)")
	return all
}

// secrets are the marked words of a suite's hidden tests.
func secrets(t *testing.T, suite string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(hostileDir, "suites", suite, "tests", "*.py"))
	require.NoError(t, err)
	var found []string
	for _, file := range files {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		found = append(found, regexp.MustCompile(`hidden-[a-z]+-\d+`).FindAllString(string(source), -1)...)
	}
	require.NotEmpty(t, found)
	return found
}

// leftBehind names what runs that are over have left on the engine.
func leftBehind(t *testing.T, engine *pod.Engine) []string {
	t.Helper()
	objects, err := engine.Objects(t.Context())
	require.NoError(t, err)
	names := []string{}
	for _, o := range objects {
		if o.Left && !o.Warm {
			names = append(names, string(o.Kind)+" "+o.Name)
		}
	}
	return names
}
