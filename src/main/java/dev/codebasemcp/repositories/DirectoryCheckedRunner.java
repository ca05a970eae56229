package dev.codebasemcp.repositories;

import dev.codebasemcp.jobs.JobControl;
import dev.codebasemcp.jobs.JobOutcome;
import dev.codebasemcp.jobs.JobRunner;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.RejectedException;

/**
 * Runs a job only where this machine's rules allow it. A job's row may come from any peer on a shared PostgreSQL, so
 * the check of the original request does not suffice.
 */
public final class DirectoryCheckedRunner implements JobRunner {
    private final DirectoryRule rule;
    private final JobRunner runner;

    public DirectoryCheckedRunner(DirectoryRule rule, JobRunner runner) {
        this.rule = rule;
        this.runner = runner;
    }

    @Override
    public JobOutcome run(Job job, JobControl control) throws InterruptedException {
        if (!rule.allows(job.root())) {
            throw new RejectedException("Not started: " + job.root()
                    + " lies outside the allowed directories of this machine; change CODEBASE_MCP_ALLOWED_ROOTS to index"
                    + " it.");
        }
        return runner.run(job, control);
    }
}
