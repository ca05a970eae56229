package dev.codebasemcp.symbols.python;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type as it is written: {@code dict[str, X] | None}. Quotes count for nothing.
 *
 * @param name with dots; {@code |} for a choice, {@code [} for a list of types, empty for anything else
 */
record WrittenType(String name, List<WrittenType> arguments) {
    private static final int LONGEST = 2_000;
    private static final int DEEPEST = 20;
    private static final Pattern TOKEN =
            Pattern.compile("[\\p{L}_][\\w\\p{L}]*(?:\\s*\\.\\s*[\\p{L}_][\\w\\p{L}]*)*|\\.\\.\\.|\\S");
    private static final Pattern COMMENT = Pattern.compile("#[^\\n]*");

    WrittenType {
        arguments = List.copyOf(arguments);
    }

    /** Reads a type; its name is empty if it is none. */
    static WrittenType of(String text) {
        if (text.length() > LONGEST) {
            return new WrittenType("", List.of());
        }
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(COMMENT.matcher(text).replaceAll(" "));
        while (matcher.find()) {
            String token = matcher.group();
            if (!token.equals("\"") && !token.equals("'")) {
                tokens.add(token.replaceAll("\\s", ""));
            }
        }
        return new Reader(tokens).choice(0);
    }

    /** The names in it, each with its dots. */
    static List<String> names(String text) {
        return TOKEN.matcher(text.substring(0, Math.min(LONGEST, text.length())))
                .results()
                .map(result -> result.group().replaceAll("\\s", ""))
                .filter(token -> Character.isLetter(token.charAt(0)) || token.charAt(0) == '_')
                .toList();
    }

    private static final class Reader {
        private final List<String> tokens;
        private int next;

        Reader(List<String> tokens) {
            this.tokens = tokens;
        }

        private boolean has(String token) {
            return next < tokens.size() && tokens.get(next).equals(token);
        }

        WrittenType choice(int depth) {
            List<WrittenType> options = new ArrayList<>();
            options.add(one(depth));
            while (has("|")) {
                next++;
                options.add(one(depth));
            }
            return options.size() == 1 ? options.get(0) : new WrittenType("|", options);
        }

        private WrittenType one(int depth) {
            if (next >= tokens.size() || depth > DEEPEST) {
                next = tokens.size();
                return new WrittenType("", List.of());
            }
            if (has("[")) {
                return new WrittenType("[", arguments("]", depth));
            }
            if (has("(")) {
                List<WrittenType> inner = arguments(")", depth);
                return inner.size() == 1 ? inner.get(0) : new WrittenType("", inner);
            }
            String name = tokens.get(next++);
            boolean isName = Character.isLetter(name.charAt(0)) || name.charAt(0) == '_';
            List<WrittenType> arguments = has("[") ? arguments("]", depth) : List.of();
            return new WrittenType(isName ? name : "", arguments);
        }

        private List<WrittenType> arguments(String close, int depth) {
            next++;
            List<WrittenType> arguments = new ArrayList<>();
            while (next < tokens.size() && !has(close)) {
                int before = next;
                if (has(",")) {
                    next++;
                } else {
                    arguments.add(choice(depth + 1));
                }
                next = Math.max(next, before + 1);
            }
            next++;
            return arguments;
        }
    }
}
