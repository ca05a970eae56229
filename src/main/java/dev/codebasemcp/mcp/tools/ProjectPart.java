package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.freshness.ProjectFreshness;
import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.project.ResolvedProject;
import dev.codebasemcp.search.WeighedResponse;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.util.List;
import java.util.Optional;

/** One project's part of a search over several. */
sealed interface ProjectPart {
    ResolvedProject project();

    /**
     * The project was searched.
     *
     * @param running the job that indexes it for the first time
     * @param notes on its repositories
     */
    record Searched(
            ResolvedProject project,
            WeighedResponse weighed,
            SearchScope scope,
            ProjectFreshness freshness,
            Optional<JobReport> running,
            List<String> notes)
            implements ProjectPart {
        public Searched {
            notes = List.copyOf(notes);
        }
    }

    /**
     * The project was not searched.
     *
     * @param reason one or more sentences
     * @param failure what prevented it, if anything failed
     */
    record NotSearched(ResolvedProject project, String reason, Optional<CodebaseException> failure)
            implements ProjectPart {
        static NotSearched because(ResolvedProject project, String reason) {
            return new NotSearched(project, reason, Optional.empty());
        }
    }
}
