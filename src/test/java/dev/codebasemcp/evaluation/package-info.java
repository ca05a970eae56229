/**
 * Measures the quality of searches on annotated queries: {@link dev.codebasemcp.evaluation.Evaluator} judges, {@link
 * dev.codebasemcp.evaluation.Stats} sums up. A tool for those who change the ranking, not a part of the server.
 */
@NullMarked
package dev.codebasemcp.evaluation;

import org.jspecify.annotations.NullMarked;
