package dev.codebasemcp.config;

/**
 * Limits of indexing.
 *
 * @param maxFileBytes larger files are skipped
 * @param threads how many files are chunked and embedded at once
 */
public record IndexingSettings(int maxFileBytes, int threads) {}
