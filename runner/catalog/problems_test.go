package catalog_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLoad_ProblemsOfExerciseYaml(t *testing.T) {
	t.Parallel()
	const head = "slug: x\ntitle: X\n"
	for _, c := range []struct {
		name, text string
		want       []string // each in full, after pack/x/exercise.yaml:
	}{
		{"empty", "", []string{"1:1: empty; write at least slug and title"}},
		{"comments only", "# nothing\n", []string{"1:1: empty; write at least slug and title"}},
		{"missing keys", "level: core\n", []string{"1:1: slug is missing", "1:1: title is missing"}},
		{"a list", "- slug\n", []string{"1:1: an exercise must be keys with values, not a list"}},
		{"a word", "slug\n", []string{"1:1: an exercise must be keys with values, not a single value"}},
		{"two documents", head + "---\nslug: y\n", []string{"4:5: a second document; write one"}},
		{"key twice", head + "title: Y\n", []string{`3:1: key "title" stands twice in the exercise`}},
		{"slug with capitals", "slug: Big_One\ntitle: X\n", []string{
			`1:7: slug "Big_One" must be lower-case letters and digits, in words joined by - or _, at most 64 characters`,
		}},
		{"slug that climbs", "slug: ../x\ntitle: X\n", []string{
			`1:7: slug "../x" must be lower-case letters and digits, in words joined by - or _, at most 64 characters`,
		}},
		{"slug of nothing", "slug:\ntitle: X\n", []string{"1:6: slug must be one value, not nothing"}},
		{"title with an escape", "slug: x\ntitle: \"a\\e[2Jb\"\n", []string{"2:8: title must be one line of 1 to 120 bytes of printable text"}},
		{"title of two lines", "slug: x\ntitle: |\n  a\n  b\n", []string{"2:8: title must be one line of 1 to 120 bytes of printable text"}},
		{"level", head + "level: expert\n", []string{`3:8: level is "expert"; allowed: warm-up, core, advanced`}},
		{"level, nearly", head + "level: warmup\n", []string{`3:8: level is "warmup" (did you mean warm-up?); allowed: warm-up, core, advanced`}},
		{"image is a reference", head + "image: evil.example/x:latest\n", []string{
			`3:8: image "evil.example/x:latest" must be lower-case letters and digits, in words joined by - or _, at most 64 characters`,
		}},
		{"feedback", head + "feedback: none\n", []string{`3:11: feedback is "none"; allowed: full, messages, verdict`}},
		{"runtime_skips", head + "runtime_skips: yes\n", []string{`3:16: runtime_skips is "yes"; allowed: forbid, allow`}},
		{"shared with services", head + "services: [postgres]\nisolation: shared\n", []string{"1:1: isolation is shared, but services keep what they were told: leave out one of the two"}},
		{"isolation", head + "isolation: none\n", []string{`3:12: isolation is "none"; allowed: fresh, shared`}},
		{"exclusive", head + "exclusive: yes\n", []string{`3:12: exclusive is "yes"; allowed: true, false`}},
		{"points", head + "points: 1.5\n", []string{`3:9: points is "1.5"; allowed: whole numbers from 0 to 1000`}},
		{"questions", head + "questions: [1, Q2, 1]\n", []string{
			`3:16: question "Q2" must be a number of the question bank, like 31 or 44d`, "3:20: question 1 stands twice",
		}},
		{"questions as one", head + "questions: 1\n", []string{"3:12: questions must be a list, not a single value"}},
		{"services", head + "services: [postgres, redish, postgres]\n", []string{
			`3:22: service is "redish" (did you mean redis?); allowed: postgres, redis`, "3:30: service postgres stands twice",
		}},
		{"limits as a list", head + "limits: [1]\n", []string{"3:9: limits must be keys with values, not a list"}},
		{"limits key", head + "limits:\n  mem: 1GB\n", []string{
			`4:3: unknown key "mem" in limits (did you mean memory?); allowed: wall, test, memory, cpus, pids, output`,
		}},
		{"limits out of range", head + "limits:\n  wall: 2h\n  test: 50ms\n  memory: 31MiB\n  cpus: 0\n  pids: 7\n  output: 1B\n", []string{
			"4:9: limits.wall is 2h; allowed: 1s to 3600s",
			"5:9: limits.test is 50ms; allowed: 0.1s to 3600s",
			"6:11: limits.memory is 31MiB; allowed: 32MiB to 64GiB",
			`7:9: limits.cpus is "0"; allowed: numbers from 0.1 to 64`,
			`8:9: limits.pids is "7"; allowed: whole numbers from 8 to 4096`,
			"9:11: limits.output is 1B; allowed: 1KiB to 256MiB",
		}},
		{"limits without units", head + "limits:\n  wall: 60\n  memory: 256\n", []string{
			`4:9: limits.wall: "60" is not a duration: write a number and ms, s, m or h, like 60s or 2m`,
			`5:11: limits.memory: "256" is not a size: write a number and B, kB, MB, GB, KiB, MiB or GiB, like 256MiB`,
		}},
		{"no number", head + "limits:\n  cpus: .nan\n", []string{`4:9: limits.cpus is ".nan"; allowed: numbers from 0.1 to 64`}},
		{"test longer than the run", head + "limits:\n  wall: 10s\n  test: 11s\n", []string{"4:7: limits.test (11s) is longer than limits.wall (10s), the whole run"}},
		{"deliverables", head + "deliverables:\n  - ../up.py\n  - /abs.py\n  - a.py\n  - a.py\n", []string{
			`4:5: deliverable "../up.py": unusable path: not a clean relative path; write paths like solution.py or app/main.py`,
			`5:5: deliverable "/abs.py": unusable path: not a clean relative path; write paths like solution.py or app/main.py`,
			`7:5: deliverable "a.py" stands twice`,
		}},
		{"flawed without tests", head + "flawed:\n  flawed-a: []\n  Bad Name: [t]\n", []string{
			"4:13: flawed.flawed-a must name the tests that it fails",
			`5:3: flawed solution "Bad Name" must be called like a folder below solutions/, in lower case`,
		}},
		{"flawed with a verdict", head + "flawed:\n  flawed-a: {verdict: passed, fails: [t]}\n  flawed-b: {verdict: error}\n  flawed-c: {fail: [t]}\n", []string{
			`4:23: flawed.flawed-a.verdict is "passed"; allowed: failed, error, timeout, out_of_memory, crashed, output_limit`,
			"5:13: flawed.flawed-b must name the tests that it fails",
			`6:14: unknown key "fail" in flawed.flawed-c (did you mean fails?); allowed: fails, verdict`,
			"6:13: flawed.flawed-c must name the tests that it fails",
		}},
		{"an alias", head + "questions: &q [1]\nservices: *q\n", []string{
			"3:12: questions must be a list, not an anchor, alias or tag", "4:11: services must be a list, not an anchor, alias or tag",
		}},
		{"a merge key", head + "<<: {level: core}\n", []string{"3:1: a key of the exercise must be plain text"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := load(map[string]string{"x/exercise.yaml": c.text, "x/tests/test_a.py": ""})
			want := make([]string, len(c.want))
			for i, w := range c.want {
				want[i] = "pack/x/exercise.yaml:" + w
			}
			assert.Equal(t, want, problems(t, err))
		})
	}
}

func TestLoad_ProblemsOfFiles(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"no tests", map[string]string{}, "pack/x/tests: the folder of the hidden tests is missing"},
		{"no test file", map[string]string{"x/tests/helper.py": ""}, "pack/x/tests: no test file; call at least one test_*.py or *_test.py"},
		{"not Python", map[string]string{"x/tests/test_a.txt": ""}, "pack/x/tests: no test file; call at least one test_*.py or *_test.py"},
		{"brief", map[string]string{"x/tests/test_a.py": "", "x/README.md": "\xff"}, "pack/x/README.md: not UTF-8"},
		{"a test's name", map[string]string{"x/tests/test_a.py": "", "x/tests/a\nb.py": ""}, "pack/x/tests/a\nb.py: unusable path: it holds a backslash or a character that does not print"},
		{"too large", map[string]string{"x/tests/test_a.py": strings.Repeat("#", 13<<20)}, "pack/x/tests/test_a.py: larger than 12582912 bytes"},
		{"too large together", map[string]string{"x/tests/test_a.py": strings.Repeat("#", 7<<20), "x/tests/test_b.py": strings.Repeat("#", 7<<20)}, "pack/x/tests: more than 2000 files or 12582912 bytes; let the tests make large data"},
		{"exercise.yaml too large", map[string]string{"x/exercise.yaml": strings.Repeat("# x\n", 20000), "x/tests/test_a.py": ""}, "pack/x/exercise.yaml:1:1: larger than 65536 bytes"},
		{"exercise.yaml not UTF-8", map[string]string{"x/exercise.yaml": "slug: \xff", "x/tests/test_a.py": ""}, "pack/x/exercise.yaml:1:1: not UTF-8"},
		{"exercise.yaml is a folder", map[string]string{"x/exercise.yaml/a": "", "x/tests/test_a.py": ""}, "pack/x/exercise.yaml:1:1: not a regular file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			files := map[string]string{"x/exercise.yaml": meta("x")}
			for name, text := range c.files {
				files[name] = text
			}
			if _, isFolder := c.files["x/exercise.yaml/a"]; isFolder {
				delete(files, "x/exercise.yaml")
			}
			_, err := load(files)
			assert.Equal(t, []string{c.want}, problems(t, err))
		})
	}
}

func TestLoad_ShortRunShortensItsTests(t *testing.T) {
	t.Parallel()
	all, err := load(map[string]string{"x/exercise.yaml": meta("x") + "limits: {wall: 5s}\n", "x/tests/test_a.py": ""})
	require.NoError(t, err)
	assert.InDelta(t, 5, all.Exercises()[0].Limits.TestS, 0)
}
