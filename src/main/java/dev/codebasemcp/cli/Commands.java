package dev.codebasemcp.cli;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program's command line. */
@Command(
        name = ProgramName.USUAL,
        mixinStandardHelpOptions = true,
        description = {
            "Semantic code search for AI assistants: an MCP server over stdio, and commands.",
            "Without a command it runs the MCP server."
        },
        footer = {
            "${ROOT-COMMAND-NAME} search \"where are expired sessions removed\"",
            "${ROOT-COMMAND-NAME} index ~/src/shop",
            "${ROOT-COMMAND-NAME} help search"
        })
public final class Commands implements Callable<Integer> {
    private static final String NO_COLOR = "--no-color";

    /** Read before the others, since it applies to their help and to faults in them. */
    @Option(names = NO_COLOR, scope = ScopeType.INHERIT, description = "Print no colours, not even on a terminal.")
    @SuppressWarnings("unused")
    private boolean noColor;

    private final Callable<Integer> server;

    private Commands(Callable<Integer> server) {
        this.server = server;
    }

    /** Runs the command in {@code arguments} and returns its exit code. */
    public static int run(
            String[] arguments,
            Services.Opener opener,
            Callable<Integer> server,
            String version,
            Map<String, String> environment) {
        return line(opener, server, version)
                .setCommandName(ProgramName.of(System.getProperties()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(arguments, environment)))
                .execute(arguments);
    }

    /** Picocli knows terminals, {@code NO_COLOR}, {@code CLICOLOR} and {@code CLICOLOR_FORCE}, but not dumb terminals. */
    static Ansi ansi(String[] arguments, Map<String, String> environment) {
        boolean plain = List.of(arguments).contains(NO_COLOR) || "dumb".equals(environment.get("TERM"));
        return plain ? Ansi.OFF : Ansi.AUTO;
    }

    /** Builds all commands, which write to standard output by default. */
    static CommandLine line(Services.Opener opener, Callable<Integer> server, String version) {
        CommandLine line = new CommandLine(new Commands(server));
        line.getCommandSpec().version(ProgramName.USUAL + " " + version);
        line.addSubcommand(new ServeCommand(server));
        line.addSubcommand(new IndexCommand(opener));
        line.addSubcommand(new SearchCommand(opener));
        line.addSubcommand(new SymbolCommand(opener));
        line.addSubcommand(new ReferencesCommand(opener));
        line.addSubcommand(new ImpactCommand(opener));
        line.addSubcommand(new OutlineCommand(opener));
        line.addSubcommand(new StatusCommand(opener));
        line.addSubcommand(ProjectsCommand.withSubcommands(opener));
        line.addSubcommand(RepositoriesCommand.withSubcommands(opener));
        line.addSubcommand(new InstallCommand(opener));
        line.addSubcommand(new UninstallCommand(opener));
        line.addSubcommand(new UiCommand(opener));
        line.addSubcommand(new DoctorCommand(opener));
        line.addSubcommand(new ArchiveCommand(opener));
        line.addSubcommand(new HelpCommand());
        line.addSubcommand(new CompletionCommand());
        describe(line);
        // A question may begin with @, and no file may add options.
        line.setExpandAtFiles(false);
        line.setExecutionExceptionHandler(Failures::ofCommand);
        line.setParameterExceptionHandler(Failures::ofUsage);
        return line;
    }

    @Override
    public Integer call() throws Exception {
        return server.call();
    }

    private static void describe(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        UsageMessageSpec usage = spec.usageMessage();
        usage.autoWidth(true)
                .sortOptions(false)
                .synopsisHeading("@|bold Usage:|@ ")
                .parameterListHeading("%n@|bold Arguments:|@%n")
                .optionListHeading("%n@|bold Options:|@%n")
                .commandListHeading("%n@|bold Commands:|@%n")
                .exitCodeListHeading("%n@|bold Exit codes:|@%n")
                .footerHeading("%n@|bold Examples:|@%n");
        usage.footer(
                Arrays.stream(usage.footer()).map(example -> "  " + example).toArray(String[]::new));
        Map<String, String> codes = new TreeMap<>(Comparator.comparing(Integer::valueOf));
        codes.putAll(Failures.exitCodes());
        codes.putAll(usage.exitCodeList());
        usage.exitCodeList(codes);
        for (CommandLine command : line.getSubcommands().values()) {
            command.getCommandSpec().mixinStandardHelpOptions(true).version(spec.version());
            describe(command);
        }
    }

    /** {@code serve}, also the default without a command. */
    @Command(
            name = "serve",
            description = "Run the MCP server on stdin and stdout (the default).",
            footer = "${ROOT-COMMAND-NAME} serve")
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
