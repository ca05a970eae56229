package dev.codebasemcp.clients;

/**
 * What {@code doctor} says about one client.
 *
 * @param problem whether it needs attention
 * @param text one sentence, with the next step
 */
public record ClientFinding(boolean problem, String text) {}
