package dev.codebasemcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.web.ApiRequest;
import dev.codebasemcp.web.Route;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The process does not rest while a page asks. */
@Timeout(60)
class PageRoutesTest {
    private static final ApiRequest REQUEST = new ApiRequest(Map.of(), Map.of());

    private final Activity activity = new Activity();

    private Route noted(Route.Endpoint endpoint) {
        return PageRoutes.noted(new Route("GET", "/api/x", endpoint), activity);
    }

    @Test
    void eachRequestBeginsAndEndsActivity() throws InterruptedException {
        Route route = noted(request -> Map.of("a", 1));

        assertThat(route.endpoint().answer(REQUEST)).isEqualTo(Map.of("a", 1));

        activity.awaitMoreThan(0);
        assertThat(activity.awaitQuiet(Duration.ofNanos(1))).isOne();
    }

    @Test
    void aRefusalEndsItToo() throws InterruptedException {
        Route route = noted(request -> {
            throw new RejectedException("no");
        });

        assertThatThrownBy(() -> route.endpoint().answer(REQUEST)).isInstanceOf(RejectedException.class);

        assertThat(activity.awaitQuiet(Duration.ofNanos(1))).isOne();
    }
}
