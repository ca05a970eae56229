package dev.codebasemcp.cli;

import dev.codebasemcp.administration.ProjectAdministration;
import dev.codebasemcp.administration.ProjectSetup;
import dev.codebasemcp.administration.RepositoryAdministration;
import dev.codebasemcp.clients.ClientSetup;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.health.Checkup;
import dev.codebasemcp.health.HealthCheck;
import dev.codebasemcp.jobs.JobWorker;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.project.NamedProjects;
import dev.codebasemcp.repositories.RepositoryFinder;
import dev.codebasemcp.search.SearchService;
import dev.codebasemcp.web.WebServer;

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

    /** Checks all of these for the user. */
    default Checkup checkup() {
        return new Checkup(settings(), databases(), namedProjects(), configs(), clients(), health());
    }

    /** Answers searches; shared with the tool. */
    SearchService search();

    /**
     * Serves the page of this machine's user, and runs jobs meanwhile. The caller closes it before these services.
     *
     * @param port on which to listen; 0 for any free one
     * @throws dev.codebasemcp.model.RejectedException if the port cannot be used
     */
    WebServer page(int port);

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

        /** Does the same for a command that lasts: its jobs run on, and its messages go to a file. */
        default Services openToStay() {
            return open();
        }
    }
}
