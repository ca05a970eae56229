package dev.codebasemcp.project;

import java.util.function.Predicate;

/** A field of a config that is true or false. */
public enum ConfigSwitch {
    AUTO_SWITCH("auto_switch", true, ProjectConfig::autoSwitch),
    STRICT_MODE("strict_mode", false, ProjectConfig::strictMode),
    DRY_RUN("dry_run", false, ProjectConfig::dryRun),
    SUBMODULES("submodules", false, ProjectConfig::submodules);

    private final String field;
    private final boolean usual;

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a method has no state
    private final Predicate<ProjectConfig> value;

    ConfigSwitch(String field, boolean usual, Predicate<ProjectConfig> value) {
        this.field = field;
        this.usual = usual;
        this.value = value;
    }

    /** Returns its name in the file. */
    public String field() {
        return field;
    }

    /** Returns what holds where a config does not set it, and without a config. */
    public boolean usual() {
        return usual;
    }

    /** Returns what holds under a config. */
    public boolean in(ProjectConfig config) {
        return value.test(config);
    }
}
