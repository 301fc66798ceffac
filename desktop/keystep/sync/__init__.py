"""What leaves this machine and what comes back: signed files in a shared folder."""
