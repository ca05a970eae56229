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
 * Which lines of a text are in its here-documents: what stands there is text, whatever it looks like. One that never ends is
 * none. For the lines of one text, in their order.
 */
final class Heredocs {
    private static final Pattern START = Pattern.compile("<<<?[~-]? ?([\"'`]?)([A-Za-z_]\\w*+)\\1");
    /** Behind its end, a statement of PHP goes on. */
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

    /** Whether the next line is in one, or ends one. */
    boolean holds(String line) {
        boolean inside = !open.isEmpty();
        Matcher end = END.matcher(line);
        if (inside && end.matches() && end.group(1).equals(open.peek())) {
            open.pop();
            return true;
        }
        // Inside of one, only code that is put into the text can begin another.
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
