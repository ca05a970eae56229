package dev.codebasemcp.code.language;

import static dev.codebasemcp.code.language.LanguageProfile.code;
import static dev.codebasemcp.code.language.LanguageProfile.data;
import static dev.codebasemcp.code.language.LanguageProfile.prose;

import java.util.Optional;

/**
 * The languages of files, each with its {@link LanguageProfile}. The patterns of definitions are elsewhere: in
 * {@code parser/queries} for languages with a grammar, and in {@code outline/definitions.txt}.
 */
public enum Language {
    JAVA(code("java")
            .aliases("jdk")
            .extensions("java jav jsh")
            .interpreters("java jbang")
            .grammar("Java")
            .braces(BraceSyntax.JAVA)
            .entryFiles("package-info.java")),
    PYTHON(code("python")
            .aliases("cpython ipython")
            .extensions("py pyi pyx pxd pyw py3 pyt gyp gypi wsgi bzl")
            .fileNames("BUILD WORKSPACE SConstruct SConscript wscript")
            .interpreters("python pypy ipython jython uv pipx")
            .grammar("Python")
            .bodies(Bodies.INDENTATION)
            .constructor("__init__")
            .declarations(".pyi")
            .entryFiles("__init__.py")),
    JAVASCRIPT(code("javascript")
            .aliases("ecmascript node.js react javascriptreact")
            .extensions("js jsx mjs cjs es es6 jsm")
            .fileNames("Jakefile")
            .interpreters("node nodejs bun zx qjs iojs")
            .grammar("Javascript")
            .constructor("constructor")),
    TYPESCRIPT(code("typescript")
            .extensions("ts mts cts")
            .interpreters("deno ts-node tsx")
            .grammar("Typescript")
            .constructor("constructor")
            .declarations(".d.ts .d.mts .d.cts")),
    TSX(code("tsx")
            .aliases("typescriptreact")
            .extensions("tsx")
            .grammar("Tsx")
            .queriesOf("typescript")
            .constructor("constructor")),
    GO(code("go")
            .aliases("golang")
            .extensions("go")
            .interpreters("gorun yaegi")
            .grammar("Go")
            .braces(BraceSyntax.GO)),
    RUST(code("rust")
            .aliases("rustlang")
            .extensions("rs")
            .interpreters("rust-script cargo")
            .grammar("Rust")
            .braces(BraceSyntax.RUST)),
    C(code("c").aliases("ansic").extensions("c").grammar("C").braces(BraceSyntax.C_FAMILY)),
    /** Includes headers: only the content of a {@code .h} file shows whether it is C, and the C++ grammar also reads C. */
    CPP(code("cpp")
            .aliases("c++ cplusplus cuda arduino")
            .extensions(
                    "cpp cc cxx c++ h hh hpp hxx h++ inl ipp ixx cppm ccm cxxm c++m mpp mxx tcc tpp txx cu cuh hip ino pde")
            .grammar("Cpp")
            .braces(BraceSyntax.C_FAMILY)),
    CSHARP(code("csharp")
            .aliases("c# csharp dotnet .net")
            .extensions("cs csx cake")
            .interpreters("dotnet-script")
            .grammar("CSharp")),
    RUBY(code("ruby")
            .aliases("rails")
            .extensions("rb rbw rbi rake gemspec ru podspec jbuilder thor")
            .fileNames("Rakefile Gemfile Guardfile Podfile Fastfile Brewfile Vagrantfile")
            .interpreters("ruby jruby truffleruby")
            .grammar("Ruby")
            .constructor("initialize")),
    PHP(code("php")
            .extensions("php phtml php3 php4 php5 php7 php8 phps")
            .interpreters("php php-cgi")
            .grammar("Php")
            .constructor("__construct")),
    KOTLIN(code("kotlin")
            .extensions("kt kts ktm")
            .interpreters("kotlin kscript")
            .grammar("Kotlin")
            .braces(BraceSyntax.KOTLIN)
            .constructor("constructor")),
    SCALA(code("scala")
            .extensions("scala sc sbt mill")
            .interpreters("scala scala-cli amm")
            .grammar("Scala")
            .braces(BraceSyntax.SCALA)),
    SWIFT(code("swift")
            .extensions("swift swiftinterface")
            .interpreters("swift")
            .grammar("Swift")
            .braces(BraceSyntax.SWIFT)),
    BASH(code("bash")
            .aliases("shell shellscript")
            .extensions("sh bash zsh ksh bats ebuild")
            .fileNames(".bashrc .bash_profile .bash_aliases .profile .zshrc PKGBUILD")
            .interpreters("sh bash zsh ksh mksh dash ash bats")
            .grammar("Bash")
            .bodies(Bodies.SHELL)),
    HASKELL(code("haskell")
            .extensions("hs hsc hsig hs-boot")
            .interpreters("runhaskell runghc stack cabal")
            .grammar("Haskell")
            .clauses(Clauses.IN_TREES)),
    ELIXIR(code("elixir")
            .extensions("ex exs")
            .interpreters("elixir")
            .grammar("Elixir")
            .bodies(Bodies.DO_END)
            .clauses(Clauses.IN_TREES)),
    LUA(code("lua")
            .extensions("lua luau nse rockspec")
            .interpreters("lua luajit luau texlua")
            .constructor("initialize")),
    ZIG(code("zig").extensions("zig zon")),
    PERL(code("perl").aliases("perl5").extensions("pl pm t plx psgi").interpreters("perl")),
    R(code("r")
            .aliases("rlang")
            .extensions("r")
            .fileNames(".Rprofile")
            .interpreters("Rscript littler")
            .grammar("R")
            .constructor("initialize")),
    DART(code("dart").extensions("dart").interpreters("dart").grammar("Dart")),
    JULIA(code("julia").extensions("jl").interpreters("julia")),
    CLOJURE(code("clojure")
            .aliases("clojurescript")
            .extensions("clj cljs cljc edn bb")
            .interpreters("bb clojure clj")),
    ERLANG(code("erlang")
            .extensions("erl hrl escript")
            .fileNames("rebar.config")
            .interpreters("escript")
            .grammar("Erlang")
            .clauses(Clauses.IN_LINES)),
    OCAML(code("ocaml")
            .extensions("ml mli mll mly eliom")
            .interpreters("ocaml ocamlrun utop")
            .grammar("Ocaml")),
    FSHARP(code("fsharp").aliases("f# fsharp").extensions("fs fsi fsx")),
    NIM(code("nim").extensions("nim nims nimble")),
    GROOVY(code("groovy")
            .extensions("groovy gradle gvy")
            .fileNames("Jenkinsfile")
            .interpreters("groovy")),
    POWERSHELL(code("powershell").aliases("posh").extensions("ps1 psm1 psd1").interpreters("pwsh powershell")),
    VIM(code("vim").aliases("viml vimscript").extensions("vim").fileNames(".vimrc vimrc")),
    OBJECTIVE_C(code("objective-c")
            .aliases("objc objectivec++ objc++")
            .extensions("m mm")
            .grammar("Objc")),
    SQL(code("sql")
            .aliases("postgresql postgres mysql sqlite plsql pl/sql tsql")
            .extensions("sql psql ddl")),
    PROTO(code("proto").aliases("protobuf protocolbuffers proto3").extensions("proto")),
    GRAPHQL(code("graphql").extensions("graphql graphqls gql").grammar("Graphql")),
    TERRAFORM(code("terraform").aliases("hashicorp").extensions("tf hcl tfvars")),
    MAKEFILE(code("makefile")
            .aliases("make gnumake")
            .extensions("mk mak")
            .fileNames("Makefile GNUmakefile makefile")
            .interpreters("make")),
    CMAKE(code("cmake").extensions("cmake").fileNames("CMakeLists.txt")),
    DOCKERFILE(code("dockerfile").aliases("docker").extensions("dockerfile").fileNames("Dockerfile Containerfile")),
    VUE(code("vue").extensions("vue").scriptsIn("typescript")),
    SVELTE(code("svelte").extensions("svelte").scriptsIn("typescript")),
    HTML(code("html").extensions("html htm xhtml eex heex leex erb ejs hbs")),
    CSS(code("css").extensions("css scss sass less")),
    MARKDOWN(prose("markdown").extensions("md markdown mdx mkd").fileNames("README CHANGELOG CONTRIBUTING")),
    RST(prose("rst").aliases("restructuredtext").extensions("rst rest")),
    ASCIIDOC(prose("asciidoc").extensions("adoc asciidoc")),
    JSON(data("json").extensions("json jsonc json5 jsonl webmanifest").fileNames(".babelrc .eslintrc .prettierrc")),
    /** Indexed by its cells; see {@code code.notebook}. */
    JUPYTER(data("jupyter").aliases("notebook").extensions("ipynb")),
    YAML(data("yaml").extensions("yml yaml").fileNames(".clang-format .clang-tidy")),
    TOML(data("toml").extensions("toml").fileNames("Pipfile")),
    INI(data("ini")
            .extensions("ini cfg conf properties editorconfig desktop service")
            .fileNames(".gitconfig .gitmodules .npmrc")),
    XML(data("xml").extensions("xml xsd xsl xslt svg plist csproj fsproj vbproj props targets resx storyboard xib")),
    CSV(data("csv").extensions("csv tsv")),
    /** Any other text. */
    TEXT(prose("text").aliases("plaintext plain").extensions("txt text"));

    private static final LanguageTable TABLE = new LanguageTable(values());

    @SuppressWarnings("ImmutableEnumChecker") // filled before the constant exists, never changed later
    private final LanguageProfile profile;

    Language(LanguageProfile profile) {
        this.profile = profile;
    }

    /**
     * Detects the language of a file by its full name, its extension, or the interpreter in its first line.
     *
     * @param path the path or name, with {@code /} between components
     * @param firstLine the first line of its text; empty if there is none
     */
    public static Language of(String path, String firstLine) {
        return TABLE.detect(path, firstLine);
    }

    /** Finds a language by its {@link #id()}, in any case. */
    public static Optional<Language> byId(String id) {
        return TABLE.byId(id);
    }

    /**
     * Finds a language by its id, an alias, one of its extensions with or without dot, or an interpreter. Ignores case, and
     * accepts blanks, hyphens or underscores between words.
     */
    public static Optional<Language> named(String name) {
        return TABLE.named(name);
    }

    /** Whether any language uses this extension, given in lower case without its dot. */
    public static boolean isExtension(String extension) {
        return TABLE.isExtension(extension);
    }

    /** The name in the index and in filters, in lower case, for example {@code csharp}. */
    public String id() {
        return profile.id();
    }

    /** Whether its files are mostly sentences. */
    public boolean isProse() {
        return profile.use() == LanguageProfile.Use.PROSE;
    }

    /** Whether its files are mostly values, without behaviour. */
    public boolean isData() {
        return profile.use() == LanguageProfile.Use.DATA;
    }

    /** The grammar's name in the tree-sitter binding, for example {@code CSharp}; empty if it has none. */
    public Optional<String> grammar() {
        return profile.grammar();
    }

    /** The id of the language whose query fits its grammar, usually its own. */
    public String queryId() {
        return profile.queryId();
    }

    /** The language of the scripts in a component file; nothing else in it is parsed. */
    public Optional<Language> scriptLanguage() {
        return profile.scriptLanguage().flatMap(Language::byId);
    }

    /** Where the clauses of a definition are found as definitions of their own, which belong together. */
    public Clauses clauses() {
        return profile.clauses();
    }

    /** Whether a method of this name constructs objects. In any language, a method with the name of its type does so too. */
    public boolean isConstructor(String method) {
        return profile.constructor().equals(method);
    }

    /** Whether a file's name shows that it only declares types, without behaviour. */
    public boolean isDeclarationFile(String path) {
        return profile.declarations().stream().anyMatch(path::endsWith);
    }

    /** Whether a file only re-exports the definitions of its package's other files. */
    public boolean isEntryFile(String fileName) {
        return profile.entryFiles().contains(fileName);
    }

    /** How to find the bodies of its functions. */
    public Bodies bodies() {
        return profile.bodies();
    }

    /**
     * The syntax of its braces.
     *
     * @throws java.util.NoSuchElementException unless {@link #bodies()} are in braces
     */
    public BraceSyntax braces() {
        return profile.braces().orElseThrow();
    }

    LanguageProfile profile() {
        return profile;
    }
}
