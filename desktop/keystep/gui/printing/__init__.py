"""Pages for paper, as PDF: certificates, and objectives on one page each."""
