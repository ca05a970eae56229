package dev.codebasemcp.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code uninstall}: takes back what {@code install} wrote. */
@Command(
        name = "uninstall",
        description = "Remove this server, and the section for models, from the files of assistants. The index stays.",
        footer = {"${ROOT-COMMAND-NAME} uninstall", "${ROOT-COMMAND-NAME} uninstall codex"})
final class UninstallCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ClientOptions options = new ClientOptions();

    private final Services.Opener opener;

    UninstallCommand(Services.Opener opener) {
        this.opener = opener;
    }

    @Override
    public Integer call() {
        try (Services services = opener.open()) {
            return ClientOptions.report(
                    services.clients().uninstall(options.request(true)),
                    spec.commandLine().getOut());
        }
    }
}
