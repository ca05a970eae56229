package dev.codebasemcp.model;

/**
 * A file that a job could not index.
 *
 * @param path relative to the repository
 * @param cause one sentence
 */
public record FileFailure(String path, String cause) {}
