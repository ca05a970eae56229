package dev.codebasemcp.config;

/**
 * One setting for display.
 *
 * @param name the environment variable
 * @param value the effective value as text; secrets are masked; empty if not set
 * @param defaultText the default in words
 * @param description purpose and accepted values
 * @param sensitive whether the environment may hold a password in it
 */
public record SettingEntry(
        String name, String value, Source source, String defaultText, String description, boolean sensitive) {
    /** Where the value comes from. */
    public enum Source {
        ENVIRONMENT,
        DEFAULT
    }

    /** Returns the value in force, in words. */
    public String inForce() {
        return source == Source.ENVIRONMENT ? value : defaultText;
    }
}
