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
import org.treesitter.TreeSitterDart;
import org.treesitter.TreeSitterElixir;
import org.treesitter.TreeSitterErlang;
import org.treesitter.TreeSitterGo;
import org.treesitter.TreeSitterGraphql;
import org.treesitter.TreeSitterHaskell;
import org.treesitter.TreeSitterJava;
import org.treesitter.TreeSitterJavascript;
import org.treesitter.TreeSitterKotlin;
import org.treesitter.TreeSitterObjc;
import org.treesitter.TreeSitterOcaml;
import org.treesitter.TreeSitterPhp;
import org.treesitter.TreeSitterPython;
import org.treesitter.TreeSitterR;
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
    ELIXIR("elixir", TreeSitterElixir::new),
    DART("dart", TreeSitterDart::new),
    ERLANG("erlang", TreeSitterErlang::new),
    OCAML("ocaml", TreeSitterOcaml::new),
    R("r", TreeSitterR::new),
    OBJECTIVE_C("objc", TreeSitterObjc::new),
    GRAPHQL("graphql", TreeSitterGraphql::new);

    private final String library;
    /** A reference to a constructor, so without state. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Supplier<TSLanguage> loader;

    Grammar(String name, Supplier<TSLanguage> loader) {
        this.library = "tree-sitter-" + name;
        this.loader = loader;
    }

    /**
     * The grammar for a text in a language. A header of Objective-C is told from one of C++ by its declarations. Interfaces,
     * lexers and parsers of OCaml have none: the grammar reads implementations.
     */
    static Optional<Grammar> of(Language language, SourceText text) {
        if (language == Language.CPP && hasLineStarting(text, "@interface", "@protocol", "@implementation")) {
            return Optional.of(OBJECTIVE_C);
        }
        boolean unreadable = language == Language.OCAML && hasLineStarting(text, "val ", "rule ", "%");
        return unreadable ? Optional.empty() : of(language);
    }

    private static boolean hasLineStarting(SourceText text, String... starts) {
        byte[] bytes = text.utf8();
        for (int line = 1; line <= text.lineCount(); line++) {
            int from = text.byteStart(line);
            for (String start : starts) {
                boolean longEnough = from + start.length() <= bytes.length;
                if (longEnough
                        && bytes[from] == start.charAt(0)
                        && text.slice(from, from + start.length()).equals(start)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The grammar of a language; a Vue or Svelte component is read as the script that it holds. */
    private static Optional<Grammar> of(Language language) {
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

    /**
     * The query that captures definitions, comments and decorators; {@link CaptureReader} reads its captures.
     *
     * <p>Where a field tells what a node is, the queries say {@code _} instead of its type: compiling a query, up to a quarter
     * of a second, is mostly an analysis of what each node with children may hold, and that leaves {@code _} out.
     */
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
