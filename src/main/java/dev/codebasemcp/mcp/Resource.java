package dev.codebasemcp.mcp;

/** Something that clients read by its URI; made anew at each reading. Safe for many threads. */
public interface Resource {
    /** What clients learn of it. */
    Description description();

    /**
     * The text of this moment.
     *
     * @throws dev.codebasemcp.model.CodebaseException whose sentence the client gets
     */
    String read();

    /** What a resource is, in the words of the protocol. */
    record Description(String uri, String name, String text, String mimeType) {}
}
