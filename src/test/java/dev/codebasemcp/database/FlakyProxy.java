package dev.codebasemcp.database;

import dev.codebasemcp.config.DatabaseUrl;
import dev.codebasemcp.database.server.ConnectionDetails;
import dev.codebasemcp.database.server.ExternalServer;
import dev.codebasemcp.database.server.ServerStarter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy to a database server that breaks all connections at one client message, as when the server dies and restarts
 * at once. It can also switch to another server, as after a failover; existing connections stay.
 */
public final class FlakyProxy implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile int serverPort;
    private int messages;
    private int breakAt;

    /** Creates a proxy to the server on {@code serverPort} of this machine. */
    public FlakyProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        threads.execute(this::accept);
    }

    /** Breaks all connections at the message of this number, counted from now on; the message is lost. */
    public synchronized void breakAt(int message) {
        messages = 0;
        breakAt = message;
    }

    /** Returns the number of client messages since the last {@link #breakAt}. */
    public synchronized int messages() {
        return messages;
    }

    /** Sets the port of the server for new connections. */
    public void leadTo(int port) {
        serverPort = port;
    }

    /** Returns the port for clients. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Connects to {@code server} through this proxy, without the socket factory, which would reject its port. */
    public ServerStarter to(ConnectionDetails server) {
        Map<String, String> parameters = new HashMap<>(server.parameters());
        parameters.keySet().removeIf(name -> name.startsWith("socketFactory"));
        DatabaseUrl url = new DatabaseUrl(
                "127.0.0.1", port(), server.user(), server.password(), server.maintenanceDatabase(), parameters);
        return () -> new ExternalServer(url);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        breakAll();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                sockets.add(client);
                sockets.add(server);
                threads.execute(() -> copy(client, server, true));
                threads.execute(() -> copy(server, client, false));
            }
        } catch (IOException closed) {
            breakAll();
        }
    }

    private void copy(Socket from, Socket to, boolean fromClient) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                if (fromClient && isLast()) {
                    breakAll();
                }
                to.getOutputStream().write(buffer, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException ended) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private synchronized boolean isLast() {
        messages++;
        return messages == breakAt;
    }

    private void breakAll() {
        sockets.forEach(FlakyProxy::closeQuietly);
        sockets.clear();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // The socket is no longer needed.
        }
    }
}
