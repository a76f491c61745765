package proof

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
)

func unproved() Proof {
	return Proof{
		Exercise: "tiny", Problems: []string{"hints.md is missing", "flawed-a: passes \x1b[2Jtest_a"}, TookS: 3.4,
		Remarks: []string{"test_a: near"},
		Tests:   []Test{{ID: "test_a"}},
		Solutions: []Solution{
			{Name: "starter", Kind: KindStarter, Runs: 1},
			{Name: "reference", Kind: KindReference, Runs: 3},
			{Name: "flawed-a", Kind: KindFlawed, Runs: 1},
		},
		Limits: []Share{
			{Limit: "wall", Solution: "reference", Measured: 6, Allowed: 10},
			{Limit: "memory", Solution: "reference", Test: "test_a", Measured: 10 << 20, Allowed: 100 << 20},
		},
		Margins: []Margin{{Test: "test_a", Message: "cores", Relation: runner.RelationAtLeast, Good: 2, GoodBound: 1.5, GoodRoom: 0.333}},
		Mutation: Mutation{
			Possible: 9, Tried: 4, Killed: 3, Note: "the budget was used up",
			Survived: []Mutant{{File: "solution.py", Line: 7, Before: "a < b", After: "a <= b"}},
		},
		Checks: Checks{Passed: 3, Failed: 2},
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	require.NoError(t, Text(&out, unproved()))
	assert.Equal(t, `tiny: NOT PROVED in 3 s
  - hints.md is missing
  - flawed-a: passes ^[[2Jtest_a
  solutions 1 good (3 runs), 1 flawed, 1 tests
  limit     wall 6.0 of 10 s (60 %, reference)
  limit     memory 10 of 100 MiB in test_a (10 %, reference)
  margin    cores: good 2, at least 1.5, room 33 %; broken by no flawed solution (test_a)
  mutants   3 of 4 killed (75 %), 9 possible
  mutants   the budget was used up
  survived  solution.py:7: a < b -> a <= b
  look at   test_a: near
`, out.String())
}

func TestReport_IsProvedOnlyIfAllAre(t *testing.T) {
	t.Parallel()
	good := Proof{Proved: true, Checks: Checks{Passed: 5}, TookS: 1}
	again := "not proved: tiny: hints.md is missing\nnot proved: tiny: flawed-a: passes ^[[2Jtest_a\n"
	for _, c := range []struct {
		name   string
		proofs []Proof
		proved bool
		text   string
	}{
		{"none", nil, false, "0 of 0 exercises proved in 0 s, checks: 0 passed, 0 failed"},
		{"all", []Proof{good, good}, true, "2 of 2 exercises proved in 2 s, checks: 10 passed, 0 failed"},
		{"first not", []Proof{unproved(), good}, false, again + "1 of 2 exercises proved in 4 s, checks: 8 passed, 2 failed"},
		{"last not", []Proof{good, unproved()}, false, again + "1 of 2 exercises proved in 4 s, checks: 8 passed, 2 failed"},
		{"one only", []Proof{unproved()}, false, "0 of 1 exercises proved in 3 s, checks: 3 passed, 2 failed"},
	} {
		var r Report
		for _, p := range c.proofs {
			r.Add(p)
		}
		assert.Equal(t, c.proved, r.Proved, c.name)
		assert.Equal(t, c.text, r.Summary(), c.name)
	}
}

// fields lists the JSON paths of a type in order, as the documentation writes them.
func fields(typ reflect.Type, prefix string) []string {
	var all []string
	for i := range typ.NumField() {
		f := typ.Field(i)
		name := prefix + f.Tag.Get("json")
		all = append(all, name)
		switch {
		case f.Type.Kind() == reflect.Struct:
			all = append(all, fields(f.Type, name+".")...)
		case f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct:
			all = append(all, fields(f.Type.Elem(), name+"[].")...)
		}
	}
	return all
}

func TestDocs_NameEveryField(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/proof.md")
	require.NoError(t, err)
	var named []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|").FindAllStringSubmatch(string(page), -1) {
		named = append(named, m[1])
	}
	assert.Equal(t, fields(reflect.TypeFor[Report](), ""), named)
}

func TestJSON_HasNoNulls(t *testing.T) {
	p := proveWith(t, sound(), &fakeJudge{edits: printed(t)}, Config{Mutants: 1})
	r := Report{Schema: Schema}
	r.Add(p)
	var out bytes.Buffer
	require.NoError(t, JSON(&out, r))
	assert.NotContains(t, out.String(), "null")
	var back Report
	require.NoError(t, json.Unmarshal(out.Bytes(), &back))
	assert.Equal(t, r, back)
	assert.True(t, strings.HasPrefix(out.String(), "{\n  \"schema\": \"assay.proof/1\",\n"))
}
