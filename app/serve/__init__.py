"""Everything that starts Steward: the front-end build, migrations, and the supervisor of all its processes."""
