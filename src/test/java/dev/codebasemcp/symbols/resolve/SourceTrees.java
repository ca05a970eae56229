package dev.codebasemcp.symbols.resolve;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.parser.Grammars;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.quarantine.Quarantine;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Files in memory, for tests of resolvers. */
public final class SourceTrees implements CodeBase, AutoCloseable {
    private final RepositoryId repository = new RepositoryId(UUID.randomUUID());
    private final Outliner outliner;
    private final Function<CodeBase, Resolver> resolvers;
    private final Map<String, SourceFile> files = new TreeMap<>();
    private final Map<String, String> texts = new TreeMap<>();

    /** Starts without files; {@code natives} is a directory for native libraries. */
    public SourceTrees(Path natives, Function<CodeBase, Resolver> resolvers) {
        this.outliner = new Outliner(new Grammars(natives), new Quarantine(natives, Clock.systemUTC()));
        this.resolvers = resolvers;
    }

    /** Adds a file. */
    public SourceTrees with(String path, String text) {
        Language language = Language.of(path, "");
        files.put(
                path,
                new SourceFile(
                        new FileKey(repository, path),
                        language,
                        outliner.tree(language, SourceText.of(text)).orElseThrow()));
        return this;
    }

    /** Adds a file that no grammar reads, such as {@code go.mod}. */
    public SourceTrees withText(String path, String text) {
        texts.put(path, text);
        return this;
    }

    /** Returns the places that refer to a symbol, such as {@code a/B.java:3 call}, with {@code ?} if it is not certain. */
    public List<String> uses(String path, String qualifiedName) {
        Resolver resolver = resolvers.apply(this);
        SourceFile defining = Optional.ofNullable(files.get(path)).orElseThrow();
        List<Declaration> targets = resolver.declarations(defining).stream()
                .filter(declaration -> declaration.qualifiedName().equals(qualifiedName))
                .toList();
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("no declaration of " + qualifiedName + " in " + path);
        }
        List<String> places = new ArrayList<>();
        for (SourceFile file : files.values()) {
            String name = targets.get(0).name();
            Set<String> names = new HashSet<>(resolver.aliases(file, name));
            names.add(name);
            for (SyntaxNode mention : resolver.mentions(file, names)) {
                mark(resolver.resolve(file, mention), targets)
                        .ifPresent(mark -> places.add(file.path() + ":" + mention.line() + " "
                                + resolver.kind(file, mention).label() + mark));
            }
        }
        return places;
    }

    /** Returns the declarations of a file that no other file can refer to. */
    public List<String> ofFileOnly(String path) {
        Resolver resolver = resolvers.apply(this);
        return resolver.declarations(Optional.ofNullable(files.get(path)).orElseThrow()).stream()
                .filter(resolver::isOfFileOnly)
                .map(Declaration::qualifiedName)
                .toList();
    }

    /** Returns the types that name another one as a supertype, such as {@code a/B.java:3 Outer.B}: the line is that of the mention. */
    public List<String> subtypes(String name) {
        Resolver resolver = resolvers.apply(this);
        List<String> types = new ArrayList<>();
        for (SourceFile file : files.values()) {
            List<Declaration> listed = resolver.declarations(file);
            for (SyntaxNode mention : resolver.mentions(file, Set.of(name))) {
                resolver.subtypeAt(file, mention)
                        .ifPresent(type -> types.add(file.path() + ":" + mention.line() + " " + type.qualifiedName()
                                + (listed.contains(type) ? "" : " (not listed)")));
            }
        }
        return types;
    }

    private static Optional<String> mark(Resolution resolution, List<Declaration> targets) {
        if (resolution instanceof Resolution.Certain certain) {
            return isAny(certain.declarations(), targets) ? Optional.of("") : Optional.empty();
        }
        if (resolution instanceof Resolution.Probable probable) {
            return isAny(probable.declarations(), targets) ? Optional.of("?") : Optional.empty();
        }
        return resolution instanceof Resolution.Undecided ? Optional.of("??") : Optional.empty();
    }

    private static boolean isAny(List<Declaration> found, List<Declaration> targets) {
        return found.stream().anyMatch(one -> targets.stream().anyMatch(one::isSameSymbol));
    }

    @Override
    public List<SourceFile> defining(String name) {
        Resolver resolver = resolvers.apply(this);
        return files.values().stream()
                .filter(file -> resolver.declarations(file).stream()
                        .anyMatch(declaration -> declaration.name().equals(name)))
                .toList();
    }

    @Override
    public int definitions(String name) {
        Resolver resolver = resolvers.apply(this);
        return (int) files.values().stream()
                .flatMap(file -> resolver.declarations(file).stream())
                .filter(declaration -> declaration.name().equals(name))
                .count();
    }

    @Override
    public Optional<SourceFile> file(FileKey key) {
        return Optional.ofNullable(files.get(key.path()));
    }

    @Override
    public Optional<String> text(FileKey key) {
        return Optional.ofNullable(texts.get(key.path()));
    }

    @Override
    public boolean holds(RepositoryId other, String path) {
        return files.containsKey(path);
    }

    @Override
    public List<SourceFile> having(String name, Predicate<FileKey> where) {
        Pattern word = Pattern.compile("\\b" + Pattern.quote(name) + "\\b");
        return files.values().stream()
                .filter(file -> where.test(file.key()))
                .filter(file -> word.matcher(file.tree().root().text()).find())
                .toList();
    }

    @Override
    public List<FileKey> ending(RepositoryId other, String path) {
        return files.values().stream()
                .map(SourceFile::key)
                .filter(key -> ("/" + key.path()).endsWith("/" + path))
                .toList();
    }

    @Override
    public void close() {
        outliner.close();
    }
}
