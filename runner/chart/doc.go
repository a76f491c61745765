// Package chart draws small figures of measured values: as SVG for a page and in
// characters for a terminal.
//
// Build a [Figure] and call [SVGs] or [Text]. The same figure gives the same bytes. A point
// is drawn as its median with a whisker from the lowest to the highest sample. Colours in
// SVG are the style sheet's, which [Style] holds for light and dark; series differ by more
// than colour everywhere (labels, dashes, marks).
//
// The package only draws: what the numbers are and mean is the caller's. Functions keep
// nothing and may be called from several goroutines.
package chart
