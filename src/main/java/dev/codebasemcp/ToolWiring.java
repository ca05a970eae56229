package dev.codebasemcp;

import dev.codebasemcp.administration.ProjectDirectory;
import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.git.GitHistory;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.tools.CancelJobTool;
import dev.codebasemcp.mcp.tools.CodeTools;
import dev.codebasemcp.mcp.tools.IndexRepositoryTool;
import dev.codebasemcp.mcp.tools.JobStatusTool;
import dev.codebasemcp.mcp.tools.ListJobsTool;
import dev.codebasemcp.mcp.tools.ListProjectsTool;
import dev.codebasemcp.mcp.tools.ProjectPreview;
import dev.codebasemcp.mcp.tools.ScopedCalls;
import dev.codebasemcp.mcp.tools.SearchCodeTool;
import dev.codebasemcp.mcp.tools.SetWorkingDirectoryTool;
import dev.codebasemcp.mcp.tools.SeveralProjects;
import dev.codebasemcp.mcp.tools.StartIndexingTool;
import dev.codebasemcp.mcp.tools.SymbolTools;
import dev.codebasemcp.repositories.DirectoryRule;
import dev.codebasemcp.repositories.SearchScopes;
import dev.codebasemcp.requests.FirstIndexing;
import dev.codebasemcp.requests.IndexRequests;
import dev.codebasemcp.requests.JobLookup;
import dev.codebasemcp.requests.SkippedFiles;
import dev.codebasemcp.search.SearchService;
import dev.codebasemcp.symbols.SymbolService;
import java.time.Clock;
import java.util.stream.Stream;

/** Creates the tools. */
final class ToolWiring {
    private final CommonParts common;
    private final ProjectParts projects;
    private final IndexingParts indexing;
    private final IndexRequests requests;

    ToolWiring(CommonParts common, ProjectParts projects, IndexingParts indexing) {
        this.common = common;
        this.projects = projects;
        this.indexing = indexing;
        requests = new IndexRequests(
                projects.resolver(),
                projects.provisioner(),
                indexing.queue(),
                common.directories(),
                indexing.moved()::isPart,
                common.machine());
    }

    /** Creates what answers questions about code. */
    CodeTools aboutCode(SearchScopes scopes, SearchService search, SymbolService symbols) {
        FirstIndexing first = firstIndexing();
        ScopedCalls scoped =
                new ScopedCalls(projects.resolver(), projects.provisioner(), scopes, first, indexing.freshness());
        SeveralProjects several =
                new SeveralProjects(projects.provisioner(), scopes, first, indexing.freshness(), search);
        AnswerForm answers = common.answers();
        SearchCodeTool searching = new SearchCodeTool(scoped, search, projects.named(), several, answers);
        SymbolTools about = new SymbolTools(projects.resolver(), projects.provisioner(), scopes, symbols);
        Stream<Tool> others = about.all(scoped, new GitHistory(IndexingParts.GIT), answers);
        return new CodeTools(Stream.concat(Stream.of(searching), others).toList(), searching, about.kinds());
    }

    /** Creates the tools about projects and their indexing jobs. */
    Stream<Tool> aboutProjects(ProjectDirectory directory) {
        DirectoryRule directories = common.directories();
        Clock clock = common.clock();
        SkippedFiles skipped = new SkippedFiles(common::databases);
        JobLookup lookup = new JobLookup(indexing.queue(), projects.table());
        return Stream.of(
                new SetWorkingDirectoryTool(directories, common.configs(), new ProjectPreview(projects.resolver())),
                new IndexRepositoryTool(directories, requests, indexing.queue(), skipped, clock),
                new StartIndexingTool(directories, requests),
                new JobStatusTool(lookup, skipped, clock),
                new CancelJobTool(lookup, indexing.queue(), skipped, clock),
                new ListJobsTool(projects.resolver(), indexing.queue()),
                new ListProjectsTool(directory, indexing.freshness()));
    }

    /** A command could not run the jobs that its search starts. */
    private FirstIndexing firstIndexing() {
        boolean enabled = common.isSession() && common.settings().session().indexOnSearch();
        return new FirstIndexing(
                requests, indexing.queue(), common.directories(), common.configs(), common.clock(), enabled);
    }
}
