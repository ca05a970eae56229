package dev.codebasemcp.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** A reader that is gone before its stream begins leaves nothing. */
class GoneReaderTest {
    @Test
    void aStreamWhoseFirstWriteFailsIsNotKept() {
        try (EventStreams streams =
                new EventStreams(new EventSource("/api/events", "jobs", Map::of), Duration.ofMinutes(1))) {
            Callback.Completable answered = new Callback.Completable();

            assertThat(streams.handle(request(), gone(), answered)).isTrue();

            assertThat(answered).isCompletedExceptionally();
            assertThat(streams.isWatched()).isFalse();
        }
    }

    private static Request request() {
        return fake(
                Request.class, Map.of("getHttpURI", HttpURI.from("http://127.0.0.1/api/events"), "getMethod", "GET"));
    }

    private static Response gone() {
        return (Response) Proxy.newProxyInstance(
                GoneReaderTest.class.getClassLoader(), new Class<?>[] {Response.class}, (self, method, arguments) -> {
                    if (method.getName().equals("write")) {
                        ((Callback) arguments[2]).failed(new IOException("the reader is gone"));
                    }
                    return method.getName().equals("getHeaders") ? HttpFields.build() : null;
                });
    }

    private static <T> T fake(Class<T> type, Map<String, ?> answers) {
        return type.cast(Proxy.newProxyInstance(
                GoneReaderTest.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.get(method.getName())));
    }
}
