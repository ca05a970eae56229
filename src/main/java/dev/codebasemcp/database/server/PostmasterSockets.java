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
 * Sockets for the JDBC driver that lead to the living server of one data directory and to nobody else: each is closed
 * before a byte is sent unless that server, once the connection stands, lives and has the port. So nobody who took the port of
 * a dead server can pass on what the driver says to its successor. The driver makes all its connections through these, also
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
        return new Proved(data);
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

    private static final class Proved extends Socket {
        private final Path data;

        private Proved(Path data) {
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
