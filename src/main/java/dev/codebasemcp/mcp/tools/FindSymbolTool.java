package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.CodeToolSpecs;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.symbols.FoundSymbols;
import dev.codebasemcp.symbols.SymbolName;
import dev.codebasemcp.symbols.SymbolPart;
import dev.codebasemcp.symbols.SymbolQuestion;
import dev.codebasemcp.symbols.SymbolService;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code find_symbol}. */
final class FindSymbolTool implements Tool {
    private static final String DIRECTORY = "directory";

    private final ScopedCalls calls;
    private final SymbolService symbols;
    private final AnswerForm form;

    /**
     * Creates the tool.
     *
     * @param calls find the project and the repositories of a question
     * @param form which forms of an answer must fit its budget
     */
    FindSymbolTool(ScopedCalls calls, SymbolService symbols, AnswerForm form) {
        this.calls = calls;
        this.symbols = symbols;
        this.form = form;
    }

    @Override
    public ToolSpec spec() {
        return CodeToolSpecs.FIND_SYMBOL;
    }

    /** What was found, and the error if the directory is outside of what was looked at. */
    private record Read(FoundSymbols found, Optional<RejectedException> outside) {}

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) throws InterruptedException {
        SymbolName symbol = symbol(arguments.text("symbol"));
        Optional<DefinitionKind> kind = arguments.optionalText("kind").flatMap(DefinitionKind::byLabel);
        Optional<String> language = arguments.optionalText("language").map(SearchFilters::language);
        ScopedCalls.Asked<Read> asked =
                calls.ask(arguments, call, Optional.empty(), false, (project, found, wanted) -> {
                    Optional<DirectoryReadings> readings = arguments
                            .optionalText(DIRECTORY)
                            .map(given -> DirectoryReadings.of(DIRECTORY, given, found.roots(), wanted.directories()));
                    SymbolQuestion question = new SymbolQuestion(
                            symbol,
                            kind,
                            readings.map(FindSymbolTool::paths).orElse(List.of()),
                            language,
                            arguments.integer("limit"),
                            parts(arguments.texts("include")));
                    return new Read(
                            symbols.find(project.database(), found.scope(), question),
                            readings.flatMap(DirectoryReadings::refusal));
                });
        asked.answer()
                .filter(read -> read.found().symbols().isEmpty())
                .flatMap(Read::outside)
                .ifPresent(refusal -> {
                    throw refusal;
                });
        boolean filtered = kind.isPresent()
                || language.isPresent()
                || arguments.optionalText(DIRECTORY).isPresent();
        return new SymbolAnswer(new SectionBudget(form, arguments.integer("max_tokens")), symbol, filtered)
                .render(asked.map(Read::found));
    }

    private static List<String> paths(DirectoryReadings readings) {
        return Stream.concat(readings.literal().stream(), readings.paths().stream())
                .toList();
    }

    /** {@code Gson.*} asks for what Gson has. */
    private static SymbolName symbol(String written) {
        SymbolName symbol = SymbolArguments.name(written);
        boolean isEverything = symbol.name().chars().allMatch(c -> c == '*');
        return isEverything ? SymbolArguments.name(String.join(".", symbol.qualifiers())) : symbol;
    }

    private static Set<SymbolPart> parts(List<String> labels) {
        return labels.isEmpty()
                ? EnumSet.allOf(SymbolPart.class)
                : labels.stream()
                        .map(label -> SymbolPart.valueOf(label.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet());
    }
}
