package dev.codebasemcp.web;

import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Serves the page and its API to one user on this machine. It listens on loopback only, and answers only a browser that
 * has opened one of its {@link #link links}. Thread-safe.
 */
public final class WebServer implements AutoCloseable {
    /** Slow requests must not keep others waiting. */
    private static final int MOST_THREADS = 32;

    private static final int LEAST_THREADS = 4;
    /** A browser opens a few; more wait until others end. */
    private static final int MOST_CONNECTIONS = 100;

    /** Those that wait. The system would drop more, and they would be retried later and later. */
    private static final int WAITING_CONNECTIONS = 256;

    /** For requests at the end. The jobs of this process, which end later, have less than a second. */
    private static final long STOP_MILLIS = 100;

    private static final int SELECTORS = 1;
    private static final String LOOPBACK = "127.0.0.1";

    private final Login login = new Login();
    private final Server server;
    private final ServerConnector connector;
    private final List<EventStreams> events;

    /**
     * How a server keeps time.
     *
     * @param look how long to wait after a look at a source before the next one
     * @param idle when connections end on which nothing happens; one whose request is being answered stays. Until a
     *     request has all its headers, it occupies no thread.
     */
    record Pace(Duration look, Duration idle) {
        static final Pace USUAL = new Pace(EventStreams.LOOK, Duration.ofSeconds(30));
    }

    private WebServer(List<Route> routes, Pace pace, List<EventSource> sources) {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
        threads.setName("web");
        threads.setDaemon(true);
        threads.setStopTimeout(STOP_MILLIS);
        server = new Server(threads);
        connector = connector(server, pace.idle());
        server.addConnector(connector);
        Handler.Sequence handlers = new Handler.Sequence();
        events = sources.stream()
                .map(source -> new EventStreams(source, pace.look()))
                .toList();
        events.forEach(handlers::addHandler);
        handlers.addHandler(new ApiHandler(routes));
        handlers.addHandler(new PageFiles(server));
        server.setErrorHandler(new ErrorPage());
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
        server.setHandler(new Guard(login, this::port, handlers));
    }

    /**
     * Starts a server.
     *
     * @param port on which to listen; 0 for any free one
     * @param sources what pages can follow
     * @throws RejectedException if the port cannot be used
     */
    public static WebServer start(int port, List<Route> routes, EventSource... sources) {
        return start(port, routes, Pace.USUAL, sources);
    }

    /** Starts one that keeps time in another way. */
    static WebServer start(int port, List<Route> routes, Pace pace, EventSource... sources) {
        WebServer made = new WebServer(routes, pace, List.of(sources));
        made.connector.setPort(port);
        try {
            made.connector.open();
        } catch (IOException taken) {
            made.close();
            throw new RejectedException(
                    "Port " + port + " cannot be used (" + taken.getMessage()
                            + "); choose another one with --port, or any free one with --port 0.",
                    taken);
        }
        try {
            made.server.start();
        } catch (Exception failure) {
            made.close();
            throw new UnavailableException("The page cannot be served: " + failure.getMessage(), failure);
        }
        return made;
    }

    /** Returns a link that logs one browser in. */
    public URI link() {
        return URI.create("http://" + LOOPBACK + ":" + port() + Guard.LOGIN_PATH + "?token=" + login.newToken());
    }

    private int port() {
        return connector.getLocalPort();
    }

    private static ServerConnector connector(Server server, Duration idle) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        ServerConnector made = new ServerConnector(server, 0, SELECTORS, new HttpConnectionFactory(http));
        made.setHost(LOOPBACK);
        made.setAcceptQueueSize(WAITING_CONNECTIONS);
        made.setIdleTimeout(idle.toMillis());
        return made;
    }

    @Override
    public void close() {
        // Streams never end by themselves.
        events.forEach(EventStreams::close);
        try {
            server.stop();
        } catch (Exception failure) {
            throw new UnavailableException("The page's server cannot be stopped: " + failure.getMessage(), failure);
        }
    }
}
