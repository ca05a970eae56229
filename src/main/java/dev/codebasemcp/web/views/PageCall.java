package dev.codebasemcp.web.views;

import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.project.SessionContext;
import java.nio.file.Path;

/** A call of a tool from the page. It names its project; no directory does. */
final class PageCall implements ToolCall {
    @Override
    public SessionContext session() {
        return SessionContext.NOWHERE;
    }

    @Override
    public String sessionId() {
        return "page";
    }

    @Override
    public void setWorkingDirectory(Path directory) {
        throw new UnsupportedOperationException("the page has no directory");
    }

    @Override
    public boolean sessionEnded() {
        return false;
    }

    @Override
    public boolean wantsAll() {
        return true;
    }

    /**
     * Looking provisions no project, starts no job and waits for none. A question still begins a check for changed
     * files, which brings their index up to date.
     */
    @Override
    public boolean readsOnly() {
        return true;
    }

    /** The page watches jobs by events. */
    @Override
    public void progress(double done, double total, String message) {}
}
