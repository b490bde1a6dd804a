"""What ends the run of a job before its time."""


class LostLease(Exception):
    """Another worker has this job by now: nothing of this run may be written."""


class Cancelled(Exception):
    """Somebody asked this job to stop."""


class TimeLimit(BaseException):
    """The job took longer than its kind allows; not an Exception, so that no handler takes it for its own."""


class Interrupted(BaseException):
    """The worker has to stop now; the job is given back and runs again elsewhere."""
