package dev.codebasemcp.code.outline;

import dev.codebasemcp.code.text.SourceText;
import java.util.List;

/** Reads the head of a definition into one line: from the line of its name to the start of its body. */
final class Signature {
    private static final int MAX_LENGTH = 200;
    private static final int MAX_LINES = 12;
    /** The most bytes of a line to read; otherwise a program in one line would be copied for each definition. */
    private static final int MAX_READ = 4_096;
    /** Endings of a head that belong to the body. */
    private static final List<String> OPENINGS = List.of(" do", " =>", ":", "=", ",", "{", "(");

    private Signature() {}

    /**
     * Reads a head.
     *
     * @param line the line of the name
     * @param last the last line of the definition
     * @param from the start of the definition; after another definition's opening brace on the same line, reading starts here
     */
    static String of(SourceText text, int line, int last, int from) {
        boolean shared = from > text.byteStart(line) && from > text.firstBrace(line);
        if (shared) {
            return shorten(ownPart(text.slice(from, Math.min(text.byteEnd(line), from + MAX_READ))));
        }
        StringBuilder head = new StringBuilder();
        int depth = 0;
        int end = Math.min(last, line + MAX_LINES);
        for (int at = line; at <= end && head.length() <= MAX_LENGTH; at++) {
            String more = text.line(at, MAX_READ).strip();
            int stop = bodyStart(more, depth);
            head.append(head.length() == 0 ? "" : " ").append(more, 0, stop);
            depth += depthOf(more.substring(0, stop));
            if (stop < more.length() || depth <= 0) {
                break;
            }
        }
        return shorten(head.toString());
    }

    private static String ownPart(String line) {
        return line.substring(0, bodyStart(line, 0));
    }

    /** The start of a block outside parentheses; the line's length if there is none. */
    private static int bodyStart(String line, int outerDepth) {
        int depth = outerDepth;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (depth <= 0 && i > 0 && (c == '{' || c == ';')) {
                return i;
            }
            depth += change(c);
        }
        return line.length();
    }

    private static int depthOf(String part) {
        int depth = 0;
        for (int i = 0; i < part.length(); i++) {
            depth += change(part.charAt(i));
        }
        return depth;
    }

    private static int change(char c) {
        if (c == '(' || c == '[') {
            return 1;
        }
        return c == ')' || c == ']' ? -1 : 0;
    }

    private static String shorten(String head) {
        String line = withoutOpening(singleSpaced(head)).strip();
        if (line.length() <= MAX_LENGTH) {
            return line;
        }
        int cut = Character.isHighSurrogate(line.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return line.substring(0, cut);
    }

    /** Strips the text, and replaces each run of ASCII white space with one space. */
    private static String singleSpaced(String head) {
        String stripped = head.strip();
        StringBuilder flat = new StringBuilder(stripped.length());
        boolean space = false;
        for (int i = 0; i < stripped.length(); i++) {
            char c = stripped.charAt(i);
            boolean next = isSpace(c);
            if (!next) {
                flat.append(c);
            } else if (!space) {
                flat.append(' ');
            }
            space = next;
        }
        return flat.toString();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static String withoutOpening(String line) {
        for (String opening : OPENINGS) {
            if (line.endsWith(opening)) {
                return line.substring(0, line.length() - opening.length());
            }
        }
        return line;
    }
}
