package chart

// Style gives the style sheet for drawings of [SVGs], for a page that is light or dark as
// its reader's system is. The colours of series keep apart for readers who do not see all
// colours, and stand out from either background.
func Style() string {
	return `:root { --ink: #1c2128; --soft: #57606a; --grid: #e3e6ea; --base: #8b949e; --page: #ffffff;
  --c1: #0b62c4; --c2: #c2410c; --c3: #0f766e; --c4: #8e3fb0; --c5: #a16207; --c6: #6b7280; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --soft: #a3adb8; --grid: #2b323b; --base: #6e7781; --page: #0f141a;
    --c1: #6cb2ff; --c2: #ff9a5c; --c3: #3fd0bd; --c4: #d49bf0; --c5: #e3b341; --c6: #a3adb8; } }
.chart { display: block; max-width: 100%; height: auto; font: 13px/1.3 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
.chart text { fill: var(--ink); }
.chart .tick, .chart .title { fill: var(--soft); }
.chart .title { font-weight: 600; }
.chart .end { text-anchor: end; }
.chart .middle { text-anchor: middle; }
.chart .grid { stroke: var(--grid); fill: none; }
.chart .base { stroke: var(--base); fill: none; }
.s1 { --c: var(--c1); } .s2 { --c: var(--c2); } .s3 { --c: var(--c3); }
.s4 { --c: var(--c4); } .s5 { --c: var(--c5); } .s6 { --c: var(--c6); }
.chart .line { stroke: var(--c); stroke-width: 2.25; fill: none; stroke-linejoin: round; stroke-linecap: round; }
.chart .dashed { stroke-dasharray: 2 6; }
.chart .lead { stroke: var(--c); stroke-width: 1; opacity: .45; fill: none; }
.chart .whisker { stroke: var(--c); stroke-width: 1.5; fill: none; }
.chart .mark { fill: var(--c); stroke: var(--page); stroke-width: 1.25; }
.chart .fill { fill: var(--c); opacity: .82; }
.chart .fill + .whisker, .chart rect.fill ~ .whisker { stroke: var(--ink); }
.chart .dot { fill: var(--c); opacity: .5; }
.chart .median { stroke: var(--c); stroke-width: 3; fill: none; stroke-linecap: round; }
.chart text.label { fill: var(--c); font-weight: 600; }
.chart text.number { fill: var(--ink); font-size: 12px; }
`
}
