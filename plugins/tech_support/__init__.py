"""The after-sales regulation of a technology company: questions, remote sessions, on-site visits, offices."""
