"""The station's database: its log, its projections, its outbox."""
