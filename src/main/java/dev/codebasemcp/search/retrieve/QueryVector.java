package dev.codebasemcp.search.retrieve;

/**
 * The embedding of a query.
 *
 * @param model the embedding model
 * @param vector of length 1, or all zeros
 */
public record QueryVector(String model, float[] vector) {}
