package dev.codebasemcp.search.render;

import dev.codebasemcp.model.LineRange;
import java.util.List;

/**
 * Which lines above a definition are its comment, told by how they look: other code may stand there as well, of which nothing
 * is known.
 */
final class CommentAbove {
    private static final List<String> MARKS = List.of(
            "//", "/*", "*", "#", "--", ";", "%", "'", "\"", "@", "[", "<!--", "!", "{-", "(*", "=begin", "rem ");
    /** Ends of comments whose inner lines need no mark, and their starts. */
    private static final List<List<String>> BLOCKS = List.of(
            List.of("*/", "/*"),
            List.of("-->", "<!--"),
            List.of("-}", "{-"),
            List.of("*)", "(*"),
            List.of("#>", "<#"),
            List.of("=end", "=begin"),
            List.of("=cut", "="),
            List.of("\"\"\"", "\"\"\""));

    private CommentAbove() {}

    /**
     * A definition with its comment.
     *
     * @param lines of the chunk, neighbours all
     * @param most how far the comment may reach up
     * @param own the lines of the definition with its decorators
     */
    static LineRange of(List<Snippet.Line> lines, LineRange most, LineRange own) {
        int first = lines.get(0).number();
        int start = Math.min(own.start(), first + lines.size());
        String opening = "";
        for (int line = start - 1; line >= most.start() && line >= first; line--) {
            String text = lines.get(line - first).text().strip();
            if (!opening.isEmpty()) {
                opening = text.startsWith(opening) ? "" : opening;
            } else {
                opening = openingOf(text);
                if (opening.isEmpty() && MARKS.stream().noneMatch(text::startsWith)) {
                    break;
                }
            }
            start = line;
        }
        return new LineRange(start, own.end());
    }

    /** What began the block that ends with a line; empty if none does, or if it began there. */
    private static String openingOf(String text) {
        for (List<String> block : BLOCKS) {
            String end = block.get(0);
            if (text.endsWith(end) && (text.length() == end.length() || !text.startsWith(block.get(1)))) {
                return block.get(1);
            }
        }
        return "";
    }
}
