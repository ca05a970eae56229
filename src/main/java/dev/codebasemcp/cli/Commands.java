package dev.codebasemcp.cli;

import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.quoting.Quoted;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program's command line. */
@Command(
        name = "codebase-mcp",
        mixinStandardHelpOptions = true,
        description = "Semantic code search for AI assistants: an MCP server over stdio, and commands.",
        footer = "Without a command it runs the MCP server.")
public final class Commands implements Callable<Integer> {
    private final Callable<Integer> server;

    private Commands(Callable<Integer> server) {
        this.server = server;
    }

    /** Runs the command in {@code arguments} and returns its exit code. */
    public static int run(String[] arguments, Services.Opener opener, Callable<Integer> server, String version) {
        return line(opener, server, version).execute(arguments);
    }

    /** Builds all commands, which write to standard output by default. */
    static CommandLine line(Services.Opener opener, Callable<Integer> server, String version) {
        CommandLine line = new CommandLine(new Commands(server));
        line.getCommandSpec().version("codebase-mcp " + version);
        line.addSubcommand(new ServeCommand(server));
        line.addSubcommand(new IndexCommand(opener));
        line.addSubcommand(new SearchCommand(opener));
        line.addSubcommand(new StatusCommand(opener));
        line.addSubcommand(ProjectsCommand.withSubcommands(opener));
        line.addSubcommand(RepositoriesCommand.withSubcommands(opener));
        line.addSubcommand(new InstallCommand(opener));
        line.addSubcommand(new UninstallCommand(opener));
        line.addSubcommand(new DoctorCommand(opener));
        line.addSubcommand(new ArchiveCommand(opener));
        line.addSubcommand(new HelpCommand());
        offerHelp(line, line.getCommandSpec().version());
        line.setExecutionExceptionHandler(Commands::explain);
        return line;
    }

    @Override
    public Integer call() throws Exception {
        return server.call();
    }

    private static void offerHelp(CommandLine line, String... version) {
        for (CommandLine command : line.getSubcommands().values()) {
            command.getCommandSpec().mixinStandardHelpOptions(true).version(version);
            offerHelp(command, version);
        }
    }

    private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult ignored) {
        PrintWriter err = line.getErr();
        if (failure instanceof CodebaseException known) {
            err.println(Quoted.lines(known.worded(CommandWords.of(line.getCommandSpec()))));
        } else if (failure instanceof InterruptedException) {
            err.println("Cancelled.");
        } else {
            LoggerFactory.getLogger(Commands.class).error("Internal error", failure);
            err.println(Quoted.line("Internal error: " + failure));
        }
        err.flush();
        return 1;
    }

    /** {@code serve}, also the default without a command. */
    @Command(name = "serve", description = "Run the MCP server on stdin and stdout (the default).")
    static final class ServeCommand implements Callable<Integer> {
        private final Callable<Integer> server;

        ServeCommand(Callable<Integer> server) {
            this.server = server;
        }

        @Override
        public Integer call() throws Exception {
            return server.call();
        }
    }
}
