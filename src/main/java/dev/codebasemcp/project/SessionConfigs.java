package dev.codebasemcp.project;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the config of a session's directory. Several directories have one only if it is the same for all. */
final class SessionConfigs {
    private final ConfigSearch search;

    SessionConfigs(ConfigSearch search) {
        this.search = search;
    }

    /** Returns the config that applies to {@code session}. */
    Optional<ProjectConfig> config(SessionContext session) {
        return locate(session).flatMap(Located::config);
    }

    /** Returns the config that applies to {@code session}, and how it was found; empty if it has no directory. */
    Optional<Located> locate(SessionContext session) {
        if (session.directories().isEmpty()) {
            return Optional.empty();
        }
        Map<Path, Located> byFile = new LinkedHashMap<>();
        for (Path directory : session.directories()) {
            search.nearest(directory)
                    .ifPresent(config -> byFile.putIfAbsent(
                            config.file(), new Located(directory, Optional.of(config), false, session.warnings())));
        }
        if (byFile.size() == 1) {
            return Optional.of(byFile.values().iterator().next());
        }
        List<String> warnings = new ArrayList<>(session.warnings());
        if (byFile.size() > 1) {
            warnings.add("Several of the client's roots have a config ("
                    + byFile.keySet().stream().map(Path::toString).collect(Collectors.joining(", "))
                    + "), so none of them applies; call set_working_directory to choose one.");
        }
        return Optional.of(new Located(session.directories().get(0), Optional.empty(), byFile.size() > 1, warnings));
    }

    /**
     * The result of a search.
     *
     * @param from the directory where the search began
     * @param several whether there is no single config because there are several
     */
    record Located(Path from, Optional<ProjectConfig> config, boolean several, List<String> warnings) {
        Located {
            warnings = List.copyOf(warnings);
        }
    }
}
