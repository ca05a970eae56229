package dev.codebasemcp.code;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The languages that a file can be written in, recognised by its name or the interpreter in its first line. */
public enum Language {
    JAVA("java", Use.CODE, "java", "jdk"),
    PYTHON(
            "python",
            Use.CODE,
            "py pyi pyx pxd pyw bzl | BUILD WORKSPACE SConstruct wscript | python python2 python3",
            "cpython ipython"),
    JAVASCRIPT("javascript", Use.CODE, "js jsx mjs cjs es6 | Jakefile | node nodejs bun", "ecmascript node.js react"),
    TYPESCRIPT("typescript", Use.CODE, "ts mts cts | | deno ts-node tsx"),
    TSX("tsx", Use.CODE, "tsx"),
    GO("go", Use.CODE, "go", "golang"),
    RUST("rust", Use.CODE, "rs", "rustlang"),
    C("c", Use.CODE, "c", "ansic"),
    /** Headers belong here: whether {@code .h} is C shows only inside, and the grammar of C++ reads C as well. */
    CPP("cpp", Use.CODE, "cpp cc cxx c++ h hh hpp hxx h++ inl ipp tcc tpp cu cuh ino", "c++ cplusplus cuda arduino"),
    CSHARP("csharp", Use.CODE, "cs csx", "c# csharp dotnet .net"),
    RUBY(
            "ruby",
            Use.CODE,
            "rb rake gemspec ru podspec jbuilder | Rakefile Gemfile Guardfile Podfile Fastfile Brewfile Vagrantfile | ruby",
            "rails"),
    PHP("php", Use.CODE, "php phtml php5 php7 | | php"),
    KOTLIN("kotlin", Use.CODE, "kt kts"),
    SCALA("scala", Use.CODE, "scala sc sbt"),
    SWIFT("swift", Use.CODE, "swift"),
    BASH(
            "bash",
            Use.CODE,
            "sh bash zsh ksh bats ebuild | .bashrc .bash_profile .bash_aliases .profile .zshrc PKGBUILD | sh bash zsh ksh dash bats",
            "shell shellscript"),
    HASKELL("haskell", Use.CODE, "hs hs-boot | | runhaskell runghc stack"),
    ELIXIR("elixir", Use.CODE, "ex exs | | elixir"),
    LUA("lua", Use.CODE, "lua rockspec | | lua luajit"),
    ZIG("zig", Use.CODE, "zig zon"),
    PERL("perl", Use.CODE, "pl pm t | | perl", "perl5"),
    R("r", Use.CODE, "r | .Rprofile | Rscript", "rlang"),
    DART("dart", Use.CODE, "dart | | dart"),
    JULIA("julia", Use.CODE, "jl | | julia"),
    CLOJURE("clojure", Use.CODE, "clj cljs cljc edn bb | | bb", "clojurescript"),
    ERLANG("erlang", Use.CODE, "erl hrl escript | rebar.config | escript"),
    OCAML("ocaml", Use.CODE, "ml mli mll mly | | ocaml"),
    FSHARP("fsharp", Use.CODE, "fs fsi fsx", "f# fsharp"),
    NIM("nim", Use.CODE, "nim nims nimble"),
    GROOVY("groovy", Use.CODE, "groovy gradle gvy | Jenkinsfile | groovy"),
    POWERSHELL("powershell", Use.CODE, "ps1 psm1 psd1 | | pwsh powershell", "posh"),
    VIM("vim", Use.CODE, "vim | .vimrc vimrc", "viml vimscript"),
    OBJECTIVE_C("objective-c", Use.CODE, "m mm", "objc objectivec++ objc++"),
    SQL("sql", Use.CODE, "sql psql ddl", "postgresql postgres mysql sqlite plsql pl/sql tsql"),
    PROTO("proto", Use.CODE, "proto", "protobuf protocolbuffers proto3"),
    GRAPHQL("graphql", Use.CODE, "graphql gql"),
    TERRAFORM("terraform", Use.CODE, "tf hcl tfvars", "hashicorp"),
    MAKEFILE("makefile", Use.CODE, "mk mak | Makefile GNUmakefile makefile | make", "make gnumake"),
    CMAKE("cmake", Use.CODE, "cmake | CMakeLists.txt"),
    DOCKERFILE("dockerfile", Use.CODE, "dockerfile | Dockerfile Containerfile", "docker"),
    VUE("vue", Use.CODE, "vue"),
    SVELTE("svelte", Use.CODE, "svelte"),
    HTML("html", Use.CODE, "html htm xhtml eex heex leex erb ejs hbs"),
    CSS("css", Use.CODE, "css scss sass less"),
    MARKDOWN("markdown", Use.PROSE, "md markdown mdx mkd | README CHANGELOG CONTRIBUTING"),
    RST("rst", Use.PROSE, "rst rest", "restructuredtext"),
    ASCIIDOC("asciidoc", Use.PROSE, "adoc asciidoc"),
    JSON("json", Use.DATA, "json jsonc json5 jsonl ipynb webmanifest | .babelrc .eslintrc .prettierrc", "jupyter"),
    YAML("yaml", Use.DATA, "yml yaml | .clang-format .clang-tidy"),
    TOML("toml", Use.DATA, "toml | Pipfile"),
    INI("ini", Use.DATA, "ini cfg conf properties editorconfig desktop service | .gitconfig .gitmodules .npmrc"),
    XML("xml", Use.DATA, "xml xsd xsl xslt svg plist csproj fsproj vbproj props targets resx storyboard xib"),
    CSV("csv", Use.DATA, "csv tsv"),
    /** Any other text. */
    TEXT("text", Use.PROSE, "txt text", "plaintext plain");

    private static final Map<String, Language> BY_EXTENSION = new HashMap<>();
    private static final Map<String, Language> BY_NAME = new HashMap<>();
    private static final Map<String, Language> BY_INTERPRETER = new HashMap<>();
    private static final Map<String, Language> BY_ALIAS = new HashMap<>();

    static {
        for (Language language : values()) {
            String[] parts = language.marks.split("\\|", -1);
            register(parts, 0, BY_EXTENSION, language);
            register(parts, 1, BY_NAME, language);
            register(parts, 2, BY_INTERPRETER, language);
            register(new String[] {language.aliases}, 0, BY_ALIAS, language);
        }
    }

    private final String id;
    private final Use use;
    private final String marks;
    private final String aliases;

    Language(String id, Use use, String marks) {
        this(id, use, marks, "");
    }

    /**
     * A language.
     *
     * @param marks extensions | file names | interpreters, each separated by spaces
     * @param aliases what else people call it, separated by spaces
     */
    Language(String id, Use use, String marks, String aliases) {
        this.id = id;
        this.use = use;
        this.marks = marks;
        this.aliases = aliases;
    }

    private enum Use {
        CODE,
        PROSE,
        DATA
    }

    /** The name in the index and in filters: lower case, for example {@code csharp}. */
    public String id() {
        return id;
    }

    /** Whether its files are mostly sentences. */
    public boolean isProse() {
        return use == Use.PROSE;
    }

    /** Whether its files are mostly values, without behaviour. */
    public boolean isData() {
        return use == Use.DATA;
    }

    /**
     * Finds the language of a file: by its whole name, by its extension, by the interpreter in its first line.
     *
     * @param path the path or name, with {@code /} between components
     * @param firstLine the first line of its text, empty if there is none
     */
    public static Language of(String path, String firstLine) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        Language exact = BY_NAME.get(name);
        if (exact != null) {
            return exact;
        }
        Language byExtension = BY_EXTENSION.get(extension(name));
        if (byExtension != null) {
            return byExtension;
        }
        Language byStem = BY_NAME.get(name.substring(0, Math.max(0, name.indexOf('.'))));
        return byStem != null ? byStem : byInterpreter(firstLine).orElse(TEXT);
    }

    /** Finds a language by its {@link #id()}, in any case. */
    public static Optional<Language> byId(String id) {
        String wanted = id.toLowerCase(Locale.ROOT);
        return List.of(values()).stream().filter(one -> one.id.equals(wanted)).findFirst();
    }

    /**
     * Finds a language by what people call it: its id, an alias, one of its extensions with or without dot, or an
     * interpreter, in any case and with blanks, hyphens or underscores between its words.
     */
    public static Optional<Language> named(String name) {
        String wanted = joined(name.strip());
        String bare = wanted.startsWith(".") ? wanted.substring(1) : wanted;
        return byId(bare)
                .or(() -> known(wanted, BY_ALIAS))
                .or(() -> known(bare, BY_ALIAS))
                .or(() -> List.of(values()).stream()
                        .filter(one -> joined(one.id).equals(bare))
                        .findFirst())
                .or(() -> known(bare, BY_EXTENSION))
                .or(() -> known(bare, BY_INTERPRETER));
    }

    private static Optional<Language> known(String name, Map<String, Language> table) {
        return Optional.ofNullable(table.get(name));
    }

    private static String joined(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "");
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** {@code #!/usr/bin/env -S python3.11 -u} names {@code python3}: the version's rest is cut. */
    private static Optional<Language> byInterpreter(String firstLine) {
        if (!firstLine.startsWith("#!")) {
            return Optional.empty();
        }
        for (String word : firstLine.substring(2).trim().split("[\\s/]+", -1)) {
            Language language = BY_INTERPRETER.get(word.replaceAll("\\.[0-9.]+$", ""));
            if (language != null) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    private static void register(String[] parts, int part, Map<String, Language> table, Language language) {
        if (part < parts.length) {
            for (String mark : parts[part].trim().split(" ", -1)) {
                if (!mark.isEmpty()) {
                    table.put(mark, language);
                }
            }
        }
    }
}
