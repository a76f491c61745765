package catalog_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/exercises"
	"assay/runner"
	"assay/runner/catalog"
)

func TestOne_GivesWhatLoadGives(t *testing.T) {
	t.Parallel()
	pack := fstest.MapFS{}
	for name, text := range map[string]string{
		"mine/exercise.yaml": "slug: mine\ntitle: Mine\n", "mine/tests/test_a.py": "pass\n",
		"other/exercise.yaml": "slug: gil-cpu-pool\ntitle: Another\n", "other/tests/test_a.py": "pass\n",
	} {
		pack[name] = &fstest.MapFile{Data: []byte(text)}
	}
	layers := []catalog.Layer{{Name: "embedded", FS: exercises.FS(), Tidy: true}, {Name: "pack", FS: pack}}
	all, err := catalog.Load(layers...)
	require.NoError(t, err)
	slugs := []string{"", "*", "no-such", "gil-cpu-pol", "../mine"}
	for _, e := range all.Exercises() {
		slugs = append(slugs, e.Slug)
	}
	assert.Contains(t, slugs, "mine")
	for _, slug := range slugs {
		want, wantErr := all.Get(slug)
		got, err := catalog.One(slug, layers...)
		assert.Equal(t, wantErr, err, slug)
		assert.Equal(t, want, got, slug)
	}
	replaced, err := catalog.One("gil-cpu-pool", layers...)
	require.NoError(t, err)
	assert.Equal(t, "Another", replaced.Title, "a later layer wins")
}

func TestOne_TellsOfFaults(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{
		"topic/broken/exercise.yaml":  {Data: []byte("slug: broken\n")},
		"topic/whole/exercise.yaml":   {Data: []byte("slug: whole\ntitle: Whole\n")},
		"topic/whole/tests/test_a.py": {Data: []byte("pass\n")},
	}
	for _, tidy := range []bool{true, false} {
		_, err := catalog.One("broken", catalog.Layer{Name: "pack", FS: files, Tidy: tidy})
		var known *runner.Error
		require.ErrorAs(t, err, &known)
		assert.Equal(t, runner.KindExercise, known.Kind)
		_, err = catalog.One("whole", catalog.Layer{Name: "pack", FS: files, Tidy: tidy})
		assert.Equal(t, tidy, err == nil, "%v", err)
	}
}
