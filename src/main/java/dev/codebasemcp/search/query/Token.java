package dev.codebasemcp.search.query;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.terms.Identifiers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A blank-separated piece of a query, without surrounding punctuation.
 *
 * @param text as written
 * @param quoted whether it was in backticks or quotes
 * @param called whether it was followed by a call's parentheses
 */
record Token(String text, boolean quoted, boolean called) {
    /** Extensions that more often name members of modules and objects than end file names. */
    private static final Set<String> MEMBERS =
            Set.of("text", "service", "properties", "props", "targets", "markdown", "rest", "desktop", "fs", "es");

    private static final Pattern NAME = Pattern.compile("[\\p{L}_$@][\\p{L}\\p{N}_$]*[?!]?");
    // Repeated groups are possessive: in Java, others need a stack frame per repetition.
    private static final Pattern QUALIFIED = Pattern.compile("(?=.*[\\p{L}\\p{N}_$]{2})[\\p{L}_$@][\\p{L}\\p{N}_$]*"
            + "(?:(?:::|\\.|#|->|:)[\\p{L}_$][\\p{L}\\p{N}_$]*+)++[?!]?");
    private static final Pattern SCOPE = Pattern.compile("::|->|[.#:/]");
    private static final Pattern HUMP =
            Pattern.compile("\\p{javaLowerCase}\\p{javaUpperCase}|\\p{javaUpperCase}{2}\\p{javaLowerCase}{2}");
    private static final Pattern INNER_UNDERSCORE = Pattern.compile("[^_]_+[^_]|^_+\\p{L}|\\p{L}_+$");
    private static final Pattern PATH = Pattern.compile("[\\w.@+-]+(?:/[\\w.@+-]++)++/?"
            + "|[\\w@+-]++(?:\\.[\\w+-]++)++(?<=\\.\\p{Lower}[\\p{Lower}\\d+-]{0,16})");
    private static final Pattern LEADING = Pattern.compile("^[\\s\"'`(\\[{<,;:.!?]+");
    private static final Pattern TRAILING = Pattern.compile("[\\s\"'`)\\]}>,;:.!?(\\[{]+$");
    private static final Pattern CALL = Pattern.compile("\\(\\)?[^()]*\\)?[\"'`,;:.!?]*$");
    private static final Pattern PUNCTUATED_NAME =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*+(?:(?:::|\\.|#|->|:)[\\p{L}_$][\\p{L}\\p{N}_$]*+)*+[!?]");

    /**
     * Strips the punctuation of prose from a piece; empty if nothing is left.
     *
     * @param alone whether it is the only piece of the query; then a final {@code ?} or {@code !} may belong to a name
     */
    static Token of(String piece, boolean alone) {
        if (alone && PUNCTUATED_NAME.matcher(piece).matches() && !isPathWithMark(piece)) {
            return new Token(piece, false, false);
        }
        String bare = LEADING.matcher(piece).replaceFirst("");
        boolean quoted = !piece.isEmpty() && "\"'`".indexOf(piece.charAt(0)) >= 0;
        boolean called = bare.indexOf('(') > 0 && CALL.matcher(bare).find();
        String text = called
                ? bare.substring(0, bare.indexOf('('))
                : TRAILING.matcher(bare).replaceFirst("");
        return new Token(text, quoted, called);
    }

    private static boolean isPathWithMark(String piece) {
        return new Token(piece.substring(0, piece.length() - 1), false, false).looksLikePath();
    }

    String lower() {
        return text.toLowerCase(Locale.ROOT);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Whether it may be a name in code, plain or qualified. */
    boolean isName() {
        return NAME.matcher(text).matches() || isQualified();
    }

    boolean isQualified() {
        return QUALIFIED.matcher(text).matches();
    }

    /** Whether it is written unlike any word of prose. */
    boolean looksLikeCode() {
        return isName()
                && (quoted
                        || called
                        || isQualified()
                        || HUMP.matcher(text).find()
                        || INNER_UNDERSCORE.matcher(text).find());
    }

    boolean looksLikePath() {
        return PATH.matcher(text).matches()
                && (text.indexOf('/') > 0 || (Language.isExtension(ending()) && !MEMBERS.contains(ending())));
    }

    boolean isCapitalised() {
        return NAME.matcher(text).matches() && Character.isUpperCase(text.codePointAt(0));
    }

    /** The components of a qualified name; one for a plain name. */
    List<String> components() {
        return List.of(SCOPE.split(lower()));
    }

    /** The last component of a qualified name as written. */
    String lastComponent() {
        return SCOPE.splitAsStream(text).reduce((earlier, later) -> later).orElse(text);
    }

    List<String> parts() {
        return Identifiers.split(text);
    }

    private String ending() {
        return lower().substring(text.lastIndexOf('.') + 1);
    }
}
