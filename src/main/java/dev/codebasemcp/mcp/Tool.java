package dev.codebasemcp.mcp;

/** One tool: gets checked arguments, calls services, renders the answer. Safe for many threads. */
public interface Tool {
    /** What clients learn of it. */
    ToolSpec spec();

    /**
     * Answers one call.
     *
     * @throws dev.codebasemcp.model.CodebaseException whose sentence the client gets
     * @throws InterruptedException if the client has cancelled the call, or has gone
     */
    ToolAnswer call(Arguments arguments, ToolCall call) throws InterruptedException;
}
