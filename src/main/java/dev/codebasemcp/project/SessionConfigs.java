package dev.codebasemcp.project;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds a session's config, starting at its working directory, else the client's roots, else the process's directory.
 */
final class SessionConfigs {
    private final ConfigSearch search;

    SessionConfigs(ConfigSearch search) {
        this.search = search;
    }

    /** Returns the config that applies to {@code session}. */
    Located locate(SessionContext session) {
        if (session.workingDirectory().isPresent()) {
            return at(session.workingDirectory().get(), List.of());
        }
        List<String> warnings = new ArrayList<>(session.warnings());
        Map<Path, Located> byFile = new LinkedHashMap<>();
        for (Path root : session.clientRoots()) {
            if (search.isDirectory(root)) {
                Located located = at(root, session.warnings());
                located.config().ifPresent(config -> byFile.putIfAbsent(config.file(), located));
            }
        }
        if (byFile.size() == 1) {
            return byFile.values().iterator().next();
        }
        if (byFile.size() > 1) {
            warnings.add("Several of the client's roots have a config ("
                    + byFile.keySet().stream().map(Path::toString).collect(Collectors.joining(", "))
                    + "), so none of them applies; call set_working_directory to choose one.");
        }
        return at(session.processDirectory(), warnings);
    }

    private Located at(Path directory, List<String> warnings) {
        return new Located(directory, search.nearest(directory), warnings);
    }

    /**
     * The result of a search.
     *
     * @param from the directory where the search began
     */
    record Located(Path from, Optional<ProjectConfig> config, List<String> warnings) {
        Located {
            warnings = List.copyOf(warnings);
        }
    }
}
