package dev.codebasemcp.code.outline;

import dev.codebasemcp.code.text.SourceText;
import java.util.regex.Pattern;

/** Finds the end of a definition by the indentation of the lines after it. */
final class IndentationExtent {
    private static final Pattern OPENS =
            Pattern.compile("[{(\\[]|begin\\b|do\\b|is\\b|as\\b.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern CLOSES =
            Pattern.compile("[})\\]]|end|fi\\b|done\\b|esac\\b|\\$\\$|@end|=#", Pattern.CASE_INSENSITIVE);
    private static final Pattern CONTINUES = Pattern.compile(
            "else|elseif|elsif|elif|catch|rescue|ensure|finally|then\\b|where\\b|with\\b|\\|",
            Pattern.CASE_INSENSITIVE);
    /** C++ access labels, at the level of their class or one deeper. */
    private static final Pattern ACCESS = Pattern.compile("(?:public|private|protected|signals)\\b[^({;:]*+:");

    private static final Pattern CLASS = Pattern.compile("\\b(?:class|struct|union)\\b");
    private static final Pattern STAYS_OPEN = Pattern.compile(".*(?:[{(\\[=]|->|=>|\\bthen|\\bdo|\\bas)\\s*");

    private final SourceText text;
    private final int[] indents;

    IndentationExtent(SourceText text) {
        this.text = text;
        this.indents = new int[text.lineCount() + 1];
        for (int line = 1; line <= text.lineCount(); line++) {
            indents[line] = text.indent(line);
        }
    }

    /** The last line of a definition that starts at a line. */
    int byIndentation(int start) {
        int own = indents[start];
        int end = start;
        for (int line = start + 1; line <= text.lineCount(); line++) {
            if (indents[line] < 0) {
                continue;
            }
            boolean level = indents[line] == own;
            if (indents[line] < own || (level && !belongs(start, end, line))) {
                return end;
            }
            end = line;
            if (level && isLast(text.line(line).strip())) {
                return end;
            }
        }
        return end;
    }

    /** The last line before {@code next} that is neither blank nor a comment. */
    int before(int start, int next, boolean[] commented) {
        int end = next - 1;
        while (end > start && (indents[end] < 0 || commented[end])) {
            end--;
        }
        return end;
    }

    private boolean belongs(int start, int end, int line) {
        String content = text.line(line).strip();
        // A form of a Lisp opens itself, so the one below it is the next.
        boolean form = text.line(start).strip().startsWith("(");
        boolean brace = end == start && !form && OPENS.matcher(content).lookingAt();
        boolean closes = CLOSES.matcher(content).lookingAt()
                && (end > start || STAYS_OPEN.matcher(text.line(start)).matches());
        boolean access = ACCESS.matcher(content).matches()
                && CLASS.matcher(text.line(start)).find();
        return brace
                || closes
                || access
                || (end > start && CONTINUES.matcher(content).lookingAt());
    }

    private static boolean isLast(String content) {
        return CLOSES.matcher(content).lookingAt()
                && !STAYS_OPEN.matcher(content).matches();
    }
}
