package dev.codebasemcp.project;

import java.util.Optional;

/**
 * The answer of workflow-mcp about the active project.
 *
 * @param project the project's id or name; empty if none is active or the server is unreachable
 * @param text the answer in words, without a full stop
 */
record WorkflowAnswer(Optional<String> project, String text) {}
