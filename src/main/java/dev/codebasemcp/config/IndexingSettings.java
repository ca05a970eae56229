package dev.codebasemcp.config;

/**
 * Limits of indexing.
 *
 * @param maxFileBytes larger files are skipped
 * @param threads number of files that are chunked and embedded concurrently
 */
public record IndexingSettings(int maxFileBytes, int threads) {}
