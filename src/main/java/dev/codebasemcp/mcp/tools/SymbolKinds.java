package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.project.ProjectResolver;
import dev.codebasemcp.project.SessionContext;
import dev.codebasemcp.provisioning.ProjectProvisioner;
import dev.codebasemcp.provisioning.ReadyProject;
import dev.codebasemcp.repositories.SearchScopes;
import dev.codebasemcp.repositories.SearchScopes.ResolvedScope;
import dev.codebasemcp.repositories.SearchScopes.Wanted;
import dev.codebasemcp.symbols.NamedSymbol;
import dev.codebasemcp.symbols.OutlinedDefinition;
import dev.codebasemcp.symbols.SymbolService;
import java.util.List;
import java.util.Optional;

/**
 * Tells what the symbols are that the answer of a tool only names. Reads the index as it is: the answer before has just
 * compared it with the files. Thread-safe.
 */
public final class SymbolKinds {
    private final ProjectResolver resolver;
    private final ProjectProvisioner provisioner;
    private final SearchScopes scopes;
    private final SymbolService symbols;

    SymbolKinds(ProjectResolver resolver, ProjectProvisioner provisioner, SearchScopes scopes, SymbolService symbols) {
        this.resolver = resolver;
        this.provisioner = provisioner;
        this.scopes = scopes;
        this.symbols = symbols;
    }

    /**
     * Finds the first definition of each symbol. Changes nothing.
     *
     * @param project its id or name
     * @return in the same order; empty where the index has none
     * @throws dev.codebasemcp.model.RejectedException if there is no such project
     */
    public List<Optional<OutlinedDefinition>> of(String project, List<NamedSymbol> named) {
        ReadyProject ready = provisioner.requireReady(resolver.resolve(Optional.of(project), SessionContext.NOWHERE));
        Wanted likeTools = new Wanted(List.of(), Optional.empty(), Optional.empty(), false, true);
        ResolvedScope found = scopes.find(ready, likeTools);
        return symbols.definitions(ready.database(), found.scope(), named);
    }
}
