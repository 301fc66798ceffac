"""The administrator's database: what all stations reported, as figures."""

from keystep.aggregate.database import Aggregate

__all__ = ["Aggregate"]
