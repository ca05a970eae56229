package dev.codebasemcp.cli;

import dev.codebasemcp.clients.ClientChange;
import dev.codebasemcp.clients.ClientSetup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code uninstall}: takes back what {@code install} wrote. */
@Command(
        name = "uninstall",
        description =
                "Remove this server, and the section for models, from the files of assistants: the user's, and those"
                        + " of this directory's git repository. The index stays.",
        footer = {"${ROOT-COMMAND-NAME} uninstall", "${ROOT-COMMAND-NAME} uninstall codex --project"})
final class UninstallCommand extends ToolCommand {
    private static final String NOTHING =
            "None of the files that were looked at has an entry or a section of this server. Nothing was changed.";

    @Parameters(
            arity = "0..*",
            paramLabel = "CLIENT",
            description = "Such as claude-code, cursor or codex. Default: all whose files have our entry.")
    private List<String> clients = new ArrayList<>();

    @ArgGroup
    private @Nullable OneScope scope;

    /** At most one of them. */
    private static final class OneScope {
        @Option(names = "--project", description = "Only the files of this directory's git repository.")
        private boolean project;

        @Option(names = "--user", description = "Only the user's own files.")
        private boolean user;

        ClientSetup.Scope scope() {
            return user || !project ? ClientSetup.Scope.USER : ClientSetup.Scope.PROJECT;
        }
    }

    UninstallCommand(Services.Opener opener) {
        super(opener);
    }

    @Override
    int run(Services services) {
        checked(() -> {
            ClientSetup.checkNames(clients);
            return clients;
        });
        List<ClientChange> changes = changes(services.clients(), Path.of("").toAbsolutePath());
        print(ClientAnswer.changes(changes, changes.isEmpty() ? List.of(NOTHING) : List.of()));
        return ClientOptions.code(changes);
    }

    private List<ClientChange> changes(ClientSetup setup, Path directory) {
        return scope == null
                ? setup.uninstallEverywhere(clients, directory)
                : setup.uninstall(new ClientSetup.Request(clients, scope.scope(), directory, true));
    }
}
