package dev.codebasemcp.symbols;

import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.symbols.IndexedCode.OtherVersion;
import dev.codebasemcp.symbols.UseSearch.Judge;
import dev.codebasemcp.symbols.UseSearch.Meaning;
import dev.codebasemcp.symbols.UseSearch.Uses;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.Resolver;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The code in which one file is what it was, beside the code as it is now.
 *
 * @param file the old one
 * @param definitions find declarations in that code
 * @param search finds uses in that code
 * @param now finds uses in the code as it is
 */
record EarlierCode(IndexedFile file, Definitions definitions, UseSearch search, UseSearch now) {
    /** Returns the code in which a file is {@code source}. */
    static EarlierCode of(SourceFile source, IndexedCode code, UseSearch now, Outliner outliner) {
        IndexedFile file =
                new IndexedFile(FileRef.of(source.key(), source.language().id()), -1, 0, 0);
        List<DefinedName> names = outliner
                .outline(source.language(), source.tree().text())
                .definitions()
                .stream()
                .map(EarlierCode::stored)
                .toList();
        IndexedCode before = code.replacing(new OtherVersion(file, source, names));
        UseSearch search = now.in(before);
        return new EarlierCode(file, new Definitions(before, search), search, now);
    }

    /** Returns the uses of a definition of the old file; empty if nobody could look for them. */
    Optional<Uses> uses(Definition definition) {
        return uses(definition, (file, mention, meaning) -> Optional.of(meaning));
    }

    /** Returns the uses of a definition that do not find it where it is now, and all in the old file. */
    Optional<Uses> usesOfOldPlace(Definition definition) {
        return uses(
                definition,
                (file, mention, meaning) -> Optional.of(meaning)
                        .filter(old -> old.confidence() != Confidence.BY_NAME)
                        .filter(old -> file.key().equals(this.file.ref().key())
                                || isUnknown(resolver(now, file).resolve(file, mention))));
    }

    /** Returns the uses of an overload. Where another one takes as many arguments, nothing tells whether it takes these. */
    Optional<Uses> usesOfOverload(Definition definition) {
        return uses(
                definition,
                (file, mention, meaning) -> mayMean(file, mention, definition.lines())
                        ? Optional.of(isTaken(now, file, mention) ? Meaning.BY_NAME : meaning)
                        : Optional.empty());
    }

    /** Whether a call in the file as it is now means the symbol of a lost overload, and that one alone took as many arguments. */
    boolean isOnlyTakenBy(Definition lost, SourceFile changed, SyntaxNode mention) {
        Resolver resolver = resolver(now, changed);
        List<Declaration> meant = declarations(resolver.resolve(changed, mention));
        return meant.stream()
                        .anyMatch(one -> one.file().key().equals(changed.key())
                                && one.qualifiedName().equals(lost.qualifiedName()))
                && meant.stream().noneMatch(one -> resolver.takes(one, mention))
                && declarations(lost).stream().anyMatch(one -> resolver.takes(one, mention));
    }

    private List<Declaration> declarations(Definition definition) {
        return definitions.of(
                new DefinedSymbol(file.ref(), List.of(OutlinedDefinition.of(stored(definition))), Optional.empty()));
    }

    private Optional<Uses> uses(Definition definition, Judge judge) {
        List<Declaration> targets = search.isOver() ? List.of() : declarations(definition);
        return targets.isEmpty() || search.isOver() ? Optional.empty() : Optional.of(search.of(targets, judge));
    }

    private boolean mayMean(SourceFile from, SyntaxNode mention, LineRange lines) {
        Resolver resolver = resolver(search, from);
        return declarations(resolver.resolve(from, mention)).stream()
                .filter(one -> one.file().key().equals(file.ref().key())
                        && lines.contains(one.nameNode().line()))
                .anyMatch(one -> resolver.takes(one, mention));
    }

    /** Whether one of the declarations that a mention may mean takes as many arguments as it gives. */
    static boolean isTaken(UseSearch search, SourceFile file, SyntaxNode mention) {
        Resolver resolver = resolver(search, file);
        return declarations(resolver.resolve(file, mention)).stream().anyMatch(one -> resolver.takes(one, mention));
    }

    private static Resolver resolver(UseSearch search, SourceFile file) {
        return search.languages().resolver(file.language());
    }

    private static List<Declaration> declarations(Resolution resolution) {
        if (resolution instanceof Resolution.Certain certain) {
            return certain.declarations();
        }
        return resolution instanceof Resolution.Probable probable ? probable.declarations() : List.of();
    }

    /** Whether a name refers to nothing in the code base, as far as anybody knows. */
    static boolean isUnknown(Resolution resolution) {
        return declarations(resolution).isEmpty();
    }

    private static DefinedName stored(Definition definition) {
        return new DefinedName(
                0,
                definition.name().toLowerCase(Locale.ROOT),
                definition.qualifiedName(),
                definition.kind(),
                definition.lines(),
                definition.signature());
    }
}
