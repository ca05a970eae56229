package dev.codebasemcp.cli;

import dev.codebasemcp.clients.ClientChange;
import dev.codebasemcp.clients.ClientSetup;
import dev.codebasemcp.quoting.Quoted;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of {@code install} and {@code uninstall}, and how both report. */
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

    /** Prints a line for each file and returns the exit code. */
    static int report(List<ClientChange> changes, PrintWriter out) {
        for (ClientChange change : changes) {
            out.printf(
                    Locale.ROOT,
                    "%-16s  %-9s  %s%n",
                    change.client(),
                    change.kind().name().toLowerCase(Locale.ROOT),
                    Quoted.line(change.place()));
        }
        out.flush();
        return changes.stream().anyMatch(change -> change.kind() == ClientChange.Kind.REFUSED) ? 1 : 0;
    }
}
