package dev.codebasemcp.cli;

import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.project.SessionContext;
import java.nio.file.Path;

/** A tool call from the command line. Its session lasts as long as the command. */
final class CommandCall implements ToolCall {
    private final Path place;
    private final ProgressLine progress;
    private final boolean all;

    /**
     * Creates a call.
     *
     * @param place the directory in which the user works
     * @param all whether the user wants complete lists
     */
    CommandCall(Path place, ProgressLine progress, boolean all) {
        this.place = place;
        this.progress = progress;
        this.all = all;
    }

    @Override
    public boolean wantsAll() {
        return all;
    }

    @Override
    public SessionContext session() {
        return SessionContext.at(place);
    }

    @Override
    public String sessionId() {
        return "command";
    }

    @Override
    public void setWorkingDirectory(Path directory) {
        throw new UnsupportedOperationException("a command cannot change its directory");
    }

    @Override
    public boolean sessionEnded() {
        return false;
    }

    @Override
    public void watch(JobReport report) {
        progress.show(report);
    }

    /** Says less than {@link #watch}. */
    @Override
    public void progress(double done, double total, String message) {}
}
