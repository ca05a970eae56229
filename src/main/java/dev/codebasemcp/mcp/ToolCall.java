package dev.codebasemcp.mcp;

import dev.codebasemcp.project.SessionContext;
import java.nio.file.Path;

/** What a tool may know of the call that it answers, and of the session in which it came. */
public interface ToolCall {
    /** A snapshot of the session. May ask the client for its roots, which takes a second at most. */
    SessionContext session();

    /** The identity of the session. */
    String sessionId();

    /** Sets the session's working directory, an absolute real path. */
    void setWorkingDirectory(Path directory);

    /** Whether the client has gone: an interrupted call was not cancelled then, its work may go on elsewhere. */
    boolean sessionEnded();

    /** Whether the answer is for a program, which wants all of a list rather than its beginning. */
    default boolean wantsAll() {
        return false;
    }

    /** Tells the client how far the call is, if it wants to know and {@code done} is more than was told before. */
    void progress(double done, double total, String message);
}
