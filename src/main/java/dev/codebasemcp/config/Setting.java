package dev.codebasemcp.config;

import java.util.function.Function;

/**
 * The definition of one setting.
 *
 * @param name the environment variable
 * @param fallback the default value
 * @param fallbackText the default in words
 * @param description purpose and accepted values
 * @param parser throws IllegalArgumentException with the end of the sentence "NAME is …: …"
 * @param shown renders the value without secrets
 * @param secret whether an invalid value must not be shown
 */
record Setting<T>(
        String name,
        T fallback,
        String fallbackText,
        String description,
        Function<String, T> parser,
        Function<T, String> shown,
        boolean secret) {}
