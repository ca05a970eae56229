package dev.codebasemcp.project;

import java.util.Optional;

/**
 * What workflow-mcp says about the active project.
 *
 * @param project the id or name that it gave; empty if none is active or it cannot be reached
 * @param text the same for people, as a sentence without its full stop
 */
record WorkflowAnswer(Optional<String> project, String text) {}
