package dev.codebasemcp.cli;

import dev.codebasemcp.config.HomeDirectory;
import dev.codebasemcp.threads.NamedThreads;
import dev.codebasemcp.web.Browser;
import dev.codebasemcp.web.WebServer;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ui}: serves the page until the user ends it. */
@Command(
        name = "ui",
        exitCodeList = "0:ended by Ctrl-C or SIGTERM",
        description = {
            "Show projects, jobs, searches and symbols in a browser.",
            "Serves this machine's user alone, until Ctrl-C. Enter prints a new link."
        },
        footer = {"${ROOT-COMMAND-NAME} ui", "${ROOT-COMMAND-NAME} ui --port 8080 --no-open"})
final class UiCommand implements Callable<Integer> {
    private static final int LAST_PORT = 65_535;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "4117",
            description = "The port on 127.0.0.1; 0 for any free one; default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--no-open", description = "Print the link only; open no browser.")
    private boolean quiet;

    private final Services.Opener opener;
    private final CancelOnExit cancel = CancelOnExit.ofService();

    UiCommand(Services.Opener opener) {
        this.opener = opener;
    }

    @Override
    public Integer call() {
        if (port < 0 || port > LAST_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "--port is " + port + "; accepted is a number from 0 to " + LAST_PORT + ".");
        }
        cancel.arm(Thread.currentThread());
        try (Services services = ToolCommand.checked(spec, opener::openToStay);
                WebServer page = services.page(port)) {
            HomeDirectory.prepare(services.settings().home());
            serve(services, page);
        } catch (InterruptedException ended) {
            // Ctrl-C is how this command ends well.
            Thread.currentThread().interrupt();
        } finally {
            cancel.close();
        }
        return 0;
    }

    private void serve(Services services, WebServer page) throws InterruptedException {
        Browser.removeLeftOvers(services.settings().home());
        print("The page of codebase-mcp; Ctrl-C ends it: " + page.link());
        new NamedThreads("enter").newThread(() -> linkForEachLine(page)).start();
        Optional<Browser> browser = quiet ? Optional.empty() : opened(services, page);
        try {
            new CountDownLatch(1).await();
        } finally {
            browser.ifPresent(Browser::close);
        }
    }

    private Optional<Browser> opened(Services services, WebServer page) {
        Optional<Browser> browser = Browser.open(services.settings().home(), page.link());
        if (browser.isEmpty()) {
            print("No browser can be started from here; open the link in one.");
        }
        return browser;
    }

    /** A link works once, and a second browser needs its own. */
    private void linkForEachLine(WebServer page) {
        try {
            EnterKey.ofThisProcess().follow(() -> print("Another link: " + page.link()));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
