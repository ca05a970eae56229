package dev.codebasemcp.cli;

import dev.codebasemcp.clients.ClientChange;
import dev.codebasemcp.clients.ClientSetup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code install}: configures assistants to start this server. */
@Command(
        name = "install",
        description = "Configure assistants to start this server. Nothing else in their files changes; before the first"
                + " change, a copy is kept beside each file.",
        footer = {
            "${ROOT-COMMAND-NAME} install --list",
            "${ROOT-COMMAND-NAME} install --instructions",
            "${ROOT-COMMAND-NAME} install codex cursor --print"
        })
final class InstallCommand extends ToolCommand {
    @Mixin
    private ClientOptions options = new ClientOptions();

    @Option(names = "--print", description = "Only show what would be written, and what would be refused.")
    private boolean print;

    @Option(
            names = "--instructions",
            description = "Also tell their models when to search, by a marked section in CLAUDE.md, AGENTS.md or the"
                    + " like.")
    private boolean instructions;

    @Option(names = "--list", description = "Only list all clients, and which are configured.")
    private boolean list;

    InstallCommand(Services.Opener opener) {
        super(opener);
    }

    @Override
    int run(Services services) {
        checked(options::checked);
        ClientSetup clients = services.clients();
        if (list) {
            print(ClientAnswer.states(
                    clients.states(options.scope(), Path.of("").toAbsolutePath())));
            return 0;
        }
        if (print) {
            ClientSetup.Preview preview = clients.preview(options.request(instructions));
            print(ClientAnswer.preview(preview));
            return ClientOptions.code(preview.refused());
        }
        List<ClientChange> changes = clients.install(options.request(instructions));
        print(ClientAnswer.changes(changes, notes(changes)));
        return ClientOptions.code(changes);
    }

    private List<String> notes(List<ClientChange> changes) {
        List<String> notes = new ArrayList<>();
        boolean isChanged = changes.stream()
                .anyMatch(change ->
                        change.kind() == ClientChange.Kind.ADDED || change.kind() == ClientChange.Kind.UPDATED);
        if (isChanged) {
            notes.add("Restart assistants that are running.");
        }
        if (!instructions) {
            notes.add("With --instructions, their models are told when to search.");
        }
        return notes;
    }
}
