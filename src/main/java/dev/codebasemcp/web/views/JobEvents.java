package dev.codebasemcp.web.views;

import dev.codebasemcp.database.registry.RecentJobs;
import dev.codebasemcp.database.registry.RecentJobs.Recent;
import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.web.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The jobs of all projects and processes, for pages that follow them. */
public final class JobEvents {
    /** So a page that was away for a moment still sees how a job ended. */
    private static final Duration ENDED_WITHIN = Duration.ofMinutes(1);

    /** More than a user can look at. */
    private static final int MOST = 500;

    private final RecentJobs jobs;
    private final JobQueue queue;
    private final Clock clock;

    public JobEvents(RecentJobs jobs, JobQueue queue, Clock clock) {
        this.jobs = jobs;
        this.queue = queue;
        this.clock = clock;
    }

    /** Returns the source of the events. */
    public EventSource source() {
        return new EventSource("/api/events", "jobs", this::state);
    }

    private Map<String, ?> state() {
        Instant now = clock.instant();
        return Map.of(
                "jobs",
                jobs.since(now.minus(ENDED_WITHIN), MOST).stream()
                        .map(recent -> fields(recent, now))
                        .toList());
    }

    private Map<String, Object> fields(Recent recent, Instant now) {
        Map<String, Object> fields = new LinkedHashMap<>();
        recent.project().ifPresent(name -> fields.put("project", name));
        fields.putAll(WatchedJob.fields(recent.report(), queue, now));
        return fields;
    }
}
