package dev.codebasemcp.symbols;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.symbols.UseSearch.Meaning;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import dev.codebasemcp.symbols.resolve.Resolver;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Describes references in one file. Used by one thread. */
final class ReferencesInFile {
    private static final int LONGEST_LINE = 400;

    private final IndexedCode code;
    private final FileRef ref;
    private final SourceFile file;
    private final Resolver resolver;
    /** Most files with a name do not refer to the symbol, so their declarations are not needed. */
    private @Nullable List<Declaration> declarations;

    ReferencesInFile(IndexedCode code, FileRef ref, SourceFile file, Resolver resolver) {
        this.code = code;
        this.ref = ref;
        this.file = file;
        this.resolver = resolver;
    }

    Reference at(SyntaxNode mention, Meaning meaning) {
        return at(
                mention.start(),
                resolver.kind(file, mention),
                meaning,
                resolver.subtypeAt(file, mention).map(this::symbol).or(() -> anonymous(mention)));
    }

    /** A type without a name is named after what is around it, and told from others by its line. */
    private Optional<Symbol> anonymous(SyntaxNode mention) {
        if (!resolver.isAnonymousSubtypeAt(file, mention)) {
            return Optional.empty();
        }
        int line = mention.line();
        String place = around(mention.start()).map(Symbol::qualifiedName).orElse(ref.path());
        return Optional.of(new Symbol(ref, Reference.ANONYMOUS + place, "line " + line, line));
    }

    Reference inComment(int line) {
        int start = file.tree().text().byteStart(line);
        return at(start, ReferenceKind.DOCUMENTATION, Meaning.BY_NAME, Optional.empty());
    }

    private Reference at(int start, ReferenceKind kind, Meaning meaning, Optional<Symbol> subtype) {
        int line = file.tree().text().lineOfByte(start);
        String text = file.tree().text().line(line, LONGEST_LINE).strip();
        return new Reference(
                ref,
                line,
                text,
                around(start),
                kind,
                meaning.confidence(),
                meaning.targets().stream()
                        .flatMap(target -> code.symbol(target).stream())
                        .toList(),
                subtype);
    }

    private Symbol symbol(Declaration declaration) {
        return Symbol.of(declaration, ref);
    }

    private Optional<Symbol> around(int start) {
        List<Declaration> all = declarations;
        if (all == null) {
            all = resolver.declarations(file);
            declarations = all;
        }
        return all.stream()
                .filter(one -> one.node().start() <= start && start < one.node().end())
                .min(Comparator.comparing(one -> one.node().end() - one.node().start()))
                .map(this::symbol);
    }
}
