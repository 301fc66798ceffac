"""What learning did to the work: group-time effects, roll-outs and returns (docs/measures.md)."""
