package dev.codebasemcp.search.render;

import dev.codebasemcp.model.LineRange;
import java.util.List;

/** Finds the comment above a definition by how its lines look; they may also be unrelated code. */
final class CommentAbove {
    private static final List<String> MARKS = List.of(
            "//", "/*", "*", "#", "--", ";", "%", "'", "\"", "@", "[", "<!--", "!", "{-", "(*", "=begin", "rem ");
    /** The ends and starts of comments whose inner lines need no mark. */
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
     * The lines of a definition with its comment.
     *
     * @param lines the contiguous lines of the chunk
     * @param most the widest range that the comment may cover
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

    /** The start mark of the block that ends on a line; empty if none ends there, or it also started there. */
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
