package dev.codebasemcp.provisioning;

import dev.codebasemcp.administration.ProjectAdministration;
import dev.codebasemcp.administration.ProjectCounts;
import dev.codebasemcp.administration.ProjectDirectory;
import dev.codebasemcp.administration.ProjectSetup;
import dev.codebasemcp.administration.RepositoryAdministration;
import dev.codebasemcp.config.AllowedRoots;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.registry.JobsTable;
import dev.codebasemcp.database.registry.ProjectPlacesTable;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.git.GitCommand;
import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.project.IdentityRules;
import dev.codebasemcp.project.OwnConfigs;
import dev.codebasemcp.project.ProjectPlaces;
import dev.codebasemcp.project.ProjectResolver;
import dev.codebasemcp.project.ResolvedProject;
import dev.codebasemcp.project.SessionContext;
import dev.codebasemcp.repositories.DirectoryRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The services that one server process has, over a registry that it may share with others. */
public final class ProvisioningFixture {
    public final Databases databases;
    public final ProjectsTable projects;
    final ProjectResolver resolver;
    final ProjectProvisioner provisioner;
    public final JobQueue queue;
    final ProjectPlaces places;
    private final IdentityRules rules;
    public final ConfigSearch configs;
    private final MachineId machine;

    public ProvisioningFixture(Databases databases) {
        this(databases, (step, project) -> {});
    }

    public ProvisioningFixture(Databases databases, ProvisioningListener listener) {
        this(databases, Machines.HERE, listener);
    }

    /** What a process on another machine has. */
    public ProvisioningFixture(Databases databases, MachineId machine) {
        this(databases, machine, (step, project) -> {});
    }

    private ProvisioningFixture(Databases databases, MachineId machine, ProvisioningListener listener) {
        FileSystemCalls calls = new FileSystemCalls();
        this.databases = databases;
        this.machine = machine;
        this.projects = new ProjectsTable(databases::registry, Clock.systemUTC());
        this.places = new ProjectPlaces(
                new ProjectPlacesTable(databases::registry, Clock.systemUTC()),
                () -> machine,
                new GitCommand("git", Duration.ofSeconds(60)),
                calls);
        this.rules = new IdentityRules(projects, places);
        this.configs = new ConfigSearch(AllowedRoots.ANY, calls);
        this.resolver = new ProjectResolver(projects, rules, configs, Optional.empty(), true);
        this.provisioner = new ProjectProvisioner(databases, projects, places, listener);
        this.queue = new JobQueue(new JobsTable(databases::registry, Clock.systemUTC()), () -> machine);
    }

    public ResolvedProject resolve(Path workingDirectory) {
        return resolver.resolve(Optional.empty(), at(workingDirectory));
    }

    public ReadyProject ready(Path workingDirectory) {
        return provisioner.ensureReady(resolve(workingDirectory));
    }

    public ProjectAdministration administration() {
        return new ProjectAdministration(
                databases, projects, new OwnConfigs(configs, rules, places), Clock.systemUTC());
    }

    public RepositoryAdministration repositories() {
        return new RepositoryAdministration(
                databases,
                resolver,
                provisioner,
                places,
                new DirectoryRule(AllowedRoots.ANY, new FileSystemCalls()),
                new ProjectCounts(databases),
                () -> machine);
    }

    public ProjectSetup setup() {
        ProjectDirectory directory =
                new ProjectDirectory(new ProjectCounts(databases), () -> machine, System::nanoTime);
        return new ProjectSetup(databases, projects, provisioner, configs, places, directory);
    }

    public ReadyProject readyExplicit(String projectId, Path workingDirectory) {
        return provisioner.ensureReady(resolver.resolve(Optional.of(projectId), at(workingDirectory)));
    }

    /** Makes the database usable without a config, by the tier that is left. */
    static SessionContext at(Path workingDirectory) {
        return SessionContext.at(workingDirectory);
    }

    /** A directory with a config whose {@code project} object is {@code project}. */
    public static Path directory(Path directory, String project) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(".codebase-mcp"));
        Files.writeString(folder.resolve("config.json"), "{\"project\": {" + project + "}}");
        return directory.toRealPath();
    }

    public static Path named(Path directory, String name) throws IOException {
        return directory(directory, "\"name\": \"" + name + "\"");
    }

    /** A statement on the registry from outside the program. */
    void execute(String sql) {
        databases.registry().write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }
}
