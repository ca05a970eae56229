package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The lines of a file that begin in a comment or are a docstring. */
final class CommentLines {
    private CommentLines() {}

    static BitSet of(SourceFile file) {
        SourceText text = file.tree().text();
        BitSet lines = new BitSet();
        for (SyntaxNode comment : file.tree().nodes(kind -> kind.endsWith("comment"))) {
            boolean isFirst = text.isBlank(text.byteStart(comment.line()), comment.start());
            lines.set(isFirst ? comment.line() : comment.line() + 1, comment.endLine() + 1);
        }
        if (file.language() == Language.PYTHON) {
            file.tree().nodes("expression_statement"::equals).stream()
                    .filter(CommentLines::isDocstring)
                    .forEach(one -> lines.set(one.line(), one.endLine() + 1));
        }
        return lines;
    }

    /** A string that is a statement of its own does nothing. */
    private static boolean isDocstring(SyntaxNode statement) {
        List<SyntaxNode> parts = statement.children();
        return parts.size() == 1 && parts.get(0).is("string");
    }

    /** Returns the lines of the docstring with which a definition begins. */
    static Optional<LineRange> docstring(SourceFile file, LineRange definition) {
        if (file.language() != Language.PYTHON) {
            return Optional.empty();
        }
        return file.tree().nodes("block"::equals).stream()
                .filter(block -> definition.contains(block.line()) && definition.contains(block.endLine()))
                .min(Comparator.comparing(SyntaxNode::start))
                .flatMap(block -> block.children().stream().findFirst())
                .filter(first -> first.is("expression_statement") && isDocstring(first))
                .map(first -> new LineRange(first.line(), first.endLine()));
    }

    /** Returns those directly above a line, which document what is there. */
    static Optional<LineRange> above(SourceFile file, int line) {
        int first = of(file).previousClearBit(line - 1) + 1;
        return first < line ? Optional.of(new LineRange(first, line - 1)) : Optional.empty();
    }
}
