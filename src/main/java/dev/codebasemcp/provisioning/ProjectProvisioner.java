package dev.codebasemcp.provisioning;

import dev.codebasemcp.database.AdvisoryLocks;
import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.VectorFlavour;
import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.project.ConfigWriteBack;
import dev.codebasemcp.project.ProjectConfig;
import dev.codebasemcp.project.ProjectIdentity;
import dev.codebasemcp.project.ProjectPlaces;
import dev.codebasemcp.project.ResolvedProject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes resolved projects usable. Safe for any number of threads and processes at once.
 *
 * <p>The steps, under a lock: registry row as creating with the config's place, database, schema, row as ready; then the id
 * into a config that git does not track. Each asks what is there before it acts, so whatever a crash left half done is
 * completed by the next request.
 */
public final class ProjectProvisioner {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectProvisioner.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int STRIPES = 64;

    private final Databases databases;
    private final ProjectsTable projects;
    private final ProjectPlaces places;
    private final ProjectRegistration registration;
    private final ProjectLocks locks;
    private final ProvisioningListener listener;

    /**
     * The databases whose schema this process has seen to be current, by the number that the server gave them: it is
     * another one if a database was dropped and made again. So one query on the registry tells whether nothing changed.
     */
    private final Map<DatabaseName, Long> current = new ConcurrentHashMap<>();

    /** What this process has seen to be bound, so that the registry is asked once for each directory. */
    private final Set<Binding> bound = ConcurrentHashMap.newKeySet();

    /** One thread of this process at a time waits for the lock of a project, and not all with a connection each. */
    private final List<ReentrantLock> turns;

    /** A provisioner of the projects of the registry, which tells {@code listener} what it does. */
    public ProjectProvisioner(
            Databases databases, ProjectsTable projects, ProjectPlaces places, ProvisioningListener listener) {
        this.databases = databases;
        this.projects = projects;
        this.places = places;
        this.listener = listener;
        this.registration = new ProjectRegistration(projects, places, listener);
        this.locks = new ProjectLocks(databases, TIMEOUT);
        this.turns =
                Stream.generate(() -> new ReentrantLock(true)).limit(STRIPES).toList();
    }

    /** A directory with a config, and the project that this stands for. */
    private record Binding(Path directory, ProjectId project) {}

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
        project.decidingConfig()
                .filter(config -> config.id().isEmpty() && !places.mayBeTracked(config.file()))
                .ifPresent(config -> writeBack(project, config, row, warnings));
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
        ProjectId id = project.decidingConfig().flatMap(ProjectConfig::id).orElse(project.id());
        return projects.byId(id)
                .filter(row -> row.name().equals(project.name()))
                .filter(row -> isUsable(row) && isBound(project, row));
    }

    private boolean isUsable(ProjectRow row) {
        Long seen = current.get(row.database());
        return row.ready() && seen != null && row.databaseOid().orElse(0) == seen;
    }

    private boolean isBound(ResolvedProject project, ProjectRow row) {
        return project.decidingConfig()
                .map(config -> bound.contains(new Binding(config.directory(), row.id())))
                .orElse(true);
    }

    private ProjectRow inTurn(ResolvedProject project, List<String> warnings) {
        ReentrantLock turn = turns.get(Math.floorMod(project.name().hashCode(), STRIPES));
        boolean waits = !turn.tryLock();
        if (waits) {
            turn.lock();
        }
        try {
            Optional<ProjectRow> done = waits ? doneMeanwhile(project) : Optional.empty();
            return done.isPresent() ? done.get() : bound(project, locked(project, warnings));
        } finally {
            turn.unlock();
        }
    }

    /** Git is asked outside of the locks that other processes wait for. */
    private ProjectRow bound(ResolvedProject project, ProjectRow row) {
        project.decidingConfig().map(ProjectConfig::directory).ifPresent(directory -> {
            if (bound.add(new Binding(directory, row.id()))) {
                places.rememberFirstCommit(row.id(), directory);
            }
        });
        return row;
    }

    /** Who waited for a turn mostly finds the work done. */
    private Optional<ProjectRow> doneMeanwhile(ResolvedProject project) {
        ProjectIdentity identity = registration.identify(project);
        return identity.renamed() || identity.takesOver().isPresent()
                ? Optional.empty()
                : projects.byId(identity.id()).filter(row -> isUsable(row) && isBound(project, row));
    }

    private ProjectRow locked(ResolvedProject project, List<String> warnings) {
        // By name first: two requests for a new config without an id have nothing else in common. Then by id: two
        // checkouts may give one project two names.
        try (AdvisoryLocks.Held held = locks.ofNames(Set.of(project.name()));
                AdvisoryLocks.Held ofIds = locks.ofIds(ids(registration.identify(project)))) {
            listener.done(ProvisioningStep.LOCKED, project);
            ProjectRow ready = makeReady(project, registration.register(project, warnings), warnings);
            if (!held.isAlive() || !ofIds.isAlive()) {
                LOG.info(
                        "The lock on '{}' was lost while it was provisioned; every step can be repeated", ready.name());
            }
            return ready;
        }
    }

    private static List<ProjectId> ids(ProjectIdentity identity) {
        return Stream.concat(Stream.of(identity.id()), identity.takesOver().stream())
                .toList();
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
}
