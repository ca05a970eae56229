package dev.codebasemcp.mcp;

import java.util.Map;

/**
 * What a tool answers.
 *
 * @param structured has the form of the tool's output
 * @param text the same for an agent to read, as short as it can be
 */
public record ToolAnswer(Map<String, Object> structured, String text) {}
