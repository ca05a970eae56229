package dev.codebasemcp.indexing.scan;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The two settings of git that decide what is ignored. Of the syntax of git-config(1) it knows sections, quotes, escapes
 * and comments; included files and the system-wide file are not read.
 */
final class GitConfig {
    private final Map<String, String> core = new HashMap<>();
    private boolean inCore;

    private GitConfig() {}

    /** The settings in {@code texts}, of which later ones win. */
    static GitConfig parse(List<String> texts) {
        GitConfig config = new GitConfig();
        for (String text : texts) {
            config.inCore = false;
            text.lines().map(String::strip).forEach(config::line);
        }
        return config;
    }

    /** core.ignoreCase: whether names match in any case. */
    boolean ignoreCase() {
        return List.of("true", "yes", "on", "1")
                .contains(core.getOrDefault("ignorecase", "").toLowerCase(Locale.ROOT));
    }

    /** core.excludesFile, with {@code ~} as {@code home} and relative to {@code base}; empty if it is not set. */
    Optional<Path> excludesFile(Path home, Path base) {
        String value = core.getOrDefault("excludesfile", "");
        try {
            if (value.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(value.startsWith("~/") ? home.resolve(value.substring(2)) : base.resolve(value));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private void line(String line) {
        if (line.startsWith("[")) {
            int end = line.indexOf(']');
            inCore = end > 0 && line.substring(1, end).strip().equalsIgnoreCase("core");
            return;
        }
        int equals = line.indexOf('=');
        if (inCore && equals > 0) {
            String name = line.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            core.put(name, value(line.substring(equals + 1).strip()));
        }
    }

    private static String value(String raw) {
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && i + 1 < raw.length()) {
                i++;
                value.append(raw.charAt(i));
            } else if (!quoted && (c == '#' || c == ';')) {
                return value.toString().strip();
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }
}
