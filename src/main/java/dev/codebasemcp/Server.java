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

    /** Only where another process holds stdin open does the parent's end not show at once. Each look costs an idle server. */
    private static final Duration PARENT_POLL_INTERVAL = Duration.ofSeconds(2);

    private final Settings settings;
    private final Clock clock;
    private final boolean endsProcess;
    private final Activity activity = new Activity();
    private final CountDownLatch jobsStopped = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * Creates a server.
     *
     * @param endsProcess whether the process ends with the session, and in time whatever hangs
     */
    Server(Settings settings, Clock clock, boolean endsProcess) {
        this.settings = settings;
        this.clock = clock;
        this.endsProcess = endsProcess;
    }

    void serve(ProtocolJson json, InputStream in, OutputStream out, String version) {
        Logging.toFile(settings.home(), settings.logLevel(), clock);
        // Created after the answer to initialize, which does not need it and would be a third slower.
        Lazy<Application> application = new Lazy<>(() -> new Application(
                settings, clock, ProcessLifetime.SESSION, settings.session().answers(), activity));
        try {
            McpEndpoint endpoint = new McpEndpoint(offer(application, json.mapper(), version), version, json, in, out);
            watchParent(endpoint);
            endOnSignal(endpoint);
            endpoint.run(() -> BackgroundWork.of(application.get(), settings, activity), () -> stop(application));
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
            Tool tool = new DeferredTool(spec, () -> application.get().tool(spec.name()));
            tools.add(new NotedTool(tool, activity));
        }
        List<Resource> resources = List.of(
                new HealthResource(() -> application.get().health(), json, version),
                new MetricsResource(
                        () -> application.get().health(),
                        calls,
                        () -> application.get().provisioned(),
                        version),
                new ProjectsResource(() -> application.get().directory(), json));
        return new ServerOffer(
                tools,
                resources,
                settings.session().answers(),
                calls,
                (set, roots) -> application.get().sessionDirectories().choose(set, roots));
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

    /** Stops jobs while the last calls drain: one after the other would take too long. */
    private void stop(Lazy<Application> application) {
        BackgroundWork.start("stop", () -> {
            application.ifMade().ifPresent(made -> made.worker().close());
            jobsStopped.countDown();
        });
        if (!endsProcess) {
            return;
        }
        BackgroundWork.start("deadline", () -> {
            KillAfter.start(END_WITHIN);
            TimeUnit.MILLISECONDS.sleep(CLOSE_WITHIN.toMillis());
            Runtime.getRuntime().halt(0);
        });
    }

    /** Detects the parent's end even if another process holds the other end of stdin open. */
    private static void watchParent(McpEndpoint endpoint) {
        ProcessHandle.current()
                .parent()
                .ifPresent(parent -> BackgroundWork.start("parent-watch", () -> {
                    while (parent.isAlive()) {
                        TimeUnit.MILLISECONDS.sleep(PARENT_POLL_INTERVAL.toMillis());
                    }
                    LOG.info("The process that started this server has ended");
                    endpoint.end();
                }));
    }
}
