"""What the limited child can do, by name."""

from zjmz_desktop.sandbox import Job


def job_named(name: str) -> Job:
    """The job of that name; its libraries are imported here, under the limits."""
    from zjmz_desktop.exchange import evidence_job, sheet_job

    return {"sheets": sheet_job.read_job, "evidence": evidence_job.check_job}[name]
