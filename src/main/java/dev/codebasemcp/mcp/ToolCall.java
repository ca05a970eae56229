package dev.codebasemcp.mcp;

import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.project.SessionContext;
import java.nio.file.Path;

/** The context of a tool call, and its session. */
public interface ToolCall {
    /** Returns a snapshot of the session. Asks the client for its roots, for at most a second, if nothing else names a project. */
    SessionContext session();

    String sessionId();

    /** Sets the session's working directory, an absolute real path. */
    void setWorkingDirectory(Path directory);

    /**
     * Whether the client is gone. An interrupted call was then not cancelled, and its work may continue elsewhere.
     */
    boolean sessionEnded();

    /** Whether the answer is for a program that needs complete lists. */
    default boolean wantsAll() {
        return false;
    }

    /** Whether the call may neither create or complete a project nor wait for a job. */
    default boolean readsOnly() {
        return false;
    }

    /** Shows the state of the job that this call waits for, to callers that show more than {@link #progress}. */
    default void watch(JobReport report) {}

    /** Reports progress to a client that asked for it, if {@code done} is more than last reported. */
    void progress(double done, double total, String message);
}
