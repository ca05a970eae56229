package dev.codebasemcp.provisioning;

import dev.codebasemcp.database.registry.NewProject;
import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.project.IdentityRules;
import dev.codebasemcp.project.ProjectConfig;
import dev.codebasemcp.project.ProjectIdentity;
import dev.codebasemcp.project.ProjectPlaces;
import dev.codebasemcp.project.ResolvedProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a config's project into the registry: its directory, id and name. */
final class ProjectRegistration {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectRegistration.class);

    private final ProjectsTable projects;
    private final ProjectPlaces places;
    private final IdentityRules rules;
    private final ProvisioningListener listener;

    ProjectRegistration(ProjectsTable projects, ProjectPlaces places, ProvisioningListener listener) {
        this.projects = projects;
        this.places = places;
        this.rules = new IdentityRules(projects, places);
        this.listener = listener;
    }

    /** Returns the project's identity in the registry, or the one that it would get there. */
    ProjectIdentity identify(ResolvedProject project) {
        return switch (project.tier()) {
            case SESSION_CONFIG -> rules.of(project.config().orElseThrow(), project.id());
            case DEFAULT -> rules.named(project.name(), project.id());
            case EXPLICIT, WORKFLOW_MCP -> registered(project);
        };
    }

    private ProjectIdentity registered(ResolvedProject project) {
        ProjectRow row = projects.byId(project.id())
                .orElseThrow(() -> new RejectedException(Term.of("project_id") + ": the project '" + project.name()
                        + "' is not registered any more; " + Term.of("list_projects") + " shows those that are."));
        return ProjectIdentity.of(row);
    }

    /**
     * Updates the registry to match the request. The caller holds the locks of the name and the ids.
     *
     * @param warnings receives sentences for the user
     */
    ProjectRow register(ResolvedProject project, List<String> warnings) {
        ProjectIdentity identity = identify(project);
        if (!identity.registered()) {
            return insert(project, identity, warnings);
        }
        ProjectRow row = row(identity.id());
        // Before the change of name and id, which identify the project as one from this directory.
        project.decidingConfig().map(ProjectConfig::directory).ifPresent(directory -> bind(row, directory, warnings));
        if (identity.takesOver().isPresent()) {
            return takeOver(project, identity, identity.takesOver().get(), warnings);
        }
        return identity.renamed() ? rename(project, identity, warnings) : row;
    }

    private void bind(ProjectRow row, Path directory, List<String> warnings) {
        Optional<String> moved = places.bind(row, directory);
        if (moved.isPresent()) {
            projects.moveTo(row.id(), PathText.textOf(directory));
            warnings.add(moved.get());
        }
    }

    private ProjectRow insert(ResolvedProject project, ProjectIdentity identity, List<String> warnings) {
        NewProject row = newProject(project, identity);
        Optional<Path> directory = project.decidingConfig().map(ProjectConfig::directory);
        boolean inserted =
                directory.isPresent() ? projects.insert(row, places.placeOf(directory.get())) : projects.insert(row);
        if (!inserted) {
            throw collision(project);
        }
        listener.done(ProvisioningStep.REGISTERED, project);
        LOG.info("Registered the project '{}' as {}", identity.name(), identity.id());
        ProjectRow made = row(identity.id());
        if (made.databaseOid().isPresent()) {
            warnings.add(
                    "The database " + identity.database() + " already existed; the project uses it with its data.");
        }
        return made;
    }

    private ProjectRow takeOver(
            ResolvedProject project, ProjectIdentity identity, ProjectId id, List<String> warnings) {
        if (!projects.takeOver(identity.id(), id)) {
            throw collision(project);
        }
        listener.done(ProvisioningStep.TAKEN_OVER, project);
        LOG.info("The project '{}' was {} and is {} now, as its config says", identity.name(), identity.id(), id);
        warnings.add(
                "The project '" + identity.name() + "' has the id " + id + " of its config now and keeps its index;"
                        + " its id here was " + identity.id() + ", which still refers to it.");
        return row(id);
    }

    private ProjectRow rename(ResolvedProject project, ProjectIdentity identity, List<String> warnings) {
        if (!projects.rename(identity.id(), identity.name())) {
            throw collision(project);
        }
        listener.done(ProvisioningStep.RENAMED, project);
        warnings.add("The project '" + identity.registeredName() + "' is called '" + identity.name() + "' now.");
        return row(identity.id());
    }

    /** Another request changed the registry after our check. Identifying again throws if it can name the conflict. */
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
                config.map(from -> PathText.textOf(from.directory())),
                config.flatMap(ProjectConfig::description));
    }

    private ProjectRow row(ProjectId id) {
        return projects.byId(id).orElseThrow(() -> new IllegalStateException("not registered: " + id));
    }
}
