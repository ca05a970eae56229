package dev.codebasemcp.database.server;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.SocketFactory;

/**
 * Sockets for the JDBC driver that only reach the running server of one data directory. After connecting, a socket checks that
 * this server is running and has the port; otherwise it closes before it sends a byte. So a program that takes over a dead
 * server's port cannot relay what the driver sends to the next server. The driver uses these for all connections, including
 * those that cancel a statement.
 */
public final class PostmasterSockets extends SocketFactory {
    private final Path data;

    /**
     * Called by the driver.
     *
     * @param data the data directory
     */
    public PostmasterSockets(String data) {
        this.data = Path.of(data);
    }

    @Override
    public Socket createSocket() {
        return new VerifiedSocket(data);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        throw unbound();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        throw unbound();
    }

    private Socket connected(InetSocketAddress address) throws IOException {
        Socket socket = createSocket();
        socket.connect(address, 0);
        return socket;
    }

    private static SocketException unbound() {
        return new SocketException("the driver does not choose its own address");
    }

    private static final class VerifiedSocket extends Socket {
        private final Path data;

        private VerifiedSocket(Path data) {
            this.data = data;
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            super.connect(endpoint, timeout);
            Optional<LivingPostmaster> server = LivingPostmaster.on(data);
            int port = ((InetSocketAddress) endpoint).getPort();
            if (server.isEmpty() || server.get().port() != port) {
                close();
                throw new ConnectException(
                        "port " + port + " is not that of a running server on " + data + "; nothing was sent");
            }
        }
    }
}
