package dev.codebasemcp.model;

import java.util.Optional;
import java.util.UUID;

/** The identity of a project. It never changes, whatever happens to the project's name. */
public record ProjectId(UUID value) {
    /** A new identity that no project has yet. */
    public static ProjectId random() {
        return new ProjectId(UUID.randomUUID());
    }

    /** The identity written as {@code text} in the canonical form of a UUID, in any case; empty if it is none. */
    public static Optional<ProjectId> parse(String text) {
        return Uuids.parse(text).map(ProjectId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
