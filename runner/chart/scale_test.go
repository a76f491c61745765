package chart

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestValues_TicksAreRound(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name      string
		low, high float64
		log       bool
		want      []float64
	}{
		{"from 0 if linear", 0.3, 0.92, false, []float64{0, 0.2, 0.4, 0.6, 0.8, 1}},
		{"nothing but 0", 0, 0, false, []float64{0, 0.2, 0.4, 0.6, 0.8, 1}},
		{"a little below 0", -0.4, 10, false, []float64{0, 2, 4, 6, 8, 10}},
		{"far below 0", -8, 10, false, []float64{-10, -5, 0, 5, 10}},
		{"ends on a tick", 0, 100, false, []float64{0, 20, 40, 60, 80, 100}},
		{"decades", 0.1, 90, true, []float64{0.1, 1, 10, 100}},
		{"less than two decades", 3, 45, true, []float64{2, 5, 10, 20, 50}},
		{"one value", 7, 7, true, []float64{5, 10}},
		{"many decades", 1e-6, 1e6, true, []float64{1e-6, 1e-4, 0.01, 1, 100, 1e4, 1e6}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := Axis{Log: c.log}.values(c.low, c.high)
			got := s.ticks(6)
			assert.InDeltaSlice(t, c.want, got, 1e-9)
			assert.LessOrEqual(t, s.low, c.low)
			assert.GreaterOrEqual(t, s.high, c.high)
			assert.InDelta(t, 0, s.at(s.low), 1e-9)
			assert.InDelta(t, 1, s.at(s.high), 1e-9)
		})
	}
}

func TestXTicks_AreTheMeasuredValuesWhereTheyFit(t *testing.T) {
	t.Parallel()
	few := []float64{1, 2, 3, 4}
	assert.Equal(t, few, xTicks(Axis{Log: false}.places(few), few, 0.1))
	close := []float64{50, 100, 200, 800}
	assert.InDeltaSlice(t, []float64{200, 400, 600, 800}, xTicks(Axis{Log: false}.places(close), close, 0.1), 1e-9)
	assert.Equal(t, close, xTicks(Axis{Log: true}.places(close), close, 0.1))
}

func TestPlaces_OneValueIsInTheMiddle(t *testing.T) {
	t.Parallel()
	assert.InDelta(t, 0.5, Axis{Log: false}.places([]float64{3}).at(3), 1e-9)
	assert.InDelta(t, 0.5, Axis{Log: true}.places([]float64{3}).at(3), 1e-9)
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	for v, want := range map[float64]string{
		0: "0", 91: "91", 4.5: "4.50", 0.0123: "0.0123", 99.96: "100", 999.96: "1,000", 1475: "1,480", 1234567: "1,230,000", -2.5: "-2.50", 0.00000632: "6.32e-06",
	} {
		assert.Equal(t, want, Number(v), "%g", v)
	}
	for v, want := range map[float64]string{
		0: "0", 0.30000000000000004: "0.3", 0.001: "0.001", 1000: "1,000", 5000: "5,000", 50000: "50k", 2.5e6: "2.5M", 1e9: "1G", -12.5: "-12.5",
	} {
		assert.Equal(t, want, tick(v), "%g", v)
	}
	for _, c := range []struct {
		v          float64
		unit, want string
	}{
		{0.92345, "s", "0.92 s"},
		{0.0954, "s", "95 ms"},
		{0.000632, "ms", "0.63 µs"},
		{599.4, "ms", "599 ms"},
		{1234, "ms", "1,230 ms"},
		{0.0391, "MB", "40 kB"},
		{0, "%", "0 %"},
		{91, "", "91"},
		{0, "s", "0 s"},
		{105.2, "MB", "105 MB"},
	} {
		assert.Equal(t, c.want, Quantity(c.v, c.unit))
	}
}

func TestSpread_MovesApartAndStaysInside(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		places []float64
		want   []float64
	}{
		{"far apart", []float64{10, 50, 90}, []float64{10, 50, 90}},
		{"two that touch", []float64{50, 52}, []float64{41, 61}},
		{"at the lower end", []float64{1, 2}, []float64{0, 20}},
		{"at the upper end", []float64{99, 100}, []float64{80, 100}},
		{"a push moves the next", []float64{40, 42, 60}, []float64{27.333, 47.333, 67.333}},
		{"no room", []float64{50, 50, 50, 50, 50, 50, 50}, []float64{0, 20, 40, 60, 80, 100, 120}},
		{"none", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			places := slices.Clone(c.places)
			spread(places, 20, 0, 100)
			assert.InDeltaSlice(t, c.want, places, 0.01)
		})
	}
}

func TestWrap(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{"with a lock"}, wrap("with a lock", 200))
	assert.Equal(t, []string{"through a", "property"}, wrap("through a property", 80))
	assert.Equal(t, []string{"indivisible"}, wrap("indivisible", 10))
}
