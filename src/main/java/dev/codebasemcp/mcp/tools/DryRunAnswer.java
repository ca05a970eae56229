package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.requests.ProjectFacts;
import java.nio.file.Path;
import java.util.Map;

/** The answer when the project's config sets {@code "dry_run": true}. */
final class DryRunAnswer {
    private DryRunAnswer() {}

    /** Answers an indexing request. */
    static ToolAnswer indexing(ProjectFacts project, Path repository, String messageField) {
        String message = "Dry run: would index " + repository + " into project " + project.name() + " (database "
                + project.database()
                + "); nothing was created or indexed. Set \"dry_run\": false in its config to do it.";
        return new ToolAnswer(
                Map.of(
                        "status",
                        "dry_run",
                        messageField,
                        Quoted.line(message),
                        "project",
                        ProjectAnswer.structured(project)),
                Quoted.line(message) + "\n" + ProjectAnswer.text(project));
    }
}
