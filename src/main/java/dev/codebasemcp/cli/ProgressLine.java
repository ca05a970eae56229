package dev.codebasemcp.cli;

import dev.codebasemcp.quoting.Quoted;
import java.io.PrintWriter;

/** A progress bar that redraws its line on a terminal, and prints a line per tenth elsewhere. For one thread. */
final class ProgressLine {
    private static final int WIDTH = 30;
    private static final int TENTH = 10;

    private final PrintWriter err;
    private final boolean terminal;
    private int shownTenth = -1;
    private int shownLength;

    ProgressLine(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    void show(double share, String untrusted) {
        String message = Quoted.line(untrusted);
        int percent = (int) Math.round(share * 100);
        if (terminal) {
            redraw(percent, message);
        } else if (percent / TENTH != shownTenth) {
            shownTenth = percent / TENTH;
            err.println(percent + "% " + message);
            err.flush();
        }
    }

    /** Ends the line before other output. */
    void end() {
        if (shownLength > 0) {
            err.println();
            err.flush();
        }
    }

    private void redraw(int percent, String message) {
        int done = WIDTH * percent / 100;
        String line = "[" + "#".repeat(done) + ".".repeat(WIDTH - done) + "] " + percent + "% " + message;
        err.print("\r" + line + " ".repeat(Math.max(0, shownLength - line.length())));
        err.flush();
        shownLength = line.length();
    }
}
