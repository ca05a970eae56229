package dev.codebasemcp.symbols;

import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.List;
import java.util.Optional;

/** Finds the comment that documents a definition. */
final class CommentAbove {
    private CommentAbove() {}

    /** Returns the lines of the comments that end directly above a line, without other code on them. */
    static Optional<LineRange> of(SourceFile file, int line) {
        SourceText text = file.tree().text();
        List<SyntaxNode> comments = file.tree().nodes(kind -> kind.endsWith("comment"));
        int first = line;
        for (int i = comments.size() - 1; i >= 0; i--) {
            SyntaxNode comment = comments.get(i);
            boolean endsAbove = comment.endLine() == first - 1;
            if (endsAbove && text.isBlank(text.byteStart(comment.line()), comment.start())) {
                first = comment.line();
            } else if (comment.endLine() < first - 1) {
                break;
            }
        }
        return first < line ? Optional.of(new LineRange(first, line - 1)) : Optional.empty();
    }
}
