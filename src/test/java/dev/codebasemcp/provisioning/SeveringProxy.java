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
 * A line to the database server that is cut for ever at one message: for the server that is the death of the process, and
 * for the process that of the server. Counts what clients send, all connections together.
 */
final class SeveringProxy implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final ServerSocket door;
    private final int serverPort;
    private final int cutAt;
    private final boolean delivered;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int sent;
    private boolean cut;

    /**
     * A line that ends at message {@code cutAt}.
     *
     * @param delivered whether the server still gets that message, but its answer is lost
     */
    SeveringProxy(int serverPort, int cutAt, boolean delivered) throws IOException {
        this.serverPort = serverPort;
        this.cutAt = cutAt;
        this.delivered = delivered;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return door.getLocalPort();
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
                Socket client = door.accept();
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
            // One side is gone; closing tells the other.
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
            door.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        sockets.forEach(SeveringProxy::closeQuietly);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is of no use any more.
        }
    }
}
