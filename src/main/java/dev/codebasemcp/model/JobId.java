package dev.codebasemcp.model;

import java.util.Optional;
import java.util.UUID;

/** The identity of a job. */
public record JobId(UUID value) {
    /** A new identity that no job has yet. */
    public static JobId random() {
        return new JobId(UUID.randomUUID());
    }

    /** The identity written as {@code text} in the canonical form of a UUID, in any case; empty if it is none. */
    public static Optional<JobId> parse(String text) {
        return Uuids.parse(text).map(JobId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
