package dev.codebasemcp.mcp;

/** A resource that clients read by its URI; its text is created on each read. Thread-safe. */
public interface Resource {
    /** The description for clients. */
    Description description();

    /**
     * Returns the current text.
     *
     * @throws dev.codebasemcp.model.CodebaseException with a message for the client
     */
    String read();

    /** The description of a resource in the protocol. */
    record Description(String uri, String name, String text, String mimeType) {}
}
