package dev.codebasemcp.config;

import java.nio.file.Path;

/**
 * How the server treats the sessions of its clients.
 *
 * @param defaultProject whether the project {@code default} is used when nothing else names one
 * @param indexOnSearch whether a search indexes a repository that was never indexed
 * @param answers the form of answers that quote code
 * @param scipIndex where a repository has its SCIP index, relative to its root
 * @param projects which projects one search may cover together
 * @param archivesClasses whether an idle server may make an archive of classes in its home
 */
public record SessionSettings(
        boolean defaultProject,
        boolean indexOnSearch,
        AnswerForm answers,
        Path scipIndex,
        AllowedProjects projects,
        boolean archivesClasses) {}
