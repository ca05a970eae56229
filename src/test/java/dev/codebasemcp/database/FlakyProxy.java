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
 * A line to a database server on which all connections break at one message of the clients, as when the server dies and
 * is there again at once. It can also be led to another server, as after a failover: connections that there are stay.
 */
public final class FlakyProxy implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile int serverPort;
    private int messages;
    private int breakAt;

    /** A line to the server on {@code serverPort} of this machine. */
    public FlakyProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        threads.execute(this::accept);
    }

    /** Has the line break at the message of that number, counted from now on; a later one is lost with its connection. */
    public synchronized void breakAt(int message) {
        messages = 0;
        breakAt = message;
    }

    /** How many messages clients have sent since the last {@link #breakAt}. */
    public synchronized int messages() {
        return messages;
    }

    /** Where new connections lead from now on. */
    public void leadTo(int port) {
        serverPort = port;
    }

    /** The port that clients connect to. */
    public int port() {
        return door.getLocalPort();
    }

    /** The way to {@code server} over this line: without the socket factory, which would refuse its port. */
    public ServerStarter to(ConnectionDetails server) {
        Map<String, String> parameters = new HashMap<>(server.parameters());
        parameters.keySet().removeIf(name -> name.startsWith("socketFactory"));
        DatabaseUrl url = new DatabaseUrl(
                "127.0.0.1", port(), server.user(), server.password(), server.maintenanceDatabase(), parameters);
        return () -> new ExternalServer(url);
    }

    @Override
    public void close() throws IOException {
        door.close();
        breakAll();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
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
            // It is of no use any more.
        }
    }
}
