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
 * The grammars of a process, each loaded when it is first needed: compiling the query for C++ takes half a second. They stay
 * as long as this does; the few of them are left to the binding's cleaner. Safe for threads.
 */
public final class Grammars {
    private static final Logger LOG = LoggerFactory.getLogger(Grammars.class);

    private final NativeLibraries libraries;
    private final Map<Language, Optional<LoadedGrammar>> loaded = new ConcurrentHashMap<>();

    /**
     * Loads nothing yet.
     *
     * @param nativeDirectory where the native libraries are unpacked; made when it is first needed. The process uses the
     *     directory that was named last.
     */
    public Grammars(Path nativeDirectory) {
        this.libraries = new NativeLibraries(nativeDirectory);
    }

    /** The grammar of a language that has one; empty if it cannot be used here. */
    Optional<LoadedGrammar> get(Language language) {
        return loaded.computeIfAbsent(language, this::load);
    }

    /** Where the native libraries are. */
    Path directory() {
        return libraries.directory();
    }

    private Optional<LoadedGrammar> load(Language language) {
        String version = libraries.provide("tree-sitter")
                + libraries.provide(LoadedGrammar.library(language.grammar().orElseThrow()));
        try {
            return Optional.of(LoadedGrammar.load(language, version));
        } catch (IOException | ReflectiveOperationException | LinkageError | RuntimeException failure) {
            LOG.warn("Cannot use the grammar of {}; its files are outlined by regular expressions", language, failure);
            return Optional.empty();
        }
    }
}
