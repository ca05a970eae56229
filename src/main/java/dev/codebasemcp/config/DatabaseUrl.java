package dev.codebasemcp.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The address of a PostgreSQL server.
 *
 * @param password never shown
 * @param database where to connect while others are created and dropped
 * @param parameters the rest of the URL, for the JDBC driver
 */
public record DatabaseUrl(
        String host, int port, String user, String password, String database, Map<String, String> parameters) {
    /** What {@link #parse} accepts, in words. */
    public static final String FORM =
            "postgresql://user:password@host:5432/database or jdbc:postgresql://host:5432/database?user=…&password=…";

    private static final int DEFAULT_PORT = 5432;
    private static final String DEFAULT_DATABASE = "postgres";
    /** libpq's names of what the JDBC driver calls otherwise. */
    private static final Map<String, String> DRIVER_NAMES =
            Map.of("connect_timeout", "connectTimeout", "application_name", "ApplicationName");

    public DatabaseUrl {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads a URL in PostgreSQL's or in JDBC's form.
     *
     * @throws IllegalArgumentException that says what is wrong without showing the URL, which may hold a password
     */
    public static DatabaseUrl parse(String text) {
        URI uri = uri(text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text);
        String host = host(uri);
        Map<String, String> parameters = parameters(uri);
        Optional<String> user = Optional.ofNullable(parameters.remove("user"));
        Optional<String> password = Optional.ofNullable(parameters.remove("password"));
        String[] login = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
        String path = Optional.ofNullable(uri.getRawPath()).orElse("");
        String name = user.orElse(decode(login[0]));
        if (name.isEmpty()) {
            throw refused("it names no user");
        }
        return new DatabaseUrl(
                host,
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                name,
                password.orElse(login.length > 1 ? decode(login[1]) : ""),
                path.length() > 1 ? decode(path.substring(1)) : DEFAULT_DATABASE,
                parameters);
    }

    @Override
    public String toString() {
        String address = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return "postgresql://" + user + (password.isEmpty() ? "" : ":***") + "@" + address + ":" + port + "/"
                + database;
    }

    private static URI uri(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException failure) {
            // Its message shows the whole URL, so it is no cause of ours.
            throw refused("it is no URL (" + failure.getReason() + " at position " + failure.getIndex()
                    + "); special characters in a password are written as %XX");
        }
        if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme())) {
            throw refused("it does not begin with postgresql://");
        }
        return uri;
    }

    private static IllegalArgumentException refused(String fault) {
        return new IllegalArgumentException(fault + "; accepted is " + FORM);
    }

    private static String host(URI uri) {
        String host = uri.getHost();
        if (host == null) {
            throw refused("it names no host, or several");
        }
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static Map<String, String> parameters(URI uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
        for (String part : query.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                String name = decode(part.substring(0, equals));
                parameters.put(DRIVER_NAMES.getOrDefault(name, name), decode(part.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** Unlike in a form, a plus sign in a URL is a plus sign. */
    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
