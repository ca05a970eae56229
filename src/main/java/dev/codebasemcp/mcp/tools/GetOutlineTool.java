package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.CodeToolSpecs;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.symbols.Outline;
import dev.codebasemcp.symbols.SymbolService;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code get_outline}. */
final class GetOutlineTool implements Tool {
    private static final String PATH = "path";
    private static final int SHOWN_PATHS = 8;

    private final ScopedCalls calls;
    private final SymbolService symbols;
    private final AnswerForm form;

    /**
     * Creates the tool.
     *
     * @param calls find the project and the repositories of a question
     * @param form which forms of an answer must fit its budget
     */
    GetOutlineTool(ScopedCalls calls, SymbolService symbols, AnswerForm form) {
        this.calls = calls;
        this.symbols = symbols;
        this.form = form;
    }

    @Override
    public ToolSpec spec() {
        return CodeToolSpecs.GET_OUTLINE;
    }

    /** An outline, and the error if the path is outside of what was looked at. */
    private record Read(Outline outline, Optional<RejectedException> outside) {}

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) throws InterruptedException {
        String path = arguments.text(PATH);
        ScopedCalls.Asked<Read> asked =
                calls.ask(arguments, call, Optional.empty(), false, (project, found, wanted) -> {
                    DirectoryReadings readings = DirectoryReadings.of(PATH, path, found.roots(), wanted.directories());
                    List<String> paths = Stream.concat(readings.paths().stream(), readings.literal().stream())
                            .toList();
                    return new Read(symbols.outline(project.database(), found.scope(), paths), readings.refusal());
                });
        asked.answer().ifPresent(read -> check(path, read, asked));
        return new OutlineAnswer(form, arguments.integer("max_tokens"), path)
                .render(asked.map(Read::outline), arguments.notes());
    }

    /** Refuses a path that names nothing, or several things. In a first run, what is missing may still come. */
    private static void check(String path, Read read, ScopedCalls.Asked<Read> asked) {
        if (read.outline() instanceof Outline.Ambiguous several) {
            throw new RejectedException(ambiguous(path, several));
        }
        if (read.outline() instanceof Outline.Missing missing && !asked.firstRun()) {
            throw read.outside()
                    .orElseGet(() -> new RejectedException(
                            Stream.concat(Stream.of(missing.reason()), asked.freshness().notes().stream())
                                    .collect(Collectors.joining(" "))));
        }
    }

    private static String ambiguous(String path, Outline.Ambiguous several) {
        int more = several.paths().size() - SHOWN_PATHS;
        return "The " + Term.of(PATH) + " " + Quoted.name(path) + " is the end of "
                + Counted.of(several.paths().size(), "path") + "; give one of them: "
                + several.paths().stream().limit(SHOWN_PATHS).map(Quoted::name).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more." : ".");
    }
}
