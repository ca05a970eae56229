package dev.codebasemcp.model;

import java.util.Optional;
import java.util.UUID;

/** The identity of a repository. */
public record RepositoryId(UUID value) {
    /** A new identity that no repository has yet. */
    public static RepositoryId random() {
        return new RepositoryId(UUID.randomUUID());
    }

    /** The identity written as {@code text} in the canonical form of a UUID, in any case; empty if it is none. */
    public static Optional<RepositoryId> parse(String text) {
        return Uuids.parse(text).map(RepositoryId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
