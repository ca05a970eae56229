package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.CodeToolSpecs;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.symbols.References;
import dev.codebasemcp.symbols.SymbolName;
import dev.codebasemcp.symbols.SymbolPlace;
import dev.codebasemcp.symbols.SymbolService;
import java.util.Optional;

/** {@code find_references}. */
final class FindReferencesTool implements Tool {
    private final ScopedCalls calls;
    private final SymbolService symbols;

    /**
     * Creates the tool.
     *
     * @param calls find the project and the repositories of a question
     */
    FindReferencesTool(ScopedCalls calls, SymbolService symbols) {
        this.calls = calls;
        this.symbols = symbols;
    }

    @Override
    public ToolSpec spec() {
        return CodeToolSpecs.FIND_REFERENCES;
    }

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) throws InterruptedException {
        SymbolName symbol = SymbolArguments.oneName(arguments.text("symbol"));
        Optional<SymbolPlace> place = SymbolArguments.place(arguments);
        ReferencesPage page = ReferencesPage.of(arguments);
        ScopedCalls.Asked<References> asked = calls.ask(
                arguments,
                call,
                Optional.empty(),
                false,
                (project, found, wanted) -> symbols.references(project.database(), found.scope(), symbol, place));
        return new ReferencesAnswer(symbol, place, page).render(asked);
    }
}
