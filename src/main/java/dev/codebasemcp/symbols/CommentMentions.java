package dev.codebasemcp.symbols;

import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds comments that name a symbol. Names such as {@code of} and {@code Field} are also words, so they count only where
 * they are written as code: {@code #of}, {@code of()}, or behind {@code @link} or a backtick.
 */
final class CommentMentions {
    private static final Pattern IDENTIFIER = Pattern.compile("\\p{L}+[\\p{Lu}\\d_$].*|[_$\\d].+");

    /** What precedes code in a comment, in the ways of several languages. */
    private static final List<String> MARKS =
            List.of("#", "`", ".", "~", "@link ", "@linkplain ", "@see ", "@code ", "@throws ", "@exception ");

    private final List<String> names;

    CommentMentions(Collection<String> names) {
        // A declaration that is being typed may have no name yet; each place has that one.
        this.names = names.stream().filter(name -> !name.isEmpty()).toList();
    }

    /** Whether a text has a name as a comment would; by hand, as a pattern that looks back at each place takes fifty times as long. */
    static boolean isIn(String text, String name) {
        boolean isIdentifier = IDENTIFIER.matcher(name).matches();
        for (int at = nextWord(text, name, 0); at >= 0; at = nextWord(text, name, at + 1)) {
            if (isIdentifier || isCode(text, at, at + name.length())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a text has a name as a word. */
    static boolean hasWord(String text, String name) {
        return nextWord(text, name, 0) >= 0;
    }

    /** Where a name is the next time as a word; negative if it is not. */
    private static int nextWord(String text, String name, int from) {
        if (name.isEmpty()) {
            return -1;
        }
        for (int at = text.indexOf(name, from); at >= 0; at = text.indexOf(name, at + 1)) {
            int end = at + name.length();
            if (!(at > 0 && isOfWord(text.charAt(at - 1))) && !(end < text.length() && isOfWord(text.charAt(end)))) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isCode(String text, int start, int end) {
        boolean isFollowed = end < text.length() && (text.charAt(end) == '(' || text.charAt(end) == '`');
        return isFollowed || MARKS.stream().anyMatch(mark -> text.startsWith(mark, start - mark.length()));
    }

    private static boolean isOfWord(char c) {
        return c == '_' || c == '$' || (c < 128 && Character.isLetterOrDigit(c));
    }

    /** The lines of comments with one of the names. */
    List<Integer> linesOf(SourceFile file) {
        List<Integer> lines = new ArrayList<>();
        SourceText text = file.tree().text();
        for (SyntaxNode comment : file.tree().nodes(kind -> kind.endsWith("comment"))) {
            for (int line = comment.line(); line <= comment.endLine(); line++) {
                int from = Math.max(comment.start(), text.byteStart(line));
                int to = Math.min(comment.end(), text.byteEnd(line));
                String written = text.slice(from, Math.max(from, to));
                if (names.stream().anyMatch(name -> isIn(written, name))) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }
}
