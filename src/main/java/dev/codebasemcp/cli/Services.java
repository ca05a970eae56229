package dev.codebasemcp.cli;

import dev.codebasemcp.administration.ProjectAdministration;
import dev.codebasemcp.administration.ProjectSetup;
import dev.codebasemcp.administration.RepositoryAdministration;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.health.HealthCheck;
import dev.codebasemcp.jobs.JobWorker;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.repositories.RepositoryFinder;
import dev.codebasemcp.search.SearchService;

/** What the commands work with. Closing it ends all that was started. */
public interface Services extends AutoCloseable {
    Settings settings();

    /** The tool of that name. */
    Tool tool(String name);

    /** Runs jobs in this process once it is started. */
    JobWorker worker();

    Databases databases();

    ConfigSearch configs();

    RepositoryFinder repositories();

    ProjectSetup setup();

    ProjectAdministration administration();

    RepositoryAdministration repositoryAdministration();

    HealthCheck health();

    /** Answers searches; shared with the tool. */
    SearchService search();

    @Override
    void close();

    /** Makes the services when a command needs them. */
    @FunctionalInterface
    interface Opener {
        /**
         * All services, nothing started yet.
         *
         * @throws dev.codebasemcp.model.RejectedException if the settings are invalid
         */
        Services open();
    }
}
