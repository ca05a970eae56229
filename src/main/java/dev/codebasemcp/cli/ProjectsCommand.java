package dev.codebasemcp.cli;

import dev.codebasemcp.project.ProjectName;
import dev.codebasemcp.project.ProjectTag;
import dev.codebasemcp.provisioning.ReadyProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code projects} and its subcommands, which change projects. */
@Command(
        name = "projects",
        description = "List the projects and their repositories; with a subcommand, change one.",
        synopsisSubcommandLabel = "[COMMAND]",
        footer = {"${ROOT-COMMAND-NAME} projects", "${ROOT-COMMAND-NAME} projects list --json"})
final class ProjectsCommand extends ToolCommand {
    private static final int MAX_PROJECTS = 500;

    private ProjectsCommand(Services.Opener opener) {
        super(opener);
    }

    static CommandLine withSubcommands(Services.Opener opener) {
        return new CommandLine(new ProjectsCommand(opener))
                .addSubcommand(new ListAll(opener))
                .addSubcommand(new Init(opener))
                .addSubcommand(new Create(opener))
                .addSubcommand(new Rename(opener))
                .addSubcommand(new Adopt(opener))
                .addSubcommand(new Tag(opener))
                .addSubcommand(new Untag(opener))
                .addSubcommand(new Delete(opener));
    }

    @Override
    int run(Services services) throws InterruptedException {
        return list(this, services);
    }

    private static int list(ToolCommand command, Services services) throws InterruptedException {
        command.print(command.ask(
                services.tool("list_projects"),
                Map.of("limit", MAX_PROJECTS),
                Path.of("").toAbsolutePath()));
        return 0;
    }

    /** {@code projects list}. */
    @Command(
            name = "list",
            description = "List the projects and their repositories.",
            footer = "${ROOT-COMMAND-NAME} projects list")
    private static final class ListAll extends ToolCommand {
        ListAll(Services.Opener opener) {
            super(opener);
        }

        @Override
        int run(Services services) throws InterruptedException {
            return list(this, services);
        }
    }

    /** {@code projects init [DIR]}. */
    @Command(
            name = "init",
            description = "Write the id of a directory's project into its config, which is created if missing, so that"
                    + " all checkouts with that config are one project. Commit the file afterwards.",
            footer = {"${ROOT-COMMAND-NAME} projects init", "${ROOT-COMMAND-NAME} projects init ~/src/shop --name shop"
            })
    private static final class Init extends ToolCommand {
        @Parameters(arity = "0..1", paramLabel = "DIR", description = "Default: this directory.")
        private Path directory = Path.of("");

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = "The name of a project without a config. Default: the directory's name.")
        private Optional<String> name = Optional.empty();

        Init(Services.Opener opener) {
            super(opener);
        }

        @Override
        int run(Services services) {
            checked(() -> name.map(ProjectName::check));
            Path place = directory(services, "DIR", directory);
            print(ProjectChangeAnswer.initialized(services.setup().init(place, name)));
            return 0;
        }
    }

    /** {@code projects create NAME}. */
    @Command(
            name = "create",
            description = "Create a project and its database.",
            footer = "${ROOT-COMMAND-NAME} projects create shop --directory ~/src/shop")
    private static final class Create extends ToolCommand {
        @Parameters(paramLabel = "NAME", description = "Its name, which must be unique.")
        private String name = "";

        @Option(
                names = "--directory",
                paramLabel = "DIR",
                description = "Also write a config into this directory, so that work there belongs to the project.")
        private Optional<Path> directory = Optional.empty();

        Create(Services.Opener opener) {
            super(opener);
        }

        @Override
        int run(Services services) {
            checked(() -> ProjectName.check(name));
            Optional<Path> place = directory.map(given -> directory(services, "--directory", given));
            ReadyProject project = services.setup().create(name, place);
            List<String> notes = place.map(made -> services.setup().indexedElsewhere(made, project.id()))
                    .orElse(List.of());
            print(ProjectChangeAnswer.created(project, place, notes));
            return 0;
        }
    }

    /** {@code projects rename PROJECT NAME}. */
    @Command(
            name = "rename",
            description = "Rename a project, also in its config; its index stays.",
            footer = "${ROOT-COMMAND-NAME} projects rename shop store")
    private static final class Rename extends ToolCommand {
        @Parameters(index = "0", paramLabel = ProjectChangeAnswer.PROJECT, description = "Its id or exact name.")
        private String project = "";

        @Parameters(index = "1", paramLabel = "NAME", description = "The new name.")
        private String name = "";

        Rename(Services.Opener opener) {
            super(opener);
        }

        @Override
        int run(Services services) {
            checked(() -> ProjectName.check(name));
            print(ProjectChangeAnswer.of(
                    "Renamed to '" + name + "'", services.administration().rename(project, name)));
            return 0;
        }
    }

    /** {@code projects adopt PROJECT [DIR]}. */
    @Command(
            name = "adopt",
            description = "Assign a directory to a project: its config then stands for the project. For a repository"
                    + " that was cloned again, or whose config names another project.",
            footer = {
                "${ROOT-COMMAND-NAME} projects adopt shop",
                "${ROOT-COMMAND-NAME} projects adopt shop ~/src/shop-clone"
            })
    private static final class Adopt extends ToolCommand {
        @Parameters(index = "0", paramLabel = ProjectChangeAnswer.PROJECT, description = "Its id or exact name.")
        private String project = "";

        @Parameters(index = "1", arity = "0..1", paramLabel = "DIR", description = "Default: this directory.")
        private Path directory = Path.of("");

        Adopt(Services.Opener opener) {
            super(opener);
        }

        @Override
        int run(Services services) {
            Path place = directory(services, "DIR", directory);
            print(ProjectChangeAnswer.of("Adopted by " + place, services.setup().adopt(project, place)));
            return 0;
        }
    }

    /** {@code projects tag PROJECT TAG...}. */
    @Command(
            name = "tag",
            description = "Give a project tags, so that a search can name a group of projects.",
            footer = {
                "${ROOT-COMMAND-NAME} projects tag shop payments backend",
                "${ROOT-COMMAND-NAME} search \"retry of failed payments\" --projects tag:payments"
            })
    private static final class Tag extends ToolCommand {
        @Parameters(index = "0", paramLabel = ProjectChangeAnswer.PROJECT, description = "Its id or exact name.")
        private String project = "";

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "TAG",
                description = "Letters, digits, dots, hyphens and underscores.")
        private List<String> tags = List.of();

        Tag(Services.Opener opener) {
            super(opener);
        }

        @Override
        int run(Services services) {
            List<String> valid = checked(() -> ProjectTag.check(tags));
            print(ProjectChangeAnswer.of("Tagged", services.administration().tag(project, valid)));
            return 0;
        }
    }

    /** {@code projects untag PROJECT TAG...}. */
    @Command(
            name = "untag",
            description = "Take tags from a project.",
            footer = "${ROOT-COMMAND-NAME} projects untag shop payments")
    private static final class Untag extends ToolCommand {
        @Parameters(index = "0", paramLabel = ProjectChangeAnswer.PROJECT, description = "Its id or exact name.")
        private String project = "";

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "TAG", description = "The tags to take.")
        private List<String> tags = List.of();

        Untag(Services.Opener opener) {
            super(opener);
        }

        @Override
        int run(Services services) {
            List<String> valid = checked(() -> ProjectTag.check(tags));
            print(ProjectChangeAnswer.of("Untagged", services.administration().untag(project, valid)));
            return 0;
        }
    }

    /** {@code projects delete PROJECT --confirm NAME}. */
    @Command(
            name = "delete",
            description = "Delete a project with its database and index. Source files stay unchanged.",
            footer = {
                "${ROOT-COMMAND-NAME} projects delete shop",
                "${ROOT-COMMAND-NAME} projects delete shop --confirm shop"
            })
    private static final class Delete extends ToolCommand {
        @Parameters(paramLabel = ProjectChangeAnswer.PROJECT, description = "Its id or exact name.")
        private String project = "";

        @Option(names = "--confirm", paramLabel = "NAME", description = "Its exact name; required to delete anything.")
        private Optional<String> confirmation = Optional.empty();

        Delete(Services.Opener opener) {
            super(opener);
        }

        @Override
        int run(Services services) {
            print(ProjectChangeAnswer.of("Deleted", services.administration().delete(project, confirmation)));
            return 0;
        }
    }
}
