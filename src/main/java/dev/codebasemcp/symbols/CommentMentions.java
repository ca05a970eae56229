package dev.codebasemcp.symbols;

import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds comments that name a symbol. Names such as {@code of} and {@code Field} are also words, so they count only where
 * they are written as code: {@code #of}, {@code of()}, or behind {@code @link} or a backtick.
 */
final class CommentMentions {
    private static final Pattern IDENTIFIER = Pattern.compile("\\p{L}+[\\p{Lu}\\d_$].*|[_$\\d].+");

    private final Pattern mention;

    CommentMentions(Collection<String> names) {
        this.mention = Pattern.compile(
                names.stream().sorted().map(CommentMentions::pattern).collect(Collectors.joining("|")));
    }

    private static String pattern(String name) {
        String word = "(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])";
        if (IDENTIFIER.matcher(name).matches()) {
            return word;
        }
        String before = "(?<=[#`.]|@link |@linkplain |@see |@code |@throws |@exception |:`|~)";
        return before + word + "|" + word + "(?=\\(|`)";
    }

    /** The lines of comments with one of the names. */
    List<Integer> linesOf(SourceFile file) {
        List<Integer> lines = new ArrayList<>();
        SourceText text = file.tree().text();
        for (SyntaxNode comment : file.tree().nodes(kind -> kind.endsWith("comment"))) {
            for (int line = comment.line(); line <= comment.endLine(); line++) {
                int from = Math.max(comment.start(), text.byteStart(line));
                int to = Math.min(comment.end(), text.byteEnd(line));
                if (mention.matcher(text.slice(from, Math.max(from, to))).find()) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }
}
