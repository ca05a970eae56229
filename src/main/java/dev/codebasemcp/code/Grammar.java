package dev.codebasemcp.code;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.treesitter.TSLanguage;
import org.treesitter.TreeSitterBash;
import org.treesitter.TreeSitterC;
import org.treesitter.TreeSitterCSharp;
import org.treesitter.TreeSitterCpp;
import org.treesitter.TreeSitterElixir;
import org.treesitter.TreeSitterGo;
import org.treesitter.TreeSitterHaskell;
import org.treesitter.TreeSitterJava;
import org.treesitter.TreeSitterJavascript;
import org.treesitter.TreeSitterKotlin;
import org.treesitter.TreeSitterPhp;
import org.treesitter.TreeSitterPython;
import org.treesitter.TreeSitterRuby;
import org.treesitter.TreeSitterRust;
import org.treesitter.TreeSitterScala;
import org.treesitter.TreeSitterSwift;
import org.treesitter.TreeSitterTsx;
import org.treesitter.TreeSitterTypescript;

/** The tree-sitter grammars. Nothing native is loaded before {@link #load()}. */
enum Grammar {
    JAVA("java", TreeSitterJava::new),
    PYTHON("python", TreeSitterPython::new),
    JAVASCRIPT("javascript", TreeSitterJavascript::new),
    TYPESCRIPT("typescript", TreeSitterTypescript::new),
    TSX("tsx", TreeSitterTsx::new),
    GO("go", TreeSitterGo::new),
    RUST("rust", TreeSitterRust::new),
    C("c", TreeSitterC::new),
    CPP("cpp", TreeSitterCpp::new),
    CSHARP("c-sharp", TreeSitterCSharp::new),
    RUBY("ruby", TreeSitterRuby::new),
    PHP("php", TreeSitterPhp::new),
    KOTLIN("kotlin", TreeSitterKotlin::new),
    SCALA("scala", TreeSitterScala::new),
    SWIFT("swift", TreeSitterSwift::new),
    BASH("bash", TreeSitterBash::new),
    HASKELL("haskell", TreeSitterHaskell::new),
    ELIXIR("elixir", TreeSitterElixir::new);

    private final String library;
    /** A reference to a constructor, so without state. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Supplier<TSLanguage> loader;

    Grammar(String name, Supplier<TSLanguage> loader) {
        this.library = "tree-sitter-" + name;
        this.loader = loader;
    }

    /** The grammar of a language; a Vue or Svelte component is read as the script that it holds. */
    static Optional<Grammar> of(Language language) {
        for (Grammar grammar : values()) {
            if (grammar.name().equals(language.name())) {
                return Optional.of(grammar);
            }
        }
        boolean component = language == Language.VUE || language == Language.SVELTE;
        return component ? Optional.of(TYPESCRIPT) : Optional.empty();
    }

    /** The name of its native library. */
    String library() {
        return library;
    }

    /** Loads the native library, once in a process. */
    TSLanguage load() {
        return loader.get();
    }

    /** The query that captures definitions, comments and decorators; {@link CaptureReader} reads its captures. */
    String query() throws IOException {
        // TSX adds nodes to TypeScript and takes none that the query names
        Grammar written = this == TSX ? TYPESCRIPT : this;
        String name = "queries/" + Language.valueOf(written.name()).id() + ".scm";
        try (InputStream in = Grammar.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("missing resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
