package dev.codebasemcp.project;

import java.util.List;
import java.util.Optional;

/** What a tier says. A failure is no answer: it is thrown and ends the request. */
sealed interface TierAnswer {
    /** The project, if the tier found it. */
    default Optional<ResolvedProject> project() {
        return Optional.empty();
    }

    /** Why the tier does not apply, as part of a sentence; empty if nothing is to be said. */
    default Optional<String> reason() {
        return Optional.empty();
    }

    /** What the user should know though the request goes on. */
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

    /** The tier has nothing to say about this request. */
    record DoesNotApply(Optional<String> reason, List<String> warnings) implements TierAnswer {
        /** With a reason that goes without saying. */
        static final DoesNotApply SILENTLY = new DoesNotApply(Optional.empty(), List.of());

        public DoesNotApply {
            warnings = List.copyOf(warnings);
        }
    }
}
