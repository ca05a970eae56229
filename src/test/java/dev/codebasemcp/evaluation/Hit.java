package dev.codebasemcp.evaluation;

import dev.codebasemcp.model.LineRange;

/**
 * A found place, as a judgement sees it.
 *
 * @param path as the targets have it
 * @param tokens what it takes of an answer
 */
public record Hit(String path, LineRange lines, int tokens, String why) {}
