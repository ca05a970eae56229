package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.CodeToolSpecs;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.mcp.tools.SymbolAddress.Target;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
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
        SymbolQuestion question = question(arguments);
        Optional<String> directory = arguments.optionalText(DIRECTORY);
        SymbolCalls.Answered<Read> answered = new SymbolCalls(calls, symbols)
                .ask(
                        arguments,
                        call,
                        new Target(question.symbol(), Optional.empty()),
                        (project, found, wanted, target) -> {
                            Optional<DirectoryReadings> readings = directory.map(given ->
                                    DirectoryReadings.of(DIRECTORY, given, found.roots(), wanted.directories()));
                            return new Read(
                                    symbols.find(
                                            project.database(),
                                            found.scope(),
                                            question.of(target.symbol(), paths(target, readings))),
                                    readings.flatMap(DirectoryReadings::refusal));
                        });
        ScopedCalls.Asked<Read> asked = answered.asked();
        asked.answer()
                .filter(read -> read.found().symbols().isEmpty())
                .flatMap(Read::outside)
                .ifPresent(refusal -> {
                    throw refusal;
                });
        boolean filtered = question.kind().isPresent()
                || question.language().isPresent()
                || directory.isPresent()
                || answered.target().place().isPresent();
        return new SymbolAnswer(
                        new SectionBudget(form, arguments.integer("max_tokens")),
                        answered.target().symbol(),
                        filtered,
                        question.parts().contains(SymbolPart.IMPLEMENTATIONS))
                .render(asked.map(Read::found));
    }

    private static SymbolQuestion question(Arguments arguments) {
        return new SymbolQuestion(
                everything(SymbolArguments.name(arguments.text("symbol"))),
                arguments.optionalText("kind").flatMap(DefinitionKind::byLabel),
                List.of(),
                arguments.optionalText("language").map(SearchFilters::language),
                arguments.integer("limit"),
                parts(arguments.texts("include")));
    }

    /** The file that the symbol is written with, or else what the directory may mean. */
    private static List<String> paths(Target target, Optional<DirectoryReadings> readings) {
        if (target.place().isPresent() && readings.isPresent()) {
            throw new RejectedException(
                    "Give the file in " + Term.of("symbol") + " or a " + Term.of(DIRECTORY) + ", not both.");
        }
        return target.place()
                .map(place -> List.of(place.path()))
                .or(() -> readings.map(given -> Stream.concat(given.literal().stream(), given.paths().stream())
                        .toList()))
                .orElse(List.of());
    }

    /** {@code Gson.*} asks for what Gson has. */
    private static SymbolName everything(SymbolName symbol) {
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
