package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.git.GitHistory;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.project.ProjectResolver;
import dev.codebasemcp.provisioning.ProjectProvisioner;
import dev.codebasemcp.repositories.SearchScopes;
import dev.codebasemcp.symbols.SymbolService;
import java.util.stream.Stream;

/** Makes what answers questions about symbols. */
public final class SymbolTools {
    private final ProjectResolver resolver;
    private final ProjectProvisioner provisioner;
    private final SearchScopes scopes;
    private final SymbolService symbols;

    /** Creates a maker. */
    public SymbolTools(
            ProjectResolver resolver, ProjectProvisioner provisioner, SearchScopes scopes, SymbolService symbols) {
        this.resolver = resolver;
        this.provisioner = provisioner;
        this.scopes = scopes;
        this.symbols = symbols;
    }

    /**
     * Creates the tools.
     *
     * @param calls find the project and the repositories of a question
     * @param history tells what files were
     * @param form which forms of an answer must fit its budget
     */
    public Stream<Tool> all(ScopedCalls calls, GitHistory history, AnswerForm form) {
        return Stream.of(
                new FindSymbolTool(calls, symbols, form),
                new FindReferencesTool(calls, symbols),
                new AnalyzeImpactTool(calls, symbols, history, form),
                new GetOutlineTool(calls, symbols, form));
    }

    /** Creates what tells the kinds of symbols. */
    public SymbolKinds kinds() {
        return new SymbolKinds(resolver, provisioner, scopes, symbols);
    }
}
