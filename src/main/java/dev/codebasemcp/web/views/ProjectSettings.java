package dev.codebasemcp.web.views;

import dev.codebasemcp.administration.RepositoryAdministration.Listed;
import dev.codebasemcp.administration.RepositoryAdministration.Place;
import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.project.ConfigSwitch;
import dev.codebasemcp.project.NearestConfig;
import dev.codebasemcp.project.ProjectConfig;
import dev.codebasemcp.web.PageWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the configs of a project's repositories set, as far as they are on this machine. */
final class ProjectSettings {
    private static final String DEFAULT = "default";
    private static final String FAULT = "fault";
    private static final String NAME = "name";
    private static final String VALUE = "value";

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
            Optional<NearestConfig> config = configs.look(root);
            String source = config.map(found -> found.file().toString()).orElse(DEFAULT);
            byConfig.putIfAbsent(
                    source, config.map(found -> settings(found, source)).orElseGet(ProjectSettings::defaults));
        } catch (CodebaseException unknown) {
            // No config is known, only that one may apply.
            String fault = unknown.worded(PageWords.ALL);
            byConfig.putIfAbsent(fault, List.of(Map.of(NAME, FAULT, VALUE, fault)));
        }
    }

    private static List<Map<String, Object>> settings(NearestConfig config, String source) {
        if (config instanceof NearestConfig.Broken broken) {
            return List.of(setting(FAULT, broken.fault().worded(PageWords.ALL), source));
        }
        return settings(config.usable(), source);
    }

    private static List<Map<String, Object>> settings(ProjectConfig config, String source) {
        List<Map<String, Object>> settings = new ArrayList<>();
        settings.add(setting("project", config.name(), source));
        for (ConfigSwitch field : ConfigSwitch.values()) {
            boolean value = field.in(config);
            settings.add(setting(field.field(), value, value == field.usual() ? DEFAULT : source));
        }
        config.description().ifPresent(text -> settings.add(setting("description", text, source)));
        return settings;
    }

    private static List<Map<String, Object>> defaults() {
        return Arrays.stream(ConfigSwitch.values())
                .map(field -> setting(field.field(), field.usual(), DEFAULT))
                .toList();
    }

    private static Map<String, Object> setting(String name, Object value, String source) {
        return Map.of(NAME, name, VALUE, value, "source", source);
    }
}
