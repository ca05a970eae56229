package dev.codebasemcp.cli;

import dev.codebasemcp.model.EditDistance;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code help [COMMAND]...}: shows the same as {@code COMMAND --help}, also for subcommands. */
@Command(
        name = "help",
        description = "Show the help of a command.",
        helpCommand = true,
        footer = {"${ROOT-COMMAND-NAME} help search", "${ROOT-COMMAND-NAME} help projects create"})
final class HelpCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Such as search, or projects create.")
    private List<String> names = new ArrayList<>();

    @Override
    public Integer call() {
        CommandLine command = spec.root().commandLine();
        for (String name : names) {
            CommandLine inner = command.getSubcommands().get(name);
            if (inner == null) {
                return unknown(name, command);
            }
            command = inner;
        }
        command.usage(spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }

    private Integer unknown(String name, CommandLine command) {
        PrintWriter err = spec.commandLine().getErr();
        Optional<String> nearest =
                EditDistance.nearest(name, command.getSubcommands().keySet());
        err.println("There is no command '" + name + "'"
                + nearest.map(known -> "; did you mean '" + known + "'?").orElse(".")
                + (command.getSubcommands().isEmpty()
                        ? ""
                        : " Commands: "
                                + String.join(", ", command.getSubcommands().keySet()) + "."));
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }
}
