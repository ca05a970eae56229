package dev.codebasemcp.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.model.UnavailableException;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages follow a state; none waits for another one, and none keeps the server from its end. */
@Timeout(120)
class EventStreamsTest {
    private static final int LARGE = 8_000_000;
    private static final int SMALL = 1 << 16;
    private static final String NUMBER = "number";
    private static final String HOSTILE = "</script>\n\ndata: {}\n\u2028\u202e\u0000";

    private final AtomicInteger looks = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    private WebServer server;

    @SuppressWarnings("NullAway.Init")
    private URI link;

    @SuppressWarnings("NullAway.Init")
    private String cookie;

    @AfterEach
    void stop() {
        server.close();
    }

    private void serve(Supplier<Map<String, ?>> state) throws Exception {
        server = WebServer.start(0, List.of(), new EventSource("/api/events", "jobs", state));
        link = server.link();
        HttpResponse<String> login = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofString());
        cookie = login.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private EventReader open() throws Exception {
        return EventReader.open(link, cookie);
    }

    /** Changes at every third look only. */
    private Map<String, ?> slowlyChanging() {
        return Map.of(NUMBER, looks.getAndIncrement() / 3);
    }

    private Map<String, ?> large() {
        return Map.of(NUMBER, looks.getAndIncrement(), "text", "x".repeat(LARGE));
    }

    private static int number(EventReader reader) throws Exception {
        return reader.next().orElseThrow().path(NUMBER).asInt();
    }

    @Test
    void aStreamBeginsWithTheStateAndGetsOnlyWhatHasChanged() throws Exception {
        serve(this::slowlyChanging);
        assertThat(looks).hasValue(0);
        try (EventReader first = open()) {
            assertThat(number(first)).isZero();
            assertThat(number(first)).isEqualTo(1);
            try (EventReader second = open()) {
                assertThat(number(second)).isEqualTo(1);
                assertThat(number(second)).isEqualTo(2);
            }
            assertThat(number(first)).isEqualTo(2);
            assertThat(looks).hasValueBetween(7, 9);
        }
    }

    @Test
    void whatIsInTheStateCannotBecomeAnEvent() throws Exception {
        serve(() -> Map.of("name", HOSTILE));
        try (EventReader reader = open()) {
            assertThat(reader.next().orElseThrow().path("name").asText()).isEqualTo(HOSTILE);
        }
    }

    @Test
    void aPageThatDoesNotReadDelaysNoOtherAndMissesAllButTheNewestState() throws Exception {
        serve(this::large);
        try (Socket slow = new Socket();
                EventReader quick = open()) {
            // Else it would take whole states before anybody reads them.
            slow.setReceiveBufferSize(SMALL);
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), link.getPort()));
            slow.getOutputStream()
                    .write(("GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:" + link.getPort() + "\r\nCookie: " + cookie
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = new BufferedInputStream(slow.getInputStream());
            assertThat(in.read()).isEqualTo('H');
            int first = number(quick);
            for (int more = 1; more <= 4; more++) {
                assertThat(number(quick)).isEqualTo(first + more);
            }

            List<Integer> late = numbers(in, 2);

            assertThat(late.get(1)).isGreaterThan(late.get(0) + 2);
        }
    }

    /** Reads the numbers of the next states from a raw answer; a chunk's length may be amid the text, not the head. */
    private static List<Integer> numbers(InputStream in, int count) throws Exception {
        List<Integer> numbers = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        while (numbers.size() < count) {
            int next = in.read();
            assertThat(next).isNotNegative();
            if (next == 'x') {
                text.setLength(0);
                continue;
            }
            text.append((char) next);
            if (text.toString().endsWith("\"" + NUMBER + "\":")) {
                numbers.add(in.read() - '0');
            }
        }
        return numbers;
    }

    @Test
    void allStreamsEndWithTheServer() throws Exception {
        serve(this::slowlyChanging);
        try (EventReader first = open();
                EventReader second = open()) {
            assertThat(first.next()).isPresent();
            assertThat(second.next()).isPresent();

            server.close();

            assertThat(rest(first)).hasSizeLessThan(3);
            assertThat(rest(second)).hasSizeLessThan(3);
        }
    }

    private static List<JsonNode> rest(EventReader reader) throws Exception {
        List<JsonNode> rest = new ArrayList<>();
        for (Optional<JsonNode> next = reader.next(); next.isPresent(); next = reader.next()) {
            rest.add(next.get());
        }
        return rest;
    }

    @Test
    void theOldestStreamEndsWhenThereAreTooMany() throws Exception {
        serve(() -> Map.of(NUMBER, 5));
        List<EventReader> readers = new ArrayList<>();
        for (int i = 0; i <= EventStreams.MOST; i++) {
            readers.add(open());
            assertThat(number(readers.get(i))).isEqualTo(5);
        }

        assertThat(readers.get(0).next()).isEmpty();

        server.close();
        for (EventReader reader : readers) {
            assertThat(reader.next()).isEmpty();
            reader.close();
        }
    }

    @Test
    void aStateThatCannotBeReadNowIsSentLater() throws Exception {
        serve(() -> {
            switch (looks.getAndIncrement()) {
                case 0 -> throw new UnavailableException("the database restarts");
                case 1 -> throw new IllegalStateException("a bug");
                default -> {
                    return Map.of(NUMBER, looks.get());
                }
            }
        });
        try (EventReader reader = open()) {
            assertThat(number(reader)).isEqualTo(3);
        }
    }

    @Test
    void aStreamIsForTheUserOnly() throws Exception {
        serve(this::slowlyChanging);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(link.resolve("/api/events")).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(looks).hasValue(0);
    }
}
