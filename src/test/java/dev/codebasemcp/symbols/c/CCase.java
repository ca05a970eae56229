package dev.codebasemcp.symbols.c;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.Resolver;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.resolve.SourceTrees;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of C have in common: code in memory. */
abstract class CCase {
    @TempDir
    static Path natives;

    SourceTrees code;

    @BeforeEach
    void open() {
        code = new SourceTrees(natives, all -> new CResolver(all, new Nothing()));
    }

    @AfterEach
    void close() {
        code.close();
    }

    /** Stands for the languages without rules. */
    private record Nothing() implements Resolver {
        @Override
        public List<Declaration> declarations(SourceFile file) {
            return List.of();
        }

        @Override
        public List<SyntaxNode> mentions(SourceFile file, Set<String> names) {
            return List.of();
        }

        @Override
        public Resolution resolve(SourceFile file, SyntaxNode mention) {
            return Resolution.UNDECIDED;
        }

        @Override
        public ReferenceKind kind(SourceFile file, SyntaxNode mention) {
            return ReferenceKind.READ;
        }
    }
}
