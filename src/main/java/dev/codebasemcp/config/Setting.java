package dev.codebasemcp.config;

import java.util.function.Function;

/**
 * The one definition of a setting.
 *
 * @param name the environment variable
 * @param fallback the value without it
 * @param fallbackText the same in words
 * @param description what it is for and what it accepts
 * @param parser throws IllegalArgumentException with the end of the sentence "NAME is …: …"
 * @param shown the value as people may see it, without secrets
 * @param secret whether a faulty value must not be shown
 */
record Setting<T>(
        String name,
        T fallback,
        String fallbackText,
        String description,
        Function<String, T> parser,
        Function<T, String> shown,
        boolean secret) {}
