package dev.codebasemcp.symbols.scip;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.symbols.resolve.CodeBase;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.Resolver;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.scip.ScipDocument.Encoding;
import dev.codebasemcp.symbols.scip.ScipDocument.Occurrence;
import dev.codebasemcp.symbols.scip.ScipDocument.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves names as a compiler did, where a SCIP index has the file as it is; else as another resolver does. Used by one
 * thread.
 */
public final class ScipResolver implements Resolver {
    private static final Logger LOG = LoggerFactory.getLogger(ScipResolver.class);
    /** An index of another text of the file has names where the file has none. */
    private static final double FITTING = 0.95;

    /** What the documents of a question may take of the memory. */
    private static final long MOST_BYTES = 32L << 20;

    private static final long BYTES_OF_A_FILE = 200;
    /** What the indexes of a question may take, which stay even if others need the memory. */
    private static final long MOST_PINNED = 64L << 20;

    private static final Encoding[] TRIED = {Encoding.UTF16, Encoding.UTF8, Encoding.UTF32};

    private final Resolver other;
    private final CodeBase code;
    private final ScipIndexes indexes;
    private final Function<RepositoryId, Optional<Path>> roots;
    private final Map<RepositoryId, Optional<ScipIndex>> pinned = new HashMap<>();
    private final Cache<FileKey, Optional<ScipDocument>> documents = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((FileKey file, Optional<ScipDocument> document) ->
                    (int) (BYTES_OF_A_FILE + document.map(ScipDocument::bytes).orElse(0L)))
            .executor(Runnable::run)
            .build();

    /**
     * Creates a resolver for one state of a code base.
     *
     * @param other resolves what no index does
     * @param roots the directories of repositories that are on this machine
     */
    public ScipResolver(
            Resolver other, CodeBase code, ScipIndexes indexes, Function<RepositoryId, Optional<Path>> roots) {
        this.other = other;
        this.code = code;
        this.indexes = indexes;
        this.roots = roots;
    }

    @Override
    public Resolution resolve(SourceFile file, SyntaxNode mention) {
        List<Occurrence> occurrences = document(file)
                .map(document -> at(document, file.tree().text(), mention))
                .orElse(List.of());
        if (occurrences.isEmpty()) {
            return other.resolve(file, mention);
        }
        // How a member overrides another is told by the other resolver.
        boolean isSourceNeeded = occurrences.stream().anyMatch(Occurrence::isDefinition);
        List<Declaration> declarations = new ArrayList<>();
        for (String symbol : referred(occurrences)) {
            List<ScipIndex.Definition> definitions = index(file.key().repositoryId())
                    .map(index -> index.definitions(symbol))
                    .orElse(List.of());
            List<Declaration> now = definitions.stream()
                    .flatMap(one -> declared(file.key().repositoryId(), symbol, one))
                    .toList();
            // The file that defines it may have changed since, or no declaration is at the place.
            isSourceNeeded |= now.isEmpty() && !definitions.isEmpty();
            declarations.addAll(now);
        }
        return isSourceNeeded
                ? together(declarations, other.resolve(file, mention))
                : Resolution.certain(declarations.stream().distinct().toList());
    }

    private static List<String> referred(List<Occurrence> occurrences) {
        return occurrences.stream()
                .filter(occurrence -> !occurrence.isDefinition())
                .flatMap(occurrence -> occurrence.symbol().stream())
                .distinct()
                .toList();
    }

    /** What the index says, and what the source says beside it. */
    private static Resolution together(List<Declaration> declarations, Resolution source) {
        if (declarations.isEmpty()) {
            return source;
        }
        Stream<Declaration> more =
                source instanceof Resolution.Certain certain ? certain.declarations().stream() : Stream.empty();
        return Resolution.certain(
                Stream.concat(declarations.stream(), more).distinct().toList());
    }

    /** The declarations that are now where the index defines a symbol. */
    private Stream<Declaration> declared(RepositoryId repository, String symbol, ScipIndex.Definition definition) {
        Optional<SourceFile> file = code.file(new FileKey(repository, definition.path()));
        Optional<ScipDocument> document = file.flatMap(this::document);
        if (document.isEmpty()) {
            return Stream.empty();
        }
        Position start = definition.start();
        return other.declarations(file.orElseThrow()).stream()
                .filter(one -> one.nameNode().line() == start.line() + 1)
                .filter(one -> at(document.get(), one.file().tree().text(), one.nameNode()).stream()
                        .anyMatch(found -> found.isDefinition()
                                && found.start().equals(start)
                                && found.symbol().filter(symbol::equals).isPresent()));
    }

    /** One question is answered from one index, also if the file is replaced meanwhile. */
    private Optional<ScipIndex> index(RepositoryId repository) {
        Optional<ScipIndex> known = pinned.get(repository);
        if (known == null) {
            known = roots.apply(repository).flatMap(indexes::of).filter(this::isPinnable);
            pinned.put(repository, known);
        }
        return known;
    }

    private boolean isPinnable(ScipIndex index) {
        long all = index.bytes()
                + pinned.values().stream()
                        .flatMap(Optional::stream)
                        .mapToLong(ScipIndex::bytes)
                        .sum();
        if (all > MOST_PINNED) {
            LOG.info("A SCIP index is not used for this question, because those of other repositories fill the memory");
        }
        return all <= MOST_PINNED;
    }

    /** What the index says of a file, if it is about this text of it. */
    private Optional<ScipDocument> document(SourceFile file) {
        Optional<ScipDocument> known = documents.getIfPresent(file.key());
        if (known == null) {
            known = read(file);
            documents.put(file.key(), known);
        }
        return known;
    }

    private Optional<ScipDocument> read(SourceFile file) {
        Optional<ScipIndex> index = index(file.key().repositoryId());
        Optional<Path> root = roots.apply(file.key().repositoryId());
        if (index.isEmpty() || root.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path path = root.get().resolve(file.path());
            if (Files.getLastModifiedTime(path).compareTo(index.get().modified()) > 0) {
                return Optional.empty();
            }
            return index.get()
                    .document(file.path())
                    .filter(document -> fits(document, file.tree().text()));
        } catch (IOException unreadable) {
            LOG.info("The SCIP index says nothing of {}: {}", file.path(), unreadable.toString());
            return Optional.empty();
        }
    }

    private static List<Occurrence> at(ScipDocument document, SourceText text, SyntaxNode node) {
        int line = node.line();
        String before = text.slice(text.byteStart(line), node.start());
        for (Encoding tried : TRIED) {
            int column = document.encoding().column(before, tried);
            int end = column + document.encoding().column(node.text(), tried);
            List<Occurrence> found =
                    document.occurrences().getOrDefault(new Position(line - 1, column), List.of()).stream()
                            .filter(occurrence -> occurrence.end() == end)
                            .toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** Whether names are where the document has them. */
    private static boolean fits(ScipDocument document, SourceText text) {
        List<Occurrence> all =
                document.occurrences().values().stream().flatMap(List::stream).toList();
        long fitting =
                all.stream().filter(occurrence -> isToken(occurrence, text)).count();
        return fitting >= FITTING * all.size();
    }

    /** Whether a range begins and ends where a name or a quoted text does; only lines of ASCII are looked at. */
    private static boolean isToken(Occurrence occurrence, SourceText text) {
        int line = occurrence.start().line() + 1;
        if (line < 1 || line > text.lineCount()) {
            return false;
        }
        String written = text.text(new LineRange(line, line));
        int start = occurrence.start().column();
        int end = occurrence.end();
        if (end < 0 || start == end || !written.chars().allMatch(c -> c < 128)) {
            return true;
        }
        boolean isInside = 0 <= start && start < end && end <= written.length();
        return isInside && isEdge(written, start) && isEdge(written, end);
    }

    private static boolean isEdge(String line, int at) {
        return at == 0
                || at == line.length()
                || !(Character.isJavaIdentifierPart(line.charAt(at - 1))
                        && Character.isJavaIdentifierPart(line.charAt(at)));
    }

    @Override
    public List<Declaration> declarations(SourceFile file) {
        return other.declarations(file);
    }

    @Override
    public List<SyntaxNode> mentions(SourceFile file, Set<String> names) {
        return other.mentions(file, names);
    }

    @Override
    public ReferenceKind kind(SourceFile file, SyntaxNode mention) {
        return other.kind(file, mention);
    }

    @Override
    public boolean takes(Declaration declaration, SyntaxNode mention) {
        return other.takes(declaration, mention);
    }

    @Override
    public Map<SyntaxNode, FileKey> importedModules(SourceFile file) {
        return other.importedModules(file);
    }

    @Override
    public boolean isOfFileOnly(Declaration declaration) {
        return other.isOfFileOnly(declaration);
    }

    @Override
    public boolean isAnnouncement(Declaration declaration) {
        return other.isAnnouncement(declaration);
    }

    @Override
    public Optional<String> moduleWord(Declaration declaration) {
        return other.moduleWord(declaration);
    }

    @Override
    public Optional<Declaration> subtypeAt(SourceFile file, SyntaxNode mention) {
        return other.subtypeAt(file, mention);
    }

    @Override
    public boolean isAnonymousSubtypeAt(SourceFile file, SyntaxNode mention) {
        return other.isAnonymousSubtypeAt(file, mention);
    }

    @Override
    public Set<String> aliases(SourceFile file, String name) {
        return other.aliases(file, name);
    }
}
