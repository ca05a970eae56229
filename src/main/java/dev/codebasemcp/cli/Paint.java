package dev.codebasemcp.cli;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Colours text for a terminal, or leaves it plain. Adds nothing but its own escape sequences: callers quote untrusted
 * text first. Unlike picocli's markup, it gives no meaning to what the text contains. Immutable.
 */
final class Paint {
    private final boolean on;

    /** Colours if {@code ansi} is enabled, which depends on the terminal and on {@code NO_COLOR}. */
    Paint(Ansi ansi) {
        on = ansi.enabled();
    }

    String path(String text) {
        return styled(text, Style.fg_magenta);
    }

    String lineNumber(String text) {
        return styled(text, Style.fg_green);
    }

    String symbol(String text) {
        return styled(text, Style.bold);
    }

    String match(String text) {
        return styled(text, Style.bold, Style.fg_red);
    }

    String faint(String text) {
        return styled(text, Style.faint);
    }

    String good(String text) {
        return styled(text, Style.fg_green);
    }

    String warning(String text) {
        return styled(text, Style.fg_yellow);
    }

    String failure(String text) {
        return styled(text, Style.bold, Style.fg_red);
    }

    private String styled(String text, IStyle... styles) {
        return on && !text.isEmpty() ? Style.on(styles) + text + Style.reset.on() : text;
    }
}
