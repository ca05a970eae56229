package dev.codebasemcp.provisioning;

import dev.codebasemcp.database.AdvisoryLocks;
import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.LockKey;
import dev.codebasemcp.database.VectorFlavour;
import dev.codebasemcp.database.registry.NewProject;
import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.project.ConfigWriteBack;
import dev.codebasemcp.project.IdentityRules;
import dev.codebasemcp.project.ProjectConfig;
import dev.codebasemcp.project.ProjectIdentity;
import dev.codebasemcp.project.ResolutionTier;
import dev.codebasemcp.project.ResolvedProject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes resolved projects usable. Safe for any number of threads and processes at once.
 *
 * <p>The steps, under a lock: registry row as creating, database, schema, row as ready, id into the config. Each asks what
 * is there before it acts, so whatever a crash left half done is completed by the next request.
 */
public final class ProjectProvisioner {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectProvisioner.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STRIPES = 64;

    private final Databases databases;
    private final ProjectsTable projects;
    private final IdentityRules rules;
    private final ProvisioningListener listener;

    /**
     * The databases whose schema this process has seen to be current, by the number that the server gave them: it is
     * another one if a database was dropped and made again. So one query on the registry tells whether nothing changed.
     */
    private final Map<DatabaseName, Long> current = new ConcurrentHashMap<>();

    /** One thread of this process at a time waits for the lock of a project, and not all with a connection each. */
    private final List<ReentrantLock> turns;

    /** A provisioner of the projects of the registry, which tells {@code listener} what it does. */
    public ProjectProvisioner(Databases databases, ProjectsTable projects, ProvisioningListener listener) {
        this.databases = databases;
        this.projects = projects;
        this.listener = listener;
        this.rules = new IdentityRules(projects);
        List<ReentrantLock> locks = new ArrayList<>();
        for (int i = 0; i < STRIPES; i++) {
            locks.add(new ReentrantLock(true));
        }
        this.turns = List.copyOf(locks);
    }

    /**
     * Makes sure that the project is registered and that its database exists with the current schema. A few
     * milliseconds if so.
     *
     * @return the project with its final identity, which may be another than the proposal of the resolution if another
     *     request was first
     * @throws RejectedException if the project collides with another one
     */
    public ReadyProject ensureReady(ResolvedProject project) {
        List<String> warnings = new ArrayList<>(project.warnings());
        ProjectRow row = usable(project).orElseGet(() -> inTurn(project, warnings));
        configWithoutId(project).ifPresent(config -> writeBack(project, config, row, warnings));
        return new ReadyProject(
                row.id(),
                row.name(),
                row.database(),
                databases.project(row.database(), row.databaseOid().orElseThrow()),
                project.tier(),
                project.evidence(),
                warnings);
    }

    private void writeBack(ResolvedProject project, ProjectConfig config, ProjectRow row, List<String> warnings) {
        Optional<String> warning = ConfigWriteBack.write(config, row.id());
        if (warning.isPresent()) {
            warnings.add(warning.get());
        } else {
            listener.done(ProvisioningStep.WRITTEN_BACK, project);
        }
    }

    private Optional<ProjectRow> usable(ResolvedProject project) {
        return projects.byId(project.id()).filter(row -> row.name().equals(project.name()) && isUsable(row));
    }

    private boolean isUsable(ProjectRow row) {
        Long seen = current.get(row.database());
        return row.ready() && seen != null && row.databaseOid().orElse(0) == seen;
    }

    private static Optional<ProjectConfig> configWithoutId(ResolvedProject project) {
        return project.tier() == ResolutionTier.SESSION_CONFIG
                ? project.config().filter(config -> config.id().isEmpty())
                : Optional.empty();
    }

    private ProjectRow inTurn(ResolvedProject project, List<String> warnings) {
        ReentrantLock turn = turns.get(Math.floorMod(project.name().hashCode(), STRIPES));
        boolean waits = !turn.tryLock();
        if (waits) {
            turn.lock();
        }
        try {
            Optional<ProjectRow> done = waits ? doneMeanwhile(project) : Optional.empty();
            return done.isPresent() ? done.get() : locked(project, warnings);
        } finally {
            turn.unlock();
        }
    }

    /** Who waited for a turn mostly finds the work done. */
    private Optional<ProjectRow> doneMeanwhile(ResolvedProject project) {
        ProjectIdentity identity = identify(project);
        return identity.renamed()
                ? Optional.empty()
                : projects.byId(identity.id()).filter(this::isUsable);
    }

    private ProjectRow locked(ResolvedProject project, List<String> warnings) {
        // By name first: two requests for a new config without an id have nothing else in common. Then by id: two
        // checkouts may give one project two names.
        LockKey name = LockKey.ofProvisioning(project.name());
        try (AdvisoryLocks.Held held = databases.locks().hold(name, PATIENCE);
                AdvisoryLocks.Held ofId = databases
                        .locks()
                        .hold(LockKey.ofProvisioning(identify(project).id()), PATIENCE)) {
            listener.done(ProvisioningStep.LOCKED, project);
            ProjectRow ready = makeReady(project, register(project, warnings), warnings);
            if (!held.isAlive() || !ofId.isAlive()) {
                LOG.info(
                        "The lock on '{}' was lost while it was provisioned; every step can be repeated", ready.name());
            }
            return ready;
        }
    }

    private ProjectIdentity identify(ResolvedProject project) {
        return switch (project.tier()) {
            case SESSION_CONFIG -> rules.of(project.config().orElseThrow(), project.id());
            case DEFAULT -> rules.named(project.name(), project.id());
            case EXPLICIT, WORKFLOW_MCP -> registered(project);
        };
    }

    private ProjectIdentity registered(ResolvedProject project) {
        ProjectRow row = projects.byId(project.id())
                .orElseThrow(() -> new RejectedException("project_id: the project '" + project.name()
                        + "' is not registered any more; list_projects" + " shows those that are."));
        return new ProjectIdentity(row.id(), row.name(), row.database(), true, row.name());
    }

    private ProjectRow register(ResolvedProject project, List<String> warnings) {
        ProjectIdentity identity = identify(project);
        if (identity.renamed()) {
            return rename(project, identity, warnings);
        }
        return identity.registered() ? row(identity) : insert(project, identity, warnings);
    }

    private ProjectRow insert(ResolvedProject project, ProjectIdentity identity, List<String> warnings) {
        if (!projects.insert(newProject(project, identity))) {
            throw collision(project);
        }
        listener.done(ProvisioningStep.REGISTERED, project);
        LOG.info("Registered the project '{}' as {}", identity.name(), identity.id());
        ProjectRow row = row(identity);
        if (row.databaseOid().isPresent()) {
            warnings.add("The database " + identity.database()
                    + " was there before the project was registered; it is used with what it holds.");
        }
        return row;
    }

    private ProjectRow rename(ResolvedProject project, ProjectIdentity identity, List<String> warnings) {
        if (!projects.rename(identity.id(), identity.name())) {
            throw collision(project);
        }
        listener.done(ProvisioningStep.RENAMED, project);
        warnings.add("The project '" + identity.registeredName() + "' is called '" + identity.name() + "' now.");
        return row(identity);
    }

    /** A request with another name or id was between our look and our write; looking again tells with whom. */
    private RuntimeException collision(ResolvedProject project) {
        identify(project);
        return new UnavailableException("The project '" + project.name()
                + "' was changed by another request at the same time; make the request again.");
    }

    private static NewProject newProject(ResolvedProject project, ProjectIdentity identity) {
        Optional<ProjectConfig> config = project.config();
        return new NewProject(
                identity.id(),
                identity.name(),
                identity.database(),
                config.map(from -> from.directory().toString()),
                config.flatMap(ProjectConfig::description));
    }

    private ProjectRow makeReady(ResolvedProject project, ProjectRow row, List<String> warnings) {
        boolean missing = row.databaseOid().isEmpty();
        if (missing && row.ready()) {
            projects.markCreating(row.id());
            listener.done(ProvisioningStep.FOUND_MISSING, project);
        }
        if (isRepair(row)) {
            warnings.add("The database " + row.database() + " of the project '" + row.name()
                    + "' had vanished; it was created again and is empty, so index again.");
        }
        Optional<VectorFlavour> made = Optional.empty();
        if (missing) {
            made = databases.make(row.database());
            databases.pgvectorAdvice().ifPresent(warnings::add);
            listener.done(ProvisioningStep.CREATED, project);
        }
        Database database = databases.project(row.database());
        // A copy of the template is current, and to look would open a connection to it.
        if (made.isEmpty() && !database.isCurrent()) {
            database.migrate();
            listener.done(ProvisioningStep.MIGRATED, project);
        }
        if (missing || !row.ready()) {
            VectorFlavour flavour = made.orElseGet(database::flavour);
            projects.markReady(row.id(), flavour.name().toLowerCase(Locale.ROOT));
            listener.done(ProvisioningStep.READY, project);
        }
        return known(row);
    }

    /** Only a project that was ready once has a flavour; whoever began its repair may have died and told nobody. */
    private static boolean isRepair(ProjectRow row) {
        return row.flavour().isPresent() && (row.databaseOid().isEmpty() || !row.ready());
    }

    /** The row as it is now; remembers that its database is current. */
    private ProjectRow known(ProjectRow row) {
        ProjectRow ready = projects.byId(row.id())
                .filter(now -> now.ready() && now.databaseOid().isPresent())
                .orElseThrow(() -> new UnavailableException("The project '" + row.name()
                        + "' was changed while it was provisioned; make the request again."));
        current.put(ready.database(), ready.databaseOid().orElseThrow());
        return ready;
    }

    private ProjectRow row(ProjectIdentity identity) {
        return projects.byId(identity.id())
                .orElseThrow(() -> new IllegalStateException("not registered: " + identity.id()));
    }
}
