"""What learning did to the work: results, roll-outs that can tell, and what is assumed."""
