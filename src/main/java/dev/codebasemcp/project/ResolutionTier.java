package dev.codebasemcp.project;

import java.util.Locale;

/** The four ways to find a request's project, in the order in which they are tried. */
public enum ResolutionTier {
    EXPLICIT,
    SESSION_CONFIG,
    WORKFLOW_MCP,
    DEFAULT;

    /** The name for answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
