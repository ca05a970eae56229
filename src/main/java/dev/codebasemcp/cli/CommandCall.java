package dev.codebasemcp.cli;

import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.project.SessionContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A tool's call from the command line: its session begins and ends with the command. */
final class CommandCall implements ToolCall {
    private final Path place;
    private final ProgressLine progress;
    private final boolean all;

    /** A call by a user in the directory {@code place}, who may want {@code all} of what answers have of their lists. */
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
        return new SessionContext(Optional.of(place), List.of(), place);
    }

    @Override
    public String sessionId() {
        return "command";
    }

    @Override
    public void setWorkingDirectory(Path directory) {
        throw new UnsupportedOperationException("a command stays where it was started");
    }

    @Override
    public boolean sessionEnded() {
        return false;
    }

    @Override
    public void progress(double done, double total, String message) {
        progress.show(done / total, message);
    }
}
