package dev.codebasemcp.config;

import dev.codebasemcp.config.SettingEntry.Source;
import dev.codebasemcp.model.RejectedException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads settings one by one and remembers what was read and every fault, so that all are reported together. */
final class SettingsReader {
    private static final String OWN_PREFIX = "CODEBASE_MCP_";
    /** Read by the tests' own extension and scripts, not by the program. */
    private static final String TEST_PREFIX = "CODEBASE_MCP_TEST_";

    private final Map<String, String> environment;
    private final List<SettingEntry> entries = new ArrayList<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final List<String> faults = new ArrayList<>();

    SettingsReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The value in force; an empty variable counts as not set. */
    <T> T read(Setting<T> setting) {
        known.add(setting.name());
        Optional<String> text = Optional.ofNullable(environment.get(setting.name()))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
        T value = text.map(given -> parse(setting, given)).orElse(setting.fallback());
        Source source = text.isPresent() ? Source.ENVIRONMENT : Source.DEFAULT;
        entries.add(new SettingEntry(
                setting.name(), setting.shown().apply(value), source, setting.fallbackText(), setting.description()));
        return value;
    }

    List<SettingEntry> entries() {
        return entries;
    }

    /** The variables that look like ours and are none. */
    List<String> warnings() {
        return environment.keySet().stream()
                .filter(name -> name.startsWith(OWN_PREFIX) && !name.startsWith(TEST_PREFIX))
                .filter(name -> !known.contains(name))
                .sorted()
                .map(name ->
                        name + " is set, but there is no such setting; there are " + String.join(", ", known) + ".")
                .toList();
    }

    /** Refuses the value of a setting that is faulty for a further reason. */
    void refuse(String fault) {
        faults.add(fault);
    }

    void throwFaults() {
        if (!faults.isEmpty()) {
            throw new RejectedException(String.join("\n", faults));
        }
    }

    private <T> T parse(Setting<T> setting, String given) {
        try {
            return setting.parser().apply(given);
        } catch (IllegalArgumentException failure) {
            String shown = setting.secret() ? "not usable" : "'" + given + "'";
            faults.add(setting.name() + " is " + shown + ": " + failure.getMessage() + ".");
            return setting.fallback();
        }
    }
}
