package dev.codebasemcp.code.parser;

import dev.codebasemcp.code.language.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The grammars of a process, each loaded on first use: compiling the query for C++ takes half a second. They live as long as
 * this object; the binding's cleaner frees them. Thread-safe.
 */
public final class Grammars {
    private static final Logger LOG = LoggerFactory.getLogger(Grammars.class);

    private final NativeLibraries libraries;
    private final Map<Language, Optional<LoadedGrammar>> loaded = new ConcurrentHashMap<>();

    /**
     * Loads no grammar yet.
     *
     * @param nativeDirectory where to unpack the native libraries, created on first use. The whole process uses the directory
     *     of the latest call.
     */
    public Grammars(Path nativeDirectory) {
        this.libraries = new NativeLibraries(nativeDirectory);
    }

    /** The grammar of a language that has one; empty if this system cannot use it. */
    Optional<LoadedGrammar> get(Language language) {
        return loaded.computeIfAbsent(language, this::load);
    }

    Path directory() {
        return libraries.directory();
    }

    private Optional<LoadedGrammar> load(Language language) {
        String version = libraries.provide("tree-sitter")
                + libraries.provide(LoadedGrammar.library(language.grammar().orElseThrow()));
        try {
            return Optional.of(LoadedGrammar.load(language, version));
        } catch (IOException | ReflectiveOperationException | LinkageError | RuntimeException failure) {
            LOG.warn("Cannot use the grammar of {}; using regular expressions instead", language, failure);
            return Optional.empty();
        }
    }
}
