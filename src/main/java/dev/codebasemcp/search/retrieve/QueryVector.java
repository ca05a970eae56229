package dev.codebasemcp.search.retrieve;

/**
 * The embedding of a query.
 *
 * @param model the model that made it
 * @param vector of length 1, or all zeros
 */
public record QueryVector(String model, float[] vector) {}
