package dev.codebasemcp.web.views;

import dev.codebasemcp.administration.RepositoryAdministration.Listed;
import dev.codebasemcp.administration.RepositoryAdministration.Place;
import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.project.ProjectConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the configs of a project's repositories set, as far as they are on this machine. */
final class ProjectSettings {
    private static final String DEFAULT = "default";

    private final ConfigSearch configs;

    ProjectSettings(ConfigSearch configs) {
        this.configs = configs;
    }

    /** Returns the settings of each config, or the defaults of a repository without one. Changes nothing. */
    List<Map<String, Object>> of(List<Listed> repositories) {
        Map<String, List<Map<String, Object>>> byConfig = new LinkedHashMap<>();
        repositories.stream()
                .filter(listed -> listed.place() == Place.HERE)
                .map(listed -> listed.summary().root())
                .forEach(root -> put(byConfig, root));
        return byConfig.values().stream().flatMap(List::stream).toList();
    }

    private void put(Map<String, List<Map<String, Object>>> byConfig, Path root) {
        try {
            Optional<ProjectConfig> config = configs.nearest(root);
            String source = config.map(found -> found.file().toString()).orElse(DEFAULT);
            byConfig.putIfAbsent(
                    source, config.map(found -> settings(found, source)).orElseGet(ProjectSettings::defaults));
        } catch (CodebaseException broken) {
            String sentence = Term.plain(String.valueOf(broken.getMessage()));
            String source = ConfigSearch.fileIn(root).toString();
            byConfig.putIfAbsent(source, List.of(setting("fault", sentence, source)));
        }
    }

    private static List<Map<String, Object>> settings(ProjectConfig config, String source) {
        List<Map<String, Object>> settings = new ArrayList<>();
        settings.add(setting("project", config.name(), source));
        settings.addAll(flags(config.autoSwitch(), config.strictMode(), config.dryRun(), config.submodules(), source));
        config.description().ifPresent(text -> settings.add(setting("description", text, source)));
        return settings;
    }

    private static List<Map<String, Object>> defaults() {
        return flags(true, false, false, false, DEFAULT);
    }

    private static List<Map<String, Object>> flags(
            boolean autoSwitch, boolean strictMode, boolean dryRun, boolean submodules, String source) {
        return List.of(
                setting("auto_switch", autoSwitch, autoSwitch ? DEFAULT : source),
                setting("strict_mode", strictMode, strictMode ? source : DEFAULT),
                setting("dry_run", dryRun, dryRun ? source : DEFAULT),
                setting("submodules", submodules, submodules ? source : DEFAULT));
    }

    private static Map<String, Object> setting(String name, Object value, String source) {
        return Map.of("name", name, "value", value, "source", source);
    }
}
