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
import dev.codebasemcp.model.Term;
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
 * <p>The steps under a lock: insert the registry row as creating, with the config's directory; create the database and
 * its schema; mark the row as ready. Then, without the lock, write the id into a config that git does not track. Each
 * step first checks what exists, so the next request completes what a crash left half done.
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
     * The oids of databases whose schema was current when this process checked. A recreated database has another oid,
     * so one query on the registry shows whether anything changed.
     */
    private final Map<DatabaseName, Long> current = new ConcurrentHashMap<>();

    /** Bindings that this process has checked, so that it queries the registry once per directory. */
    private final Set<Binding> bound = ConcurrentHashMap.newKeySet();

    /** Let one thread of this process at a time wait for a project's lock, since each waiter holds a connection. */
    private final List<ReentrantLock> turns;

    /** Creates a provisioner that reports each step to {@code listener}. */
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

    /** A directory with a config, and the project that the config identifies. */
    private record Binding(Path directory, ProjectId project) {}

    /**
     * Ensures that the project is registered and that its database exists with the current schema. Takes a few
     * milliseconds if both hold already.
     *
     * @return the project with its final identity, which differs from the proposed one if another request was first
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

    /**
     * Returns the project if it is usable as it is. Creates, migrates and changes nothing.
     *
     * @throws UnavailableException if the project is not ready
     * @throws RejectedException if its schema is newer than this program
     */
    public ReadyProject requireReady(ResolvedProject project) {
        ProjectRow row = projects.byId(project.id())
                .orElseThrow(() -> new UnavailableException("It is not registered any more."));
        if (row.databaseOid().isEmpty()) {
            throw notReady("Its database is missing", "makes it again");
        }
        if (!row.ready()) {
            throw notReady("It is not provisioned completely", "completes it");
        }
        Database database = databases.project(row.database(), row.databaseOid().orElseThrow());
        if (!isUsable(row)) {
            if (!database.isCurrent()) {
                throw notReady("Its database is of an earlier version", "migrates it");
            }
            current.put(row.database(), row.databaseOid().orElseThrow());
        }
        return new ReadyProject(
                row.id(), row.name(), row.database(), database, project.tier(), project.evidence(), project.warnings());
    }

    private static UnavailableException notReady(String what, String effect) {
        return new UnavailableException(what + "; " + Term.of("a search with it as project_id") + " " + effect + ".");
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

    /** Queries git outside of the locks, so that other processes do not wait for git. */
    private ProjectRow bound(ResolvedProject project, ProjectRow row) {
        project.decidingConfig().map(ProjectConfig::directory).ifPresent(directory -> {
            if (bound.add(new Binding(directory, row.id()))) {
                places.rememberFirstCommit(row.id(), directory);
            }
        });
        return row;
    }

    /** A thread that waited for its turn mostly finds the work done. */
    private Optional<ProjectRow> doneMeanwhile(ResolvedProject project) {
        ProjectIdentity identity = registration.identify(project);
        return identity.renamed() || identity.takesOver().isPresent()
                ? Optional.empty()
                : projects.byId(identity.id()).filter(row -> isUsable(row) && isBound(project, row));
    }

    private ProjectRow locked(ResolvedProject project, List<String> warnings) {
        // Names first: two requests for a new config without an id share only the name. Then ids: two checkouts may
        // give one project two names.
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
        Optional<VectorFlavour> created = Optional.empty();
        if (missing) {
            created = databases.make(row.database());
            databases.pgvectorAdvice().ifPresent(warnings::add);
            listener.done(ProvisioningStep.CREATED, project);
        }
        Database database = databases.project(row.database());
        // A copy of the template is current, and a check would open a connection to it.
        if (created.isEmpty() && !database.isCurrent()) {
            database.migrate();
            listener.done(ProvisioningStep.MIGRATED, project);
        }
        if (missing || !row.ready()) {
            VectorFlavour flavour = created.orElseGet(database::flavour);
            projects.markReady(row.id(), flavour.name().toLowerCase(Locale.ROOT));
            listener.done(ProvisioningStep.READY, project);
        }
        return readyRow(row);
    }

    /** Only a project that was ready once has a flavour. An earlier repair may have died before it warned the user. */
    private static boolean isRepair(ProjectRow row) {
        return row.flavour().isPresent() && (row.databaseOid().isEmpty() || !row.ready());
    }

    /** Reads the row again, and remembers that its database is current. */
    private ProjectRow readyRow(ProjectRow row) {
        ProjectRow ready = projects.byId(row.id())
                .filter(now -> now.ready() && now.databaseOid().isPresent())
                .orElseThrow(() -> new UnavailableException("The project '" + row.name()
                        + "' was changed while it was provisioned; make the request again."));
        current.put(ready.database(), ready.databaseOid().orElseThrow());
        return ready;
    }
}
