package dev.codebasemcp.cli;

import dev.codebasemcp.clients.ClientChange;
import dev.codebasemcp.clients.ClientSetup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of {@code install} and {@code uninstall}. */
final class ClientOptions {
    @Parameters(
            arity = "0..*",
            paramLabel = "CLIENT",
            description = "Such as claude-code, cursor or codex. Default: all that are recognized.")
    private List<String> clients = new ArrayList<>();

    @ArgGroup
    private ScopeOptions scope = new ScopeOptions();

    /** At most one of them. */
    private static final class ScopeOptions {
        @Option(names = "--project", description = "Use the files of this directory's git repository.")
        private boolean project;

        @Option(names = "--user", description = "Use the user's own files, for all projects (the default).")
        private boolean user;
    }

    ClientSetup.Scope scope() {
        return scope.user || !scope.project ? ClientSetup.Scope.USER : ClientSetup.Scope.PROJECT;
    }

    ClientSetup.Request request(boolean instructions) {
        return new ClientSetup.Request(clients, scope(), Path.of("").toAbsolutePath(), instructions);
    }

    /**
     * Returns the clients with their names checked.
     *
     * @throws dev.codebasemcp.model.RejectedException if a name is unknown
     */
    List<String> checked() {
        ClientSetup.checkNames(clients);
        return clients;
    }

    /** Returns the exit code of changes. */
    static int code(List<ClientChange> changes) {
        return changes.stream().anyMatch(change -> change.kind() == ClientChange.Kind.REFUSED) ? Failures.FAILED : 0;
    }
}
