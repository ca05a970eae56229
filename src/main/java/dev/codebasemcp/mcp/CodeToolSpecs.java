package dev.codebasemcp.mcp;

import dev.codebasemcp.mcp.ToolSpec.Content;
import dev.codebasemcp.mcp.ToolSpec.Effect;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.symbols.SymbolPart;
import java.util.List;
import java.util.stream.Stream;

/** The texts and schemas of the tools that answer questions about code. */
public final class CodeToolSpecs {
    /** The default limit of a search answer in tokens. */
    public static final int DEFAULT_MAX_TOKENS = 6_000;

    /** The default number of results of a search. */
    public static final int DEFAULT_RESULTS = 10;

    private static final int OUTLINE_MAX_TOKENS = 4_000;

    private static final Parameter MAX_TOKENS =
            Parameter.integer("max_tokens", 200, 20_000, "Limit of the answer in tokens.");

    private static final List<String> KINDS =
            List.of("call", "type", "read", "write", "override", "import", "documentation");

    public static final ToolSpec SEARCH_CODE = new ToolSpec(
            "search_code",
            "Search code",
            "Finds code by what it does, or by name. Use it first when you do not know where something is or what it"
                    + " is called; one call replaces rounds of grep and reading. Ask a whole question, such as"
                    + " \"where is an expired session refreshed\", or a name, such as UserService.login. Grep is better"
                    + " for an exact string, find_references for all uses of a name. Answers with the best places, each as"
                    + " path:start-end symbol (kind) and its code. A repository that was never indexed is indexed"
                    + " first. Changes no file.",
            List.of(
                    Parameter.cutText("query", 2_000, "A question in plain English, or names from the code.")
                            .asRequired(),
                    SharedParts.PROJECT,
                    Parameter.texts(
                            "projects",
                            255,
                            "Search these projects instead, by id, name or tag:NAME, or all; one ranking for all."),
                    Parameter.text(
                            "repository_id",
                            4_096,
                            "Only this repository, by id, path or name. Default: the session's."),
                    Parameter.choice(
                                    "scope",
                                    List.of("repository", "project"),
                                    "project: all repositories of the project on this machine.")
                            .or("repository"),
                    Parameter.text("file_type", 32, "Only this extension, such as py or .tsx."),
                    Parameter.text(
                            "directory",
                            1_024,
                            "Only this directory or file, in the repository or absolute; * and ** are globs."),
                    Parameter.text("language", 32, "Only this language, such as java or c++."),
                    Parameter.choices(
                            "content", List.of("code", "tests", "docs", "config"), "Only these kinds of files."),
                    Parameter.integer("limit", 1, 50, "Maximum number of results.")
                            .or(DEFAULT_RESULTS),
                    Parameter.choice(
                                    "detail",
                                    List.of("full", "concise"),
                                    "full: the matching definition or part of it; concise: at most 3 lines.")
                            .or("full"),
                    Parameter.flag("why", "Also say why each result was found."),
                    MAX_TOKENS.or(DEFAULT_MAX_TOKENS)),
            Shape.object()
                    .objects(
                            "results",
                            Shape.object()
                                    .integer("chunk_id")
                                    .text("repository_id", "file_path")
                                    .integer("start_line", "end_line")
                                    .text("language", "content")
                                    .number("score")
                                    .text("why")
                                    .optional(
                                            Shape.object().text("repository", "kind", "symbol", "part_of", "project")))
                    .integer("total_count", "omitted")
                    .number("latency_ms")
                    .object(
                            "index",
                            Shape.object()
                                    .flag("building")
                                    .optional(Shape.object().text("indexed_at").integer("stale_files")))
                    .optional(Shape.object()
                            .object("project", SharedParts.PROJECT_FIELDS)
                            .objects(
                                    "projects",
                                    Shape.object()
                                            .text("id", "name")
                                            .flag("searched")
                                            .optional(Shape.object()
                                                    .text("indexed_at", "note")
                                                    .integer("stale_files")))
                            .integer("projects_asked")
                            .text("message")),
            Effect.READS,
            Content.CODE);

    public static final ToolSpec FIND_SYMBOL = new ToolSpec(
            "find_symbol",
            "Find symbol",
            "Tells all about a class, function, method or field that you know by name: documentation, body, outline of its"
                    + " type, supertypes, implementations, callers, calls. Use it instead of grep and reading files.",
            List.of(
                    Parameter.text("symbol", 500, "Its name, plain or qualified: fromJson, Gson.fromJson, from*.")
                            .asRequired(),
                    Parameter.choice(
                            "kind",
                            Stream.of(DefinitionKind.values())
                                    .filter(kind -> kind != DefinitionKind.SECTION)
                                    .map(DefinitionKind::label)
                                    .toList(),
                            "Only this kind."),
                    Parameter.text("directory", 1_024, "Only in this directory or file."),
                    Parameter.text("language", 32, "Only this language."),
                    Parameter.integer("limit", 1, 100, "Most symbols to name.").or(10),
                    Parameter.choices("include", SymbolPart.labels(), "Only these parts."),
                    MAX_TOKENS.or(OUTLINE_MAX_TOKENS),
                    SharedParts.PROJECT),
            Shape.object()
                    .objects(
                            "definitions",
                            Shape.object()
                                    .text("symbol", "kind", "signature", "code")
                                    .integer("start_line", "end_line", "code_start_line"))
                    .integer("total_count")
                    .optional(Shape.object()
                            .text("symbol", "kind", "file_path", "repository", "message")
                            .integer("uses")
                            .objects("outline", Shape.object())
                            .objects("supertypes", Shape.object())
                            .objects("implementations", Shape.object())
                            .objects("callers", Shape.object())
                            .objects("calls", Shape.object())
                            .objects("others", Shape.object())
                            .object("project", SharedParts.PROJECT_FIELDS)),
            Effect.READS,
            Content.CODE);

    public static final ToolSpec FIND_REFERENCES = new ToolSpec(
            "find_references",
            "Find references",
            "Finds who uses a class, function, method or field: each line once, by the definition around it. Says how sure"
                    + " it is: resolved (the source decides), likely, by_name (same name, not decided). Use it"
                    + " instead of grep for a name.",
            List.of(
                    Parameter.text("symbol", 500, "Its name, plain or qualified, such as Gson.fromJson.")
                            .asRequired(),
                    Parameter.text("file_path", 1_024, "The file that defines it, if several have the name."),
                    Parameter.integer("line", 1, Integer.MAX_VALUE, "The line there."),
                    Parameter.choice("kind", KINDS, "Only uses of this kind."),
                    Parameter.integer("limit", 1, 500, "Maximum number of lines.")
                            .or(100),
                    Parameter.text("cursor", "next_cursor of the previous answer."),
                    SharedParts.PROJECT),
            Shape.object()
                    .objects(
                            "references",
                            Shape.object()
                                    .text("file_path")
                                    .integer("line")
                                    .text("text", "kind", "confidence")
                                    .optional(Shape.object().text("in_symbol", "repository")))
                    .objects(
                            "definitions",
                            Shape.object()
                                    .text("file_path", "symbol")
                                    .integer("line")
                                    .optional(Shape.object().text("repository")))
                    .object("counts", Shape.object().integer("resolved", "likely", "by_name"))
                    .object("kinds", Shape.object())
                    .integer("total_count")
                    .optional(Shape.object()
                            .text("next_cursor", "message")
                            .object("project", SharedParts.PROJECT_FIELDS)),
            Effect.READS,
            Content.CODE);

    public static final ToolSpec ANALYZE_IMPACT = new ToolSpec(
            "analyze_impact",
            "Analyze impact",
            "Tells what a change reaches and breaks: of a symbol, or of the working tree since a git revision. Lists uses,"
                    + " direct or through others, and tests. Use it before and after you change code.",
            List.of(
                    Parameter.text("symbol", 500, "Its name, as for find_references."),
                    Parameter.text("base", 500, "Git revision, instead of symbol. Default: HEAD."),
                    Parameter.text("file_path", 1_024, "The file that defines the symbol."),
                    Parameter.integer("line", 1, Integer.MAX_VALUE, "The line there."),
                    Parameter.integer("depth", 1, 5, "How many uses of uses.").or(3),
                    MAX_TOKENS.or(OUTLINE_MAX_TOKENS),
                    SharedParts.PROJECT),
            Shape.object()
                    .objects("changed", Shape.object())
                    .integer("total_count")
                    .optional(Shape.object()
                            .objects("removed", Shape.object())
                            .objects("step_1", Shape.object())
                            .objects("tests", Shape.object())
                            .text("message")
                            .object("project", SharedParts.PROJECT_FIELDS)),
            Effect.READS,
            Content.CODE);

    public static final ToolSpec GET_OUTLINE = new ToolSpec(
            "get_outline",
            "Get outline",
            "Lists what a file or directory defines, with signatures and lines: a file's definitions, nested; a directory's"
                    + " types and functions, the most used files first. Use it before you read a file.",
            List.of(
                    Parameter.text(
                                    "path",
                                    1_024,
                                    "File or directory, in the repository or absolute, or the end of its path; . for all.")
                            .asRequired(),
                    MAX_TOKENS.or(OUTLINE_MAX_TOKENS),
                    SharedParts.PROJECT),
            Shape.object()
                    .text("path")
                    .objects(
                            "definitions",
                            Shape.object()
                                    .text("symbol", "kind")
                                    .integer("start_line", "end_line")
                                    .text("signature")
                                    .optional(Shape.object()
                                            .text("file_path", "repository")
                                            .integer("uses")
                                            .flag("uses_are_about")))
                    .integer("omitted")
                    .optional(Shape.object().text("kind", "message").object("project", SharedParts.PROJECT_FIELDS)),
            Effect.READS,
            Content.CODE);

    private CodeToolSpecs() {}

    static List<ToolSpec> all() {
        return List.of(SEARCH_CODE, FIND_SYMBOL, FIND_REFERENCES, ANALYZE_IMPACT, GET_OUTLINE);
    }
}
