package dev.codebasemcp.config;

/**
 * One setting as a person sees it.
 *
 * @param name the environment variable
 * @param value the value in force as text; masked if it holds a secret; empty if not set
 * @param defaultText what holds without the variable, in words
 * @param description what it is for and what it accepts
 */
public record SettingEntry(String name, String value, Source source, String defaultText, String description) {
    /** Where the value comes from. */
    public enum Source {
        ENVIRONMENT,
        DEFAULT
    }
}
