package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.CodeToolSpecs;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.mcp.tools.SymbolAddress.Target;
import dev.codebasemcp.symbols.References;
import dev.codebasemcp.symbols.SymbolService;

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
        Target written =
                new Target(SymbolArguments.oneName(arguments.text("symbol")), SymbolArguments.place(arguments));
        ReferencesPage page = ReferencesPage.of(arguments);
        SymbolCalls.Answered<References> answered = new SymbolCalls(calls, symbols)
                .ask(
                        arguments,
                        call,
                        written,
                        (project, found, wanted, target) ->
                                symbols.references(project.database(), found.scope(), target.symbol(), target.place()));
        Target target = answered.target();
        return new ReferencesAnswer(target.symbol(), target.place(), page).render(answered.asked());
    }
}
