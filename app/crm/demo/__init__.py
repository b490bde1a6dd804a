"""The sample company: believable, the same at every making, labelled, and removable without a trace."""
