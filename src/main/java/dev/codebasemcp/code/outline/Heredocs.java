package dev.codebasemcp.code.outline;

import dev.codebasemcp.code.text.SourceText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells which lines belong to here-documents, whose content is plain text. A heredoc without an end does not count. Reads the
 * lines of one text in order.
 */
final class Heredocs {
    private static final Pattern START = Pattern.compile("<<<?[~-]? ?([\"'`]?)([A-Za-z_]\\w*+)\\1");
    /** In PHP, the statement continues after the end. */
    private static final Pattern END = Pattern.compile("\\s*+([A-Za-z_]\\w*+)[;,)]*+\\s*+");

    private final Set<String> ends = new HashSet<>();
    private final Deque<String> open = new ArrayDeque<>();

    Heredocs(SourceText text) {
        for (int line = 1; line <= text.lineCount(); line++) {
            Matcher end = END.matcher(text.line(line));
            if (end.matches()) {
                ends.add(end.group(1));
            }
        }
    }

    /** Whether the next line belongs to a heredoc, including its last line. */
    boolean holds(String line) {
        boolean inside = !open.isEmpty();
        Matcher end = END.matcher(line);
        if (inside && end.matches() && end.group(1).equals(open.peek())) {
            open.pop();
            return true;
        }
        // Inside a heredoc, only interpolated code can start another.
        if (!inside || line.contains("#{")) {
            List<String> started = new ArrayList<>();
            Matcher start = START.matcher(line);
            while (start.find()) {
                if (ends.contains(start.group(2))) {
                    started.add(0, start.group(2));
                }
            }
            started.forEach(open::push);
        }
        return inside;
    }
}
