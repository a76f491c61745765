package chart

import (
	"math"
	"slices"
)

// scale maps values from low to high onto 0 to 1.
type scale struct {
	low, high float64
	log       bool
}

// at gives the place of v, from 0 to 1 for values inside.
func (s scale) at(v float64) float64 {
	if s.log {
		return (math.Log10(v) - math.Log10(s.low)) / (math.Log10(s.high) - math.Log10(s.low))
	}
	return (v - s.low) / (s.high - s.low)
}

// values covers low to high with round ends: from 0 if linear, and between steps of
// 1, 2, 5 if logarithmic.
func (a Axis) values(low, high float64) scale {
	if a.Log {
		s := scale{low: roundDown(low), high: roundUp(high), log: true}
		if s.high <= s.low {
			s.high = s.low * 10
		}
		return s
	}
	low, high = min(low, 0), max(high, 0)
	if low == high {
		high = 1
	}
	step := niceStep((high - low) / 4)
	s := scale{low: math.Floor(low/step) * step, high: math.Ceil(high/step-1e-9) * step}
	if low > -step/2 {
		s.low = low // noise round 0 does not get an axis of its own
	}
	return s
}

// places covers the x values with a little room at both ends.
func (a Axis) places(xs []float64) scale {
	if len(xs) == 0 {
		return scale{low: 0, high: 1}
	}
	low, high := xs[0], xs[len(xs)-1]
	if a.Log {
		room := math.Pow(max(high/low, 2), 0.04)
		return scale{low: low / room, high: high * room, log: true}
	}
	room := 0.05 * (high - low)
	if room == 0 {
		room = 0.5
	}
	return scale{low: low - room, high: high + room}
}

// ticks gives about n round values inside the scale.
func (s scale) ticks(n int) []float64 {
	if s.log {
		return s.logTicks(n)
	}
	step := niceStep((s.high - s.low) / float64(min(max(n, 1), 6)))
	var all []float64
	for i := math.Ceil(s.low/step - 1e-9); i*step <= s.high+step*1e-9; i++ {
		all = append(all, i*step)
	}
	return all
}

// logTicks gives powers of ten, every so many if there are more than n, with 2 and 5
// between them if there is room.
func (s scale) logTicks(n int) []float64 {
	first, last := math.Floor(math.Log10(s.low)+1e-9), math.Ceil(math.Log10(s.high)-1e-9)
	digits := []float64{1}
	if (last-first)*3 <= float64(n) {
		digits = []float64{1, 2, 5}
	}
	every := max(1, math.Ceil((last-first)/float64(max(n, 1))))
	var all []float64
	for e := first; e <= last; e += every {
		for _, d := range digits {
			if v := d * math.Pow(10, e); v >= s.low*(1-1e-9) && v <= s.high*(1+1e-9) {
				all = append(all, v)
			}
		}
	}
	return all
}

// niceStep is the smallest of 1, 2, 2.5 and 5 times a power of ten that is not below v.
func niceStep(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, d := range []float64{1, 2, 2.5, 5, 10} {
		if d*power >= v*(1-1e-9) {
			return d * power
		}
	}
	return 10 * power
}

// roundDown and roundUp give the neighbouring 1, 2 or 5 times a power of ten.
func roundDown(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)+1e-9))
	for _, d := range []float64{5, 2} {
		if d*power <= v*(1+1e-9) {
			return d * power
		}
	}
	return power
}

func roundUp(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)+1e-9))
	for _, d := range []float64{1, 2, 5} {
		if d*power >= v*(1-1e-9) {
			return d * power
		}
	}
	return 10 * power
}

// xTicks prefers the measured values themselves where they do not crowd: at least gap of
// the axis apart.
func xTicks(s scale, xs []float64, gap float64) []float64 {
	crowded := len(xs) == 0
	for i := 1; i < len(xs); i++ {
		crowded = crowded || s.at(xs[i])-s.at(xs[i-1]) < gap
	}
	if !crowded {
		return xs
	}
	return s.ticks(int(max(1, min(1/gap, 6))))
}

func distinct(values []float64) []float64 {
	slices.Sort(values)
	return slices.Compact(values)
}
