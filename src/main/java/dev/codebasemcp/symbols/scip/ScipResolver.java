package dev.codebasemcp.symbols.scip;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

    private static final Encoding[] TRIED = {Encoding.UTF16, Encoding.UTF8, Encoding.UTF32};

    private final Resolver other;
    private final CodeBase code;
    private final ScipIndexes indexes;
    private final Function<RepositoryId, Optional<Path>> roots;
    private final Map<FileKey, Optional<ScipDocument>> documents = new HashMap<>();

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
        Optional<Occurrence> occurrence =
                document(file).flatMap(document -> at(document, file.tree().text(), mention));
        if (occurrence.isEmpty()) {
            return other.resolve(file, mention);
        }
        if (occurrence.get().isDefinition() || occurrence.get().symbol().isEmpty()) {
            // How a member overrides another is told by the other resolver.
            return occurrence.get().isDefinition() ? other.resolve(file, mention) : Resolution.ELSEWHERE;
        }
        List<Declaration> declarations = index(file.key().repositoryId()).stream()
                .flatMap(index -> index.definitions(occurrence.get().symbol().get()).stream())
                .flatMap(definition -> declaration(file.key().repositoryId(), definition).stream())
                .toList();
        return Resolution.certain(declarations);
    }

    private Optional<Declaration> declaration(RepositoryId repository, ScipIndex.Definition definition) {
        return code.file(new FileKey(repository, definition.path()))
                .flatMap(file -> document(file)
                        .flatMap(document -> other.declarations(file).stream()
                                .filter(one -> at(document, file.tree().text(), one.nameNode())
                                        .filter(found -> found.start().equals(definition.start()))
                                        .isPresent())
                                .findFirst()));
    }

    private Optional<ScipIndex> index(RepositoryId repository) {
        return roots.apply(repository).flatMap(indexes::of);
    }

    /** What the index says of a file, if it is about this text of it. */
    private Optional<ScipDocument> document(SourceFile file) {
        Optional<ScipDocument> known = documents.get(file.key());
        if (known == null) {
            known = read(file);
            documents.put(file.key(), known);
        }
        return known;
    }

    private Optional<ScipDocument> read(SourceFile file) {
        Optional<Path> root = roots.apply(file.key().repositoryId());
        Optional<ScipIndex> index = root.flatMap(indexes::of);
        if (index.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path path = root.orElseThrow().resolve(file.path());
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

    private static Optional<Occurrence> at(ScipDocument document, SourceText text, SyntaxNode node) {
        int line = node.line();
        String before = text.slice(text.byteStart(line), node.start());
        for (Encoding tried : TRIED) {
            int column = document.encoding().column(before, tried);
            int length = document.encoding().column(node.text(), tried);
            Occurrence found = document.occurrences().get(new Position(line - 1, column));
            if (found != null && found.end() == column + length) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** Whether names are where the document has them. */
    private static boolean fits(ScipDocument document, SourceText text) {
        long fitting = document.occurrences().values().stream()
                .filter(occurrence -> isToken(occurrence, text))
                .count();
        return fitting >= FITTING * document.occurrences().size();
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
    public boolean isOfFileOnly(Declaration declaration) {
        return other.isOfFileOnly(declaration);
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
    public Set<String> aliases(SourceFile file, String name) {
        return other.aliases(file, name);
    }
}
