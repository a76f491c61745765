package chart

import "math"

// groups draws bars, or dots, side by side in the group of each named x.
func (d *drawing) groups() {
	group := (d.right - d.left) / float64(max(1, len(d.X.Names)))
	slot := min(group*0.84/float64(max(1, len(d.Series))), 64)
	for i, s := range d.Series {
		d.open(s)
		for _, p := range s.Points {
			middle := d.atX(p.X) + (float64(i)-float64(len(d.Series)-1)/2)*slot
			if d.Kind == Bars {
				d.bar(middle, slot, p)
			} else {
				d.cluster(middle, slot, p)
			}
		}
		d.printf("</g>\n")
	}
}

// bar draws one bar with its whisker and, above both, its number.
func (d *drawing) bar(middle, slot float64, p Point) {
	width := slot * 0.82
	base, top := d.atY(max(d.y.low, 0)), d.atY(p.Median)
	d.printf(`<rect class="fill" x="%s" y="%s" width="%s" height="%s" rx="1.5"/>`+"\n",
		px(middle-width/2), px(min(top, base)), px(width), px(math.Abs(base-top)))
	d.whisker(middle, p)
	if number := Number(p.Median); textWidth(number) <= slot+10 {
		d.text(middle, min(d.atY(p.High), top)-6, "number middle", number)
	}
}

// cluster draws every sample, the whisker and a stroke at the median.
func (d *drawing) cluster(middle, slot float64, p Point) {
	d.whisker(middle, p)
	for i, v := range p.Samples {
		// The golden ratio spreads neighbours apart, always in the same way.
		_, turn := math.Modf(float64(i+1) * math.Phi)
		d.printf(`<circle class="dot" cx="%s" cy="%s" r="3"/>`+"\n", px(middle+(turn-0.5)*slot*0.6), px(d.atY(v)))
	}
	d.printf(`<path class="median" d="M%s %sh%s"/>`+"\n", px(middle-slot*0.4), px(d.atY(p.Median)), px(slot*0.8))
}
