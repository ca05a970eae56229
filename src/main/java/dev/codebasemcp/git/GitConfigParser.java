package dev.codebasemcp.git;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The syntax of git's config files. A damaged file counts up to its first fault. */
final class GitConfigParser {
    private static final char END = '\uffff';

    private final String text;
    private int at;
    private String section = "";
    private Optional<String> subsection = Optional.empty();

    private GitConfigParser(String text) {
        this.text = text;
    }

    /** The text violates the syntax at the current position. */
    private static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1;
    }

    static List<GitVariable> parse(String text) {
        GitConfigParser parser = new GitConfigParser(text.replace("\r\n", "\n"));
        List<GitVariable> variables = new ArrayList<>();
        try {
            parser.readAll(variables);
        } catch (DamagedException damaged) {
            return variables;
        }
        return variables;
    }

    private void readAll(List<GitVariable> variables) throws DamagedException {
        at = text.startsWith("\ufeff") ? 1 : 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '#' || c == ';') {
                skipLine();
            } else if (c == '[') {
                at++;
                readSection();
            } else {
                variables.add(variable());
            }
        }
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private void readSection() throws DamagedException {
        int start = at;
        while (isNameCharacter(peek()) || peek() == '.') {
            at++;
        }
        String name = text.substring(start, at).toLowerCase(Locale.ROOT);
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
        int dot = name.indexOf('.');
        section = dot < 0 ? name : name.substring(0, dot);
        subsection = dot < 0 ? Optional.empty() : Optional.of(name.substring(dot + 1));
        if (peek() == '"') {
            at++;
            subsection = Optional.of(quoted());
        }
        if (peek() != ']') {
            throw new DamagedException();
        }
        at++;
    }

    /** Reads a subsection up to its closing quote. */
    private String quoted() throws DamagedException {
        StringBuilder name = new StringBuilder();
        for (; peek() != '"'; at++) {
            if (peek() == '\\') {
                at++;
            }
            if (peek() == '\n' || peek() == END) {
                throw new DamagedException();
            }
            name.append(peek());
        }
        at++;
        return name.toString();
    }

    private GitVariable variable() throws DamagedException {
        int start = at;
        while (isNameCharacter(peek())) {
            at++;
        }
        String name = text.substring(start, at).toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            throw new DamagedException();
        }
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
        if (peek() == '=') {
            at++;
            return new GitVariable(section, subsection, name, Optional.of(value()));
        }
        if (peek() != '\n' && peek() != END && peek() != '#' && peek() != ';') {
            throw new DamagedException();
        }
        return new GitVariable(section, subsection, name, Optional.empty());
    }

    private String value() throws DamagedException {
        StringBuilder value = new StringBuilder();
        // Trailing white space counts only within quotes.
        int kept = 0;
        boolean quotes = false;
        for (char c = peek(); c != '\n' && c != END; c = peek()) {
            at++;
            if (!quotes && (c == '#' || c == ';')) {
                skipLine();
            } else if (c == '"') {
                quotes = !quotes;
                kept = value.length();
            } else if (c == '\\') {
                escaped().ifPresent(value::append);
                kept = value.length();
            } else {
                kept = append(value, c, quotes, kept);
            }
        }
        if (quotes) {
            throw new DamagedException();
        }
        return value.substring(0, kept);
    }

    /** Appends a character, unless it is leading white space. Returns how many characters to keep so far. */
    private static int append(StringBuilder value, char c, boolean quotes, int kept) {
        boolean counts = quotes || !Character.isWhitespace(c);
        if (counts || value.length() > 0) {
            value.append(c);
        }
        return counts ? value.length() : kept;
    }

    /** Decodes an escape sequence; empty at the end of a line, which continues on the next one. */
    private Optional<Character> escaped() throws DamagedException {
        char c = peek();
        at++;
        return switch (c) {
            case '\n' -> Optional.empty();
            case 'n' -> Optional.of('\n');
            case 't' -> Optional.of('\t');
            case 'b' -> Optional.of('\b');
            case '"', '\\' -> Optional.of(c);
            default -> throw new DamagedException();
        };
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    }
}
