package dev.codebasemcp.cli;

import dev.codebasemcp.administration.ProjectAdministration;
import dev.codebasemcp.administration.ProjectSetup;
import dev.codebasemcp.administration.RepositoryAdministration;
import dev.codebasemcp.clients.ClientSetup;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.health.HealthCheck;
import dev.codebasemcp.jobs.JobWorker;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.project.NamedProjects;
import dev.codebasemcp.repositories.RepositoryFinder;
import dev.codebasemcp.search.SearchService;

/** The services that commands use. Closing them ends everything that was started. */
public interface Services extends AutoCloseable {
    Settings settings();

    Tool tool(String name);

    /** Runs jobs in this process after it is started. */
    JobWorker worker();

    Databases databases();

    ConfigSearch configs();

    RepositoryFinder repositories();

    /** Finds the projects of a search over several. */
    NamedProjects namedProjects();

    ProjectSetup setup();

    ProjectAdministration administration();

    RepositoryAdministration repositoryAdministration();

    HealthCheck health();

    ClientSetup clients();

    /** Answers searches; shared with the tool. */
    SearchService search();

    @Override
    void close();

    /** Creates the services when a command needs them. */
    @FunctionalInterface
    interface Opener {
        /**
         * Creates all services without starting anything.
         *
         * @throws dev.codebasemcp.model.RejectedException if the settings are invalid
         */
        Services open();
    }
}
