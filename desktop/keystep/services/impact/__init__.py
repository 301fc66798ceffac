"""What learning did to the work: results, planned roll-outs, and what it was worth."""
