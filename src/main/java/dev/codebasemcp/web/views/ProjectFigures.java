package dev.codebasemcp.web.views;

import dev.codebasemcp.database.registry.IndexHistoryTable;
import dev.codebasemcp.database.registry.ProjectStatsTable;

/**
 * What the registry knows about the indexes of projects.
 *
 * @param last the last counts
 * @param history the counts after earlier jobs
 */
public record ProjectFigures(ProjectStatsTable last, IndexHistoryTable history) {}
