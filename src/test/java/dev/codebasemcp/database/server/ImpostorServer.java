package dev.codebasemcp.database.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Impersonates a PostgreSQL server that asks for a password or for trust, and reports what it receives. */
final class ImpostorServer {
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;
    private static final int TIMEOUT_MILLIS = 2_000;

    /** How it tries to authenticate the client. */
    enum Ruse {
        CLEARTEXT,
        MD5,
        NOTHING,
        /** Accepts the login instead of proving that it knows the password. */
        OK_WITHOUT_PROOF,
        /** Accepts the login before the client has sent anything relevant. */
        OK_WITHOUT_ASKING,
        FORGED_PROOF
    }

    private final ServerSocket socket;
    private final Ruse ruse;
    private final Consumer<String> received;

    /** Creates an impostor on a port, 0 for any; {@code received} gets all messages, each byte as a character. */
    ImpostorServer(int port, Ruse ruse, Consumer<String> received) throws IOException {
        this.socket = bound(port);
        this.ruse = ruse;
        this.received = received;
    }

    /** Arguments: the port and the ruse. Prints "ready", then what it receives, until it is killed. */
    public static void main(String[] arguments) throws IOException {
        java.io.PrintStream out = new java.io.PrintStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        ImpostorServer impostor = new ImpostorServer(
                Integer.parseInt(arguments[0]),
                Ruse.valueOf(arguments[1]),
                bytes -> out.println("heard " + bytes.replace('\n', ' ')));
        out.println("ready");
        impostor.serve();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Serves all clients until it is closed. */
    void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                impersonate(client);
            } catch (IOException disconnected) {
                // The client hung up, or the impostor was closed.
            }
        }
    }

    void close() throws IOException {
        socket.close();
    }

    private void impersonate(Socket client) throws IOException {
        client.setSoTimeout(TIMEOUT_MILLIS);
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        record(in.readNBytes(in.readInt() - Integer.BYTES));
        switch (ruse) {
            case CLEARTEXT -> authentication(out, 3, new byte[0]);
            case MD5 -> authentication(out, 5, new byte[] {1, 2, 3, 4});
            case NOTHING -> welcome(out);
            case OK_WITHOUT_ASKING -> {
                authentication(out, SASL, bytes("SCRAM-SHA-256\0\0"));
                welcome(out);
            }
            case OK_WITHOUT_PROOF -> {
                challenge(in, out);
                welcome(out);
            }
            case FORGED_PROOF -> {
                challenge(in, out);
                authentication(out, SASL_FINAL, bytes("v=" + Base64.getEncoder().encodeToString(new byte[32])));
                welcome(out);
            }
        }
        while (true) {
            message(in);
        }
    }

    /** Runs SCRAM up to the client's proof, which is useless without the password. */
    private void challenge(DataInputStream in, OutputStream out) throws IOException {
        authentication(out, SASL, bytes("SCRAM-SHA-256\0\0"));
        String first = message(in);
        String nonce = first.substring(first.indexOf("r=") + 2);
        authentication(out, SASL_CONTINUE, bytes("r=" + nonce + "thief,s=c2FsdHNhbHQ=,i=1"));
        message(in);
    }

    private String message(DataInputStream in) throws IOException {
        byte type = in.readByte();
        byte[] body = in.readNBytes(in.readInt() - Integer.BYTES);
        String text = new String(body, StandardCharsets.ISO_8859_1);
        received.accept((char) type + " " + text);
        return text;
    }

    private void record(byte[] bytes) {
        received.accept(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static void welcome(OutputStream out) throws IOException {
        authentication(out, 0, new byte[0]);
        send(out, 'S', bytes("server_version\00017.11\0"));
        send(out, 'S', bytes("client_encoding\000UTF8\0"));
        send(out, 'K', new byte[8]);
        send(out, 'Z', bytes("I"));
    }

    private static void authentication(OutputStream out, int request, byte[] body) throws IOException {
        send(
                out,
                'R',
                ByteBuffer.allocate(Integer.BYTES + body.length)
                        .putInt(request)
                        .put(body)
                        .array());
    }

    private static void send(OutputStream out, char type, byte[] body) throws IOException {
        out.write(ByteBuffer.allocate(1 + Integer.BYTES + body.length)
                .put((byte) type)
                .putInt(Integer.BYTES + body.length)
                .put(body)
                .array());
        out.flush();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Retries, as the children of a killed server may keep the port for a moment. */
    private static ServerSocket bound(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        for (int tries = 0; ; tries++) {
            try {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return socket;
            } catch (BindException taken) {
                if (tries == 500) {
                    throw taken;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
