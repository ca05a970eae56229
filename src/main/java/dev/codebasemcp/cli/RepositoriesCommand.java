package dev.codebasemcp.cli;

import dev.codebasemcp.administration.RepositoryAdministration;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.provisioning.ReadyProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code repositories} and its subcommands, which change repositories. */
@Command(
        name = "repositories",
        description =
                "List the repositories of a project; with a subcommand, change them. Source files stay unchanged.",
        synopsisSubcommandLabel = "[COMMAND]",
        footer = {"${ROOT-COMMAND-NAME} repositories", "${ROOT-COMMAND-NAME} repositories list --project shop --json"})
final class RepositoriesCommand extends ToolCommand {
    private static final String REPOSITORY = "REPOSITORY";
    private static final String WHICH = "Its id, its path, or the end of its path.";

    @Mixin
    private final OfProject project = new OfProject();

    private RepositoriesCommand(Services.Opener opener) {
        super(opener);
    }

    static CommandLine withSubcommands(Services.Opener opener) {
        return new CommandLine(new RepositoriesCommand(opener))
                .addSubcommand(new List(opener))
                .addSubcommand(new Remove(opener))
                .addSubcommand(new Move(opener))
                .addSubcommand(new Claim(opener));
    }

    @Override
    int run(Services services) {
        return list(this, services, project);
    }

    private static int list(ToolCommand command, Services services, OfProject project) {
        RepositoryAdministration administration = services.repositoryAdministration();
        command.print(RepositoryAnswer.listed(administration.list(project.in(services))));
        return 0;
    }

    /** Returns the real path that {@code given} clearly means, or else the name as it is. */
    private static String named(String given) {
        boolean isPath = Path.of(given).isAbsolute()
                || given.equals(".")
                || given.equals("..")
                || given.startsWith("./")
                || given.startsWith("../");
        if (!isPath) {
            return given;
        }
        Path path = Path.of(given).toAbsolutePath().normalize();
        try {
            return PathText.textOf(path.toRealPath());
        } catch (IOException gone) {
            // A repository whose directory is gone can be removed and moved too.
            return PathText.textOf(path);
        }
    }

    /** Selects the project of a command. */
    private static final class OfProject {
        @Option(
                names = "--path",
                paramLabel = "DIR",
                description = "In the project of this directory; default: this one.")
        private Path path = Path.of("");

        @Option(names = "--project", paramLabel = "PROJECT", description = "In this project, by its id or name.")
        private Optional<String> named = Optional.empty();

        ReadyProject in(Services services) {
            return services.repositoryAdministration().project(named, ToolCommand.directory(services, "--path", path));
        }
    }

    /** {@code repositories list}. */
    @Command(
            name = "list",
            description = "List the repositories of a project, and where they are.",
            footer = "${ROOT-COMMAND-NAME} repositories list --project shop")
    private static final class List extends ToolCommand {
        @Mixin
        private final OfProject project = new OfProject();

        List(Services.Opener opener) {
            super(opener);
        }

        @Override
        int run(Services services) {
            return list(this, services, project);
        }
    }

    /** {@code repositories remove REPOSITORY}. */
    @Command(
            name = "remove",
            description = "Remove a repository and its index from its project.",
            footer = {
                "${ROOT-COMMAND-NAME} repositories remove old-clone",
                "${ROOT-COMMAND-NAME} repositories remove ../old-clone --yes"
            })
    private static final class Remove extends ToolCommand {
        @Mixin
        private final OfProject project = new OfProject();

        @Parameters(paramLabel = REPOSITORY, description = WHICH)
        private String repository = "";

        @Option(
                names = "--yes",
                description = "Required to remove anything; without it, the command says what it would remove.")
        private boolean confirmed;

        Remove(Services.Opener opener) {
            super(opener);
        }

        @Override
        int run(Services services) {
            RepositoryAdministration administration = services.repositoryAdministration();
            print(RepositoryAnswer.changed(
                    "Removed", administration.remove(project.in(services), named(repository), confirmed)));
            return 0;
        }
    }

    /** {@code repositories move REPOSITORY DIR}. */
    @Command(
            name = "move",
            description = "Set the new location of a repository. Its index stays.",
            footer = "${ROOT-COMMAND-NAME} repositories move shop ~/work/shop")
    private static final class Move extends ToolCommand {
        @Mixin
        private final OfProject project = new OfProject();

        @Parameters(index = "0", paramLabel = REPOSITORY, description = WHICH)
        private String repository = "";

        @Parameters(index = "1", paramLabel = "DIR", description = "Its new directory.")
        private Path directory = Path.of("");

        Move(Services.Opener opener) {
            super(opener);
        }

        @Override
        int run(Services services) {
            Path place = directory(services, "DIR", directory);
            print(RepositoryAnswer.changed(
                    "Moved to " + place,
                    services.repositoryAdministration().move(project.in(services), named(repository), place)));
            return 0;
        }
    }

    /** {@code repositories claim}. */
    @Command(
            name = "claim",
            description = {
                "Assign repositories of another machine to this one if their directories exist here:",
                "for a lost home, or a container that was recreated."
            },
            footer = {
                "${ROOT-COMMAND-NAME} repositories claim",
                "${ROOT-COMMAND-NAME} repositories claim --machine 123e4567-e89b-12d3-a456-426614174000"
            })
    private static final class Claim extends ToolCommand {
        @Mixin
        private final OfProject project = new OfProject();

        @Option(names = "--machine", paramLabel = "ID", description = "The lost machine; 'list' shows it.")
        private Optional<UUID> machine = Optional.empty();

        Claim(Services.Opener opener) {
            super(opener);
        }

        @Override
        int run(Services services) {
            print(RepositoryAnswer.claimed(
                    services.repositoryAdministration().claim(project.in(services), machine.map(MachineId::new))));
            return 0;
        }
    }
}
