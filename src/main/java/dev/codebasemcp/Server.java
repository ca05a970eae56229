package dev.codebasemcp;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.freshness.ProcessLifetime;
import dev.codebasemcp.logging.Logging;
import dev.codebasemcp.mcp.CallStats;
import dev.codebasemcp.mcp.DeferredTool;
import dev.codebasemcp.mcp.McpEndpoint;
import dev.codebasemcp.mcp.ProtocolJson;
import dev.codebasemcp.mcp.Resource;
import dev.codebasemcp.mcp.ServerOffer;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolCatalog;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.mcp.resources.HealthResource;
import dev.codebasemcp.mcp.resources.MetricsResource;
import dev.codebasemcp.mcp.resources.ProjectsResource;
import dev.codebasemcp.threads.NamedThreads;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life cycle of the MCP server: it answers first, starts the database after the first answer, and ends in time.
 */
final class Server {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    /** From the end of the session to the end of the process, whatever hangs. Some clients kill after 300 ms. */
    private static final Duration END_WITHIN = Duration.ofMillis(220);

    /** Unfinished work is abandoned then, since the virtual machine needs time to end. */
    private static final Duration CLOSE_WITHIN = Duration.ofMillis(160);

    /** Time to record jobs as interrupted; otherwise the next server does that. */
    private static final Duration JOBS_WITHIN = Duration.ofMillis(110);

    private static final Duration PARENT_POLL_INTERVAL = Duration.ofMillis(500);

    private final Settings settings;
    private final Clock clock;
    private final CountDownLatch jobsStopped = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    Server(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    void serve(ProtocolJson json, InputStream in, OutputStream out, String version) {
        Logging.toFile(settings.home(), settings.logLevel(), clock);
        // Created after the answer to initialize, which does not need it and would be a third slower.
        Lazy<Application> application = new Lazy<>(() -> new Application(settings, clock, ProcessLifetime.SESSION));
        try {
            McpEndpoint endpoint = new McpEndpoint(offer(application, json.mapper(), version), version, json, in, out);
            watchParent(endpoint);
            endOnSignal(endpoint);
            endpoint.run(() -> start(application.get()), () -> stop(application));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            application.ifMade().ifPresent(this::abandon);
            LOG.info("Ended");
            ended.countDown();
        }
    }

    /** Skips everything that ends with the process. The database server detects its end. */
    private void abandon(Application application) {
        await(jobsStopped, JOBS_WITHIN);
        application.databases().abandon();
    }

    private ServerOffer offer(Lazy<Application> application, JsonMapper json, String version) {
        CallStats calls = new CallStats();
        List<Tool> tools = new ArrayList<>();
        for (ToolSpec spec : ToolCatalog.all()) {
            tools.add(new DeferredTool(spec, () -> application.get().tool(spec.name())));
        }
        List<Resource> resources = List.of(
                new HealthResource(() -> application.get().health(), json, version),
                new MetricsResource(
                        () -> application.get().health(),
                        calls,
                        () -> application.get().provisioned(),
                        version),
                new ProjectsResource(() -> application.get().directory(), json));
        return new ServerOffer(tools, resources, settings.session().answers(), calls);
    }

    /** A client may send SIGTERM instead of closing stdin; both end the server alike. */
    private void endOnSignal(McpEndpoint endpoint) {
        Runtime.getRuntime().addShutdownHook(new NamedThreads("signal").newThread(() -> {
                    endpoint.end();
                    await(ended, CLOSE_WITHIN);
                }));
    }

    private static void await(CountDownLatch latch, Duration timeout) {
        try {
            if (!latch.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("Not everything could be closed in time");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(Application application) {
        settings.warnings().forEach(LOG::warn);
        Logging.bridge();
        application.databases().startServer();
        application.worker().start();
        inBackground("model", () -> loadModel(application));
    }

    /** Loaded early, or the first search or job would wait. A processor is free while the database starts. */
    private static void loadModel(Application application) {
        try {
            LOG.debug("Loaded the model {}", application.embedder().model());
        } catch (RuntimeException failure) {
            LOG.error("The embedding model cannot be loaded", failure);
        }
    }

    /** Stops jobs while the last calls drain: one after the other would take too long. */
    private void stop(Lazy<Application> application) {
        inBackground("stop", () -> {
            application.ifMade().ifPresent(made -> made.worker().close());
            jobsStopped.countDown();
        });
        inBackground("deadline", () -> {
            KillAfter.start(END_WITHIN);
            TimeUnit.MILLISECONDS.sleep(CLOSE_WITHIN.toMillis());
            Runtime.getRuntime().halt(0);
        });
    }

    /** Detects the parent's end even if another process holds the other end of stdin open. */
    private static void watchParent(McpEndpoint endpoint) {
        ProcessHandle.current()
                .parent()
                .ifPresent(parent -> inBackground("parent-watch", () -> {
                    while (parent.isAlive()) {
                        TimeUnit.MILLISECONDS.sleep(PARENT_POLL_INTERVAL.toMillis());
                    }
                    LOG.info("The process that started this server has ended");
                    endpoint.end();
                }));
    }

    private static void inBackground(String name, Waiting work) {
        new NamedThreads(name)
                .newThread(() -> {
                    try {
                        work.run();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                })
                .start();
    }

    @FunctionalInterface
    private interface Waiting {
        void run() throws InterruptedException;
    }
}
