package dev.codebasemcp.project;

import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.model.ProjectId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The config files on this machine that stand for a project, in its known directories. Thread-safe. */
public final class OwnConfigs {
    private final ConfigSearch search;
    private final IdentityRules rules;
    private final ProjectPlaces places;

    public OwnConfigs(ConfigSearch search, IdentityRules rules, ProjectPlaces places) {
        this.search = search;
        this.rules = rules;
        this.places = places;
    }

    /**
     * Returns the configs that stand for {@code project}, the one that created it first.
     *
     * @throws dev.codebasemcp.model.RejectedException if one cannot be read or is invalid
     */
    public List<ProjectConfig> of(ProjectRow project) {
        return places.directories(project).stream()
                .map(search::in)
                .flatMap(Optional::stream)
                .filter(config -> rules.isFor(config, project))
                .toList();
    }

    /** Returns the config files in the directories of {@code project}, readable or not. */
    public List<Path> files(ProjectRow project) {
        return places.directories(project).stream()
                .map(ConfigSearch::fileIn)
                .filter(Files::exists)
                .toList();
    }

    /**
     * Changes the project's name in a config at its user's request. Adds the id if git does not track the file.
     *
     * @param id the project's id
     * @return whether the file was changed
     * @throws dev.codebasemcp.model.RejectedException if it cannot be written
     */
    public boolean rename(ProjectConfig config, ProjectId id, String name) {
        return ConfigWriteBack.identify(config, config.id().orElse(id), name, !isCommitted(config));
    }

    /** Whether git tracks or may track the file of {@code config}. */
    public boolean isCommitted(ProjectConfig config) {
        return places.mayBeTracked(config.file());
    }
}
