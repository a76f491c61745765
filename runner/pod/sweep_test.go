package pod

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestObjects_LeftBehind(t *testing.T) {
	t.Parallel()
	dead, elsewhere := deadOwner(t).String(), Owner{Boot: "another", Namespace: "1", PID: 1, Start: 1}.String()
	e := newFakeEngine().connect(t)
	old, young := time.Now().Add(-time.Hour), time.Now()
	tests := []struct {
		name    string
		owner   string
		running bool
		created time.Time
		want    bool
	}{
		{"owner gone", dead, true, young, true},
		{"owner alive", e.owner.String(), false, old, false},
		{"owner elsewhere, still running", elsewhere, true, old, false},
		{"owner elsewhere, stopped just now", elsewhere, false, young, false},
		{"owner elsewhere, stopped long ago", elsewhere, false, old, true},
		{"no owner", "", false, old, false},
		{"an owner nobody can read", "root", false, old, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := Object{running: test.running, created: test.created}.labelled(map[string]string{Label: "1", LabelOwner: test.owner})
			e.judge(&got, nil)
			assert.Equal(t, test.want, got.Left)
		})
	}
}

func TestSweep_AllTakesTheLivingButNothingUnlabelled(t *testing.T) {
	t.Parallel()
	f := newFakeEngine()
	e := f.connect(t)
	f.addImage("other:1", nil)
	createAll(t, e, "other:1", e.labels("run-1", "sandbox"))
	createAll(t, e, "other:1", map[string]string{"assayer": "1"})

	removed, err := e.Sweep(t.Context(), Sweep{})
	require.NoError(t, err)
	assert.Empty(t, removed)

	removed, err = e.Sweep(t.Context(), Sweep{All: true})
	require.NoError(t, err)
	kinds := []ObjectKind{}
	for _, o := range removed {
		kinds = append(kinds, o.Kind)
		assert.Equal(t, "run-1", o.Run)
	}
	assert.Equal(t, []ObjectKind{KindContainer, KindVolume, KindNetwork}, kinds, "containers hold on to the others")
	assert.Len(t, f.objects[KindContainer], 1)
}

func TestSweep_GoesOnPastWhatItCannotRemove(t *testing.T) {
	t.Parallel()
	f := newFakeEngine()
	e := f.connect(t)
	f.addImage("other:1", nil)
	labels := map[string]string{Label: "1", LabelOwner: deadOwner(t).String()}
	createAll(t, e, "other:1", labels)
	for _, v := range f.objects[KindVolume] { // a container that is not ours uses the volume
		f.objects[KindContainer]["x"] = &fakeObject{ID: "x", volumes: []string{v.Name}}
	}
	removed, err := e.Sweep(t.Context(), Sweep{})
	require.ErrorContains(t, err, "volume")
	assert.Len(t, removed, 2)
	delete(f.objects[KindContainer], "x")
}

func TestSweep_WaitsForWhatIsBeingRemoved(t *testing.T) {
	t.Parallel()
	for removals, stays := range map[int]bool{2: false, 1000: true} {
		f := newFakeEngine()
		e := f.connect(t)
		id := strings.Repeat("x", 64)
		f.objects[KindContainer][id] = &fakeObject{
			ID: id, Name: "x", Labels: map[string]string{Label: "1", LabelOwner: deadOwner(t).String()}, removals: removals,
		}
		removed, err := e.Sweep(t.Context(), Sweep{})
		if stays {
			require.ErrorContains(t, err, "restart of the engine")
			assert.Empty(t, removed)
		} else {
			require.NoError(t, err)
			assert.Len(t, removed, 1)
			assert.Empty(t, f.objects[KindContainer])
		}
	}
}

func TestTidy_TakesWhatKilledRunsLeftButNotWhatIsKept(t *testing.T) {
	t.Parallel()
	f := newFakeEngine()
	e := f.connect(t)
	f.addImage("other:1", nil)
	dead := deadOwner(t).String()
	for run, labels := range map[string]map[string]string{
		"killed": {LabelOwner: dead, LabelShape: "s"},
		"kept":   {LabelOwner: dead},
		"living": {LabelOwner: e.owner.String(), LabelShape: "s"},
	} {
		labels[Label], labels[LabelRun], labels[LabelRole] = "1", run, RoleSandbox
		createAll(t, e, "other:1", labels)
	}
	require.NoError(t, e.Tidy(t.Context()))
	for _, objects := range f.objects {
		runs := []string{}
		for _, o := range objects {
			runs = append(runs, o.Labels[LabelRun])
		}
		assert.ElementsMatch(t, []string{"kept", "living"}, runs)
	}
}
