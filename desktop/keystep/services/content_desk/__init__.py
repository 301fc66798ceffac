"""What those who write lessons do at the office: hear learners, answer, look after packs."""
