package dev.codebasemcp.cli;

import dev.codebasemcp.clients.ClientChange;
import dev.codebasemcp.clients.ClientSetup;
import dev.codebasemcp.clients.ClientState;
import dev.codebasemcp.quoting.Quoted;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
final class InstallCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ClientOptions options = new ClientOptions();

    @Option(names = "--print", description = "Only show what would be written.")
    private boolean print;

    @Option(
            names = "--instructions",
            description = "Also tell their models when to search, by a marked section in CLAUDE.md, AGENTS.md or the"
                    + " like.")
    private boolean instructions;

    @Option(names = "--list", description = "Only list all clients, and which are configured.")
    private boolean list;

    private final Services.Opener opener;

    InstallCommand(Services.Opener opener) {
        this.opener = opener;
    }

    @Override
    public Integer call() {
        try (Services services = opener.open()) {
            ClientSetup clients = services.clients();
            PrintWriter out = spec.commandLine().getOut();
            if (list) {
                return list(clients, out);
            }
            return print ? print(clients, out) : install(clients, out);
        }
    }

    private int install(ClientSetup clients, PrintWriter out) {
        List<ClientChange> changes = clients.install(options.request(instructions));
        int code = ClientOptions.report(changes, out);
        boolean isChanged = changes.stream()
                .anyMatch(change ->
                        change.kind() == ClientChange.Kind.ADDED || change.kind() == ClientChange.Kind.UPDATED);
        if (isChanged) {
            out.println("Restart assistants that are running.");
        }
        if (!instructions) {
            out.println("With --instructions, their models are told when to search.");
        }
        out.flush();
        return code;
    }

    private int print(ClientSetup clients, PrintWriter out) {
        clients.preview(options.request(instructions)).forEach((file, text) -> {
            out.println(Quoted.line(file.toString()));
            out.println(text);
        });
        out.flush();
        return 0;
    }

    private int list(ClientSetup clients, PrintWriter out) {
        String row = "%-15s  %-10s  %-10s  %s%n";
        out.printf(Locale.ROOT, row, "CLIENT", "RECOGNIZED", "CONFIGURED", "FILE");
        for (ClientState state : clients.states(options.scope(), Path.of("").toAbsolutePath())) {
            out.printf(
                    Locale.ROOT,
                    row,
                    state.name(),
                    state.recognized() ? "yes" : "no",
                    state.isConfigured() ? "yes" : "no",
                    Quoted.line(state.problem()
                            .orElse(state.file().map(Path::toString).orElse("none"))));
        }
        out.flush();
        return 0;
    }
}
