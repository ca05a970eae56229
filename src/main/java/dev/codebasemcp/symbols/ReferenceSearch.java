package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.Resolver;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the places that refer to a symbol, in one state of an index. Used once, by one thread. */
final class ReferenceSearch {
    private static final int MOST_FILES = 3_000;
    /** A client waits for some ten seconds. What was parsed by then is kept, so the same question goes further next time. */
    private static final Duration TIME = Duration.ofSeconds(8);
    /** Resolvers keep what they saw; after this number of files they start anew, so that memory is bounded. */
    private static final int FILES_PER_RESOLVER = 100;

    private static final int LONGEST_LINE = 400;

    private final IndexedCode code;
    private final long deadline = System.nanoTime() + TIME.toNanos();
    private Languages languages;

    ReferenceSearch(IndexedCode code) {
        this.code = code;
        this.languages = new Languages(code);
    }

    References find(SymbolName symbol, Optional<SymbolPlace> place) {
        List<Declaration> targets = new Definitions(code, languages).find(symbol, place);
        if (targets.isEmpty()) {
            return References.NONE;
        }
        Set<Language> asked = new TreeSet<>();
        targets.forEach(target -> asked.add(target.file().language()));
        List<IndexedFile> holding = code.files().containing(symbol.name()).stream()
                .filter(file -> Language.byId(file.ref().language())
                        .filter(language -> asked.stream().anyMatch(one -> Languages.areRelated(one, language)))
                        .isPresent())
                .toList();
        List<Reference> places = new ArrayList<>();
        int read = 0;
        for (IndexedFile file : holding) {
            if (read == MOST_FILES || System.nanoTime() - deadline > 0) {
                break;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new UnavailableException("Interrupted while reading the files with the name.");
            }
            if (++read % FILES_PER_RESOLVER == 0) {
                languages = new Languages(code);
            }
            code.parse(file).ifPresent(parsed -> places.addAll(in(file, parsed, targets)));
        }
        places.sort(Comparator.comparing(one -> one.confidence() == Confidence.BY_NAME));
        List<Language> namesOnly =
                asked.stream().filter(one -> !Languages.resolves(one)).toList();
        return new References(targets, places, read, holding.size(), namesOnly);
    }

    private List<Reference> in(IndexedFile indexed, SourceFile file, List<Declaration> targets) {
        Resolver resolver = languages.resolver(file.language());
        Set<String> names = new HashSet<>();
        for (Declaration target : targets) {
            names.add(target.name());
            names.addAll(resolver.aliases(file, target.name()));
        }
        List<Use> uses = new ArrayList<>();
        for (SyntaxNode mention : resolver.mentions(file, names)) {
            if (targets.stream().anyMatch(target -> target.nameNode().equals(mention))) {
                continue;
            }
            confidence(resolver.resolve(file, mention), targets)
                    .ifPresent(
                            confidence -> uses.add(new Use(mention.start(), resolver.kind(file, mention), confidence)));
        }
        for (int line : new CommentMentions(names).linesOf(file)) {
            int start = file.tree().text().byteStart(line);
            uses.add(new Use(start, ReferenceKind.DOCUMENTATION, Confidence.BY_NAME));
        }
        if (uses.isEmpty()) {
            return List.of();
        }
        Surroundings around = new Surroundings(indexed, file, resolver.declarations(file));
        return uses.stream()
                .map(around::reference)
                .sorted(Comparator.comparing(Reference::line))
                .toList();
    }

    private static Optional<Confidence> confidence(Resolution resolution, List<Declaration> targets) {
        if (resolution instanceof Resolution.Certain certain) {
            return isAny(certain.declarations(), targets) ? Optional.of(Confidence.RESOLVED) : Optional.empty();
        }
        if (resolution instanceof Resolution.Probable probable) {
            return isAny(probable.declarations(), targets) ? Optional.of(Confidence.LIKELY) : Optional.empty();
        }
        return resolution instanceof Resolution.Undecided ? Optional.of(Confidence.BY_NAME) : Optional.empty();
    }

    private static boolean isAny(List<Declaration> found, List<Declaration> targets) {
        return found.stream().anyMatch(one -> targets.stream().anyMatch(one::isSameSymbol));
    }

    /** A use at a byte of a file. */
    private record Use(int start, ReferenceKind kind, Confidence confidence) {}

    /** A file, and the declarations in it. */
    private record Surroundings(IndexedFile indexed, SourceFile file, List<Declaration> declarations) {
        Reference reference(Use use) {
            int start = use.start();
            Optional<String> inSymbol = declarations.stream()
                    .filter(one ->
                            one.node().start() <= start && start < one.node().end())
                    .min(Comparator.comparing(
                            one -> one.node().end() - one.node().start()))
                    .map(Declaration::qualifiedName);
            int line = file.tree().text().lineOfByte(start);
            String text = file.tree().text().line(line, LONGEST_LINE).strip();
            return new Reference(indexed.ref(), line, text, inSymbol, use.kind(), use.confidence());
        }
    }
}
