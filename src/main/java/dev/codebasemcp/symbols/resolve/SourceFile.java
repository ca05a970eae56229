package dev.codebasemcp.symbols.resolve;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.tree.SyntaxTree;
import dev.codebasemcp.model.FileKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A parsed file. It keeps what resolvers derive from it alone. Thread-safe. */
public final class SourceFile {
    private final FileKey key;
    private final Language language;
    private final SyntaxTree tree;
    private final Map<Class<?>, Object> facts = new ConcurrentHashMap<>();

    /** Creates a file without derived facts. */
    public SourceFile(FileKey key, Language language, SyntaxTree tree) {
        this.key = key;
        this.language = language;
        this.tree = tree;
    }

    public FileKey key() {
        return key;
    }

    /** The path relative to its repository, with {@code /}. */
    public String path() {
        return key.path();
    }

    public Language language() {
        return language;
    }

    public SyntaxTree tree() {
        return tree;
    }

    /** Returns what {@code derive} makes of this file alone; computed once per type. */
    public <T> T facts(Class<T> type, Function<SourceFile, T> derive) {
        Object known = facts.get(type);
        if (known == null) {
            known = derive.apply(this);
            facts.putIfAbsent(type, known);
        }
        return type.cast(known);
    }

    @Override
    public String toString() {
        return path();
    }
}
