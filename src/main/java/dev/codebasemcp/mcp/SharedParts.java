package dev.codebasemcp.mcp;

import java.util.List;

/** Parts of tools that all groups of them have. */
final class SharedParts {
    static final Parameter PROJECT =
            Parameter.text("project_id", 255, "Id or exact name of a project. Default: the session's.");

    /** The project of an answer, and how it was resolved. */
    static final List<String> PROJECT_FIELDS = List.of("id", "name", "database_name", "resolved_by", "evidence");

    private SharedParts() {}
}
