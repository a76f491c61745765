package chart

import (
	"math"
	"strconv"
	"strings"
)

// Number shows v with three digits that matter, thousands apart: 0.0123, 4.50, 12,300.
func Number(v float64) string {
	v = roundTo(v, 3)
	size := math.Abs(v)
	switch {
	case size == 0:
		return "0"
	case size >= 1000:
		return thousands(strconv.FormatFloat(v, 'f', 0, 64))
	case size < 1e-4:
		return strconv.FormatFloat(v, 'g', 3, 64)
	}
	decimals := max(0, 2-int(math.Floor(math.Log10(size)+1e-9)))
	text := strconv.FormatFloat(v, 'f', decimals, 64)
	if v == math.Trunc(v) {
		text = strconv.FormatFloat(v, 'f', 0, 64)
	}
	return text
}

// Quantity shows v with two digits that matter and its unit, in a smaller unit of time or
// memory where that reads better: 0.00063 ms is 0.63 µs.
func Quantity(v float64, unit string) string {
	smaller := map[string]string{"s": "ms", "ms": "µs", "µs": "ns", "MB": "kB", "kB": "B"}
	for v != 0 && math.Abs(v) < 0.1 && smaller[unit] != "" {
		factor := 1000.0
		if unit == "MB" || unit == "kB" {
			factor = 1024
		}
		v, unit = v*factor, smaller[unit]
	}
	text := Number(roundTo(v, 3))
	if math.Abs(v) < 100 && v != math.Trunc(v) {
		text = strconv.FormatFloat(roundTo(v, 2), 'f', -1, 64)
	}
	return strings.TrimSpace(text + " " + unit)
}

// tick shows a round value at an axis, as short as it can: 0.5, 200k, 1M.
func tick(v float64) string {
	for _, unit := range []struct {
		size float64
		name string
	}{{1e9, "G"}, {1e6, "M"}, {1e4, "k"}} {
		if math.Abs(v) >= unit.size*(1-1e-9) {
			size := unit.size
			if unit.name == "k" {
				size = 1e3
			}
			return strconv.FormatFloat(roundTo(v/size, 4), 'f', -1, 64) + unit.name
		}
	}
	return thousands(strconv.FormatFloat(roundTo(v, 6)+0, 'f', -1, 64)) // + 0: no minus before zero
}

// roundTo keeps n digits that matter.
func roundTo(v float64, n int) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', n-1, 64), 64)
	if err != nil {
		return v
	}
	return rounded
}

// thousands puts commas into the whole part of a number of more than four digits.
func thousands(digits string) string {
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	whole, fraction, has := strings.Cut(digits, ".")
	if len(whole) > 3 {
		var parts []string
		for len(whole) > 3 {
			parts = append([]string{whole[len(whole)-3:]}, parts...)
			whole = whole[:len(whole)-3]
		}
		whole += "," + strings.Join(parts, ",")
	}
	if has {
		whole += "." + fraction
	}
	return sign + whole
}
