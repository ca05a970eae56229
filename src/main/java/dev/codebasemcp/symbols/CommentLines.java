package dev.codebasemcp.symbols;

import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.BitSet;
import java.util.Optional;

/** The lines of a file that begin in a comment. */
final class CommentLines {
    private CommentLines() {}

    static BitSet of(SourceFile file) {
        SourceText text = file.tree().text();
        BitSet lines = new BitSet();
        for (SyntaxNode comment : file.tree().nodes(kind -> kind.endsWith("comment"))) {
            boolean isFirst = text.isBlank(text.byteStart(comment.line()), comment.start());
            lines.set(isFirst ? comment.line() : comment.line() + 1, comment.endLine() + 1);
        }
        return lines;
    }

    /** Returns those directly above a line, which document what is there. */
    static Optional<LineRange> above(SourceFile file, int line) {
        int first = of(file).previousClearBit(line - 1) + 1;
        return first < line ? Optional.of(new LineRange(first, line - 1)) : Optional.empty();
    }
}
