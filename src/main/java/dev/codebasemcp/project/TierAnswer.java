package dev.codebasemcp.project;

import java.util.List;
import java.util.Optional;

/** The result of a tier. A failure is thrown instead, and ends the request. */
sealed interface TierAnswer {
    /** The project, if the tier found it. */
    default Optional<ResolvedProject> project() {
        return Optional.empty();
    }

    /** Why the tier does not apply, as part of a sentence; empty if that is not worth a mention. */
    default Optional<String> reason() {
        return Optional.empty();
    }

    /** Warnings for the user; the request continues. */
    default List<String> warnings() {
        return List.of();
    }

    /** The tier found the project. */
    record Resolved(ResolvedProject resolved) implements TierAnswer {
        @Override
        public Optional<ResolvedProject> project() {
            return Optional.of(resolved);
        }
    }

    /** The tier does not apply to this request. */
    record DoesNotApply(Optional<String> reason, List<String> warnings) implements TierAnswer {
        /** Without a reason. */
        static final DoesNotApply SILENTLY = new DoesNotApply(Optional.empty(), List.of());

        public DoesNotApply {
            warnings = List.copyOf(warnings);
        }
    }
}
