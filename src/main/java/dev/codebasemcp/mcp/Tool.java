package dev.codebasemcp.mcp;

/** A tool: gets validated arguments, calls services, and renders the answer. Thread-safe. */
public interface Tool {
    /** The description for clients. */
    ToolSpec spec();

    /**
     * Answers one call.
     *
     * @throws dev.codebasemcp.model.CodebaseException with a message for the client
     * @throws InterruptedException if the client has cancelled the call or is gone
     */
    ToolAnswer call(Arguments arguments, ToolCall call) throws InterruptedException;
}
