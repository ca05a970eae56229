package dev.codebasemcp.config;

import dev.codebasemcp.config.SettingEntry.Source;
import dev.codebasemcp.model.RejectedException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads settings and collects all faults, so that they are reported together. */
final class SettingsReader {
    private static final String OWN_PREFIX = "CODEBASE_MCP_";
    /** Read by the tests and scripts, not by the program. */
    private static final String TEST_PREFIX = "CODEBASE_MCP_TEST_";

    private final Map<String, String> environment;
    private final List<SettingEntry> entries = new ArrayList<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> foreignFaults = new ArrayList<>();

    SettingsReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Returns the effective value; an empty variable counts as not set. */
    <T> T read(Setting<T> setting) {
        return read(setting, faults::add);
    }

    /** Reads a variable that other programs set for their own purposes: an invalid value is only a warning. */
    <T> T readForeign(Setting<T> setting) {
        return read(setting, fault -> foreignFaults.add(fault + " It is ignored."));
    }

    private <T> T read(Setting<T> setting, Consumer<String> onFault) {
        known.add(setting.name());
        Optional<String> text = Optional.ofNullable(environment.get(setting.name()))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
        T value = text.map(given -> parse(setting, given, onFault)).orElse(setting.fallback());
        Source source = text.isPresent() ? Source.ENVIRONMENT : Source.DEFAULT;
        entries.add(new SettingEntry(
                setting.name(),
                setting.shown().apply(value),
                source,
                setting.fallbackText(),
                setting.description(),
                setting.secret()));
        return value;
    }

    List<SettingEntry> entries() {
        return entries;
    }

    /** Warns about unknown variables with our prefix, and invalid values of other programs' variables. */
    List<String> warnings() {
        Stream<String> unknown = environment.keySet().stream()
                .filter(name -> name.startsWith(OWN_PREFIX) && !name.startsWith(TEST_PREFIX))
                .filter(name -> !known.contains(name))
                .sorted()
                .map(name ->
                        name + " is set, but there is no such setting; there are " + String.join(", ", known) + ".");
        return Stream.concat(foreignFaults.stream(), unknown).toList();
    }

    /** Adds a fault that a setting's own parser cannot find. */
    void refuse(String fault) {
        faults.add(fault);
    }

    void throwFaults() {
        if (!faults.isEmpty()) {
            throw new RejectedException(String.join("\n", faults));
        }
    }

    private <T> T parse(Setting<T> setting, String given, Consumer<String> onFault) {
        try {
            return setting.parser().apply(given);
        } catch (IllegalArgumentException failure) {
            String shown = setting.secret() ? "not usable" : "'" + given + "'";
            onFault.accept(setting.name() + " is " + shown + ": " + failure.getMessage() + ".");
            return setting.fallback();
        }
    }
}
