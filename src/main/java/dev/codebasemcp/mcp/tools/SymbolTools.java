package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.git.GitHistory;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.symbols.SymbolService;
import java.util.stream.Stream;

/** The tools that answer questions about symbols. */
public final class SymbolTools {
    private SymbolTools() {}

    /**
     * Creates them.
     *
     * @param calls find the project and the repositories of a question
     * @param history tells what files were
     * @param form which forms of an answer must fit its budget
     */
    public static Stream<Tool> all(ScopedCalls calls, SymbolService symbols, GitHistory history, AnswerForm form) {
        return Stream.of(
                new FindSymbolTool(calls, symbols, form),
                new FindReferencesTool(calls, symbols),
                new AnalyzeImpactTool(calls, symbols, history, form),
                new GetOutlineTool(calls, symbols, form));
    }
}
