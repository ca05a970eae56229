package dev.codebasemcp.cli;

import dev.codebasemcp.clients.ClientChange;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code uninstall}: takes back what {@code install} wrote. */
@Command(
        name = "uninstall",
        description = "Remove this server, and the section for models, from the files of assistants. The index stays.",
        footer = {"${ROOT-COMMAND-NAME} uninstall", "${ROOT-COMMAND-NAME} uninstall codex"})
final class UninstallCommand extends ToolCommand {
    @Mixin
    private ClientOptions options = new ClientOptions();

    UninstallCommand(Services.Opener opener) {
        super(opener);
    }

    @Override
    int run(Services services) {
        checked(options::checked);
        List<ClientChange> changes = services.clients().uninstall(options.request(true));
        print(ClientAnswer.changes(changes, List.of()));
        return ClientOptions.code(changes);
    }
}
