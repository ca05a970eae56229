package dev.codebasemcp.provisioning;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy to the database server that closes for good at one message: the server sees the death of the process, and the
 * process that of the server. Counts the client messages of all connections together.
 */
final class SeveringProxy implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final ServerSocket listener;
    private final int serverPort;
    private final int cutAt;
    private final boolean delivered;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int sent;
    private boolean cut;

    /**
     * Creates a proxy that closes at message {@code cutAt}.
     *
     * @param delivered whether the server still receives that message, while its answer is lost
     */
    SeveringProxy(int serverPort, int cutAt, boolean delivered) throws IOException {
        this.serverPort = serverPort;
        this.cutAt = cutAt;
        this.delivered = delivered;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    synchronized int sent() {
        return sent;
    }

    synchronized boolean isCut() {
        return cut;
    }

    @Override
    public void close() {
        closeAll();
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
                if (isCut()) {
                    closeAll();
                }
            }
        } catch (IOException closed) {
            closeAll();
        }
    }

    private void copy(Socket from, Socket to, boolean fromClient) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                if (fromClient) {
                    deliver(buffer, read, to);
                } else {
                    to.getOutputStream().write(buffer, 0, read);
                }
            }
            to.shutdownOutput();
        } catch (IOException ended) {
            // Closing passes the end of one side to the other.
            closeQuietly(to);
        }
    }

    private void deliver(byte[] message, int length, Socket server) throws IOException {
        boolean ends;
        synchronized (this) {
            if (cut) {
                throw new IOException("cut");
            }
            sent++;
            ends = sent == cutAt;
            cut = ends;
        }
        if (!ends || delivered) {
            server.getOutputStream().write(message, 0, length);
        }
        if (ends) {
            closeAll();
        }
    }

    private void closeAll() {
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        sockets.forEach(SeveringProxy::closeQuietly);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // The socket is no longer needed.
        }
    }
}
