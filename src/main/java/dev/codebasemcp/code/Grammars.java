package dev.codebasemcp.code;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The grammars of a process, each loaded when it is first needed: compiling the query for C++ takes half a second. They stay
 * as long as this does; the few of them are left to the binding's cleaner. Safe for threads.
 */
public final class Grammars {
    private static final Logger LOG = LoggerFactory.getLogger(Grammars.class);

    private final NativeLibraries libraries;
    private final Map<Grammar, Optional<LoadedGrammar>> loaded = new ConcurrentHashMap<>();

    /**
     * Loads nothing yet.
     *
     * @param nativeDirectory where the native libraries are unpacked; made when it is first needed. The process uses the
     *     directory that was named last.
     */
    public Grammars(Path nativeDirectory) {
        this.libraries = new NativeLibraries(nativeDirectory);
    }

    /** A grammar, or nothing if it cannot be used here. */
    Optional<LoadedGrammar> get(Grammar grammar) {
        return loaded.computeIfAbsent(grammar, this::load);
    }

    /** Where the native libraries are. */
    Path directory() {
        return libraries.directory();
    }

    private Optional<LoadedGrammar> load(Grammar grammar) {
        String version = libraries.provide("tree-sitter") + libraries.provide(grammar.library());
        try {
            return Optional.of(LoadedGrammar.load(grammar, version));
        } catch (IOException | LinkageError | RuntimeException failure) {
            LOG.warn("Cannot use the grammar {}; its files are outlined by regular expressions", grammar, failure);
            return Optional.empty();
        }
    }
}
