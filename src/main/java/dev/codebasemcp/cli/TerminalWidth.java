package dev.codebasemcp.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the terminal behind standard error for its width. Java only tells whether standard input and output together are
 * a terminal, and progress goes to standard error.
 */
final class TerminalWidth {
    /** {@code stty} answers about its standard input; nothing can redraw a line on a dumb terminal. */
    private static final String QUESTION = "[ \"$TERM\" != dumb ] && stty size <&2 2>/dev/null";

    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d{1,5} (\\d{1,5})\\s*");
    private static final long TIMEOUT_SECONDS = 1;
    /** A terminal that does not know its width reports 0 columns. */
    private static final int USUAL = 80;

    private TerminalWidth() {}

    /** Returns the columns of the terminal; empty if standard error is no terminal, or cannot redraw a line. */
    static OptionalInt ofStandardError() {
        try {
            Process shell = new ProcessBuilder("sh", "-c", QUESTION)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            shell.getOutputStream().close();
            if (!shell.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                shell.destroy();
                return OptionalInt.empty();
            }
            return columns(new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException noShell) {
            // As on Windows: without an answer, progress is shown in plain lines.
            return OptionalInt.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    static OptionalInt columns(String answer) {
        Matcher size = ROWS_AND_COLUMNS.matcher(answer);
        if (!size.matches()) {
            return OptionalInt.empty();
        }
        int columns = Integer.parseInt(size.group(1));
        return OptionalInt.of(columns == 0 ? USUAL : columns);
    }
}
