package dev.codebasemcp.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The address of a PostgreSQL server.
 *
 * @param host one host, or several with ports such as {@code one:5432,two:5433}; the driver uses the first that fits
 * @param port the first host's port
 * @param password never shown; empty if none is given
 * @param database the database to connect to while others are created and dropped
 * @param parameters further parameters for the JDBC driver; {@code passfile} names a password file if no password is
 * given
 */
public record DatabaseUrl(
        String host, int port, String user, String password, String database, Map<String, String> parameters) {
    /** The accepted forms, for messages. */
    public static final String FORM =
            "postgresql://user:password@host:5432/database or jdbc:postgresql://host:5432/database?user=…&password=…";

    private static final Pattern URL = Pattern.compile("(?s)postgres(?:ql)?://([^/?#]*)(.*)");
    private static final Pattern AUTHORITY = Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:@\\[\\]-]|%[0-9A-Fa-f]{2})*");
    private static final String DEFAULT_PORT = "5432";
    private static final int LAST_PORT = 65_535;
    private static final String DEFAULT_HOST = "localhost";
    private static final String DEFAULT_DATABASE = "postgres";

    public DatabaseUrl {
        parameters = Map.copyOf(parameters);
    }

    /** Parses a self-contained URL; see {@link #parse(String, Map)}. */
    public static DatabaseUrl parse(String text) {
        return parse(text, Map.of());
    }

    /**
     * Parses a URL in PostgreSQL's or JDBC's form. As in libpq, missing parts come first from the service's section
     * in a service file, then from libpq's variables in {@code environment}.
     *
     * @throws IllegalArgumentException with the fault, but without the URL, which may hold a password
     */
    public static DatabaseUrl parse(String text, Map<String, String> environment) {
        Map<String, String> all = ofUrl(Parts.of(text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text));
        Optional.ofNullable(all.remove("service"))
                .or(() -> Optional.ofNullable(environment.get("PGSERVICE")))
                .filter(service -> !service.isEmpty())
                .ifPresent(service -> {
                    Optional<String> file = Optional.ofNullable(all.remove("servicefile"));
                    ServiceFile.find(service, file, environment)
                            .forEach((name, value) -> UrlParameters.put(all, name, value));
                });
        all.remove("servicefile");
        UrlParameters.ofEnvironment(environment).forEach((name, value) -> UrlParameters.put(all, name, value));
        return of(all, environment.isEmpty() ? Optional.empty() : UserHome.of(environment));
    }

    /** Uses the password file in {@code userHome} if nothing else gives a password. */
    private static DatabaseUrl of(Map<String, String> all, Optional<Path> userHome) {
        List<String> hosts = List.of(take(all, "host", DEFAULT_HOST).split(",", -1));
        List<Integer> ports = ports(take(all, "port", DEFAULT_PORT), hosts.size());
        String user = take(all, "user", "");
        String password = take(all, "password", "");
        String database = take(all, "dbname", DEFAULT_DATABASE);
        if (user.isEmpty()) {
            throw refused("it names no user");
        }
        if (hosts.stream().anyMatch(host -> host.startsWith("/") || host.startsWith("@"))) {
            throw refused("it names a Unix socket, which Java cannot use; name a host, such as localhost");
        }
        if (!password.isEmpty()) {
            all.remove("passfile");
        } else if (!all.containsKey("passfile")) {
            userHome.map(home -> home.resolve(".pgpass"))
                    .filter(Files::exists)
                    .ifPresent(usual -> all.put("passfile", usual.toString()));
        }
        String host = hosts.size() == 1
                ? hosts.get(0)
                : IntStream.range(0, hosts.size())
                        .mapToObj(i -> bracketed(hosts.get(i)) + ":" + ports.get(i))
                        .collect(Collectors.joining(","));
        return new DatabaseUrl(host, ports.get(0), user, password, database, all);
    }

    /** Returns the host and its port as in a URL, or all of them. */
    public static String address(String host, int port) {
        return host.indexOf(',') >= 0 ? host : bracketed(host) + ":" + port;
    }

    @Override
    public String toString() {
        return "postgresql://" + user + (password.isEmpty() ? "" : ":***") + "@" + address(host, port) + "/" + database;
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    /** The parts of a URL. Java's URI supports neither several hosts nor all host names. */
    private record Parts(String authority, URI rest) {
        static Parts of(String text) {
            Matcher parts = URL.matcher(text);
            if (!parts.matches()) {
                throw refused("it does not begin with postgresql://");
            }
            if (!AUTHORITY.matcher(parts.group(1)).matches()) {
                throw refused("it is no URL; special characters in a password are written as %XX");
            }
            try {
                return new Parts(parts.group(1), new URI("postgresql://host" + parts.group(2)));
            } catch (URISyntaxException failure) {
                // Not passed on as a cause: its message shows the whole URL.
                throw refused("it is no URL (" + failure.getReason() + "); special characters are written as %XX");
            }
        }
    }

    private static IllegalArgumentException refused(String fault) {
        return new IllegalArgumentException(fault + "; accepted is " + FORM);
    }

    private static Map<String, String> ofUrl(Parts parts) {
        Map<String, String> found = new LinkedHashMap<>();
        putParameters(found, Optional.ofNullable(parts.rest().getRawQuery()).orElse(""));
        String authority = parts.authority();
        int at = authority.lastIndexOf('@');
        if (at > 0) {
            String[] login = authority.substring(0, at).split(":", 2);
            putGiven(found, "user", decode(login[0]));
            putGiven(found, "password", login.length > 1 ? decode(login[1]) : "");
        }
        putPlaces(found, authority.substring(at + 1));
        String path = Optional.ofNullable(parts.rest().getRawPath()).orElse("");
        putGiven(found, "dbname", path.length() > 1 ? decode(path.substring(1)) : "");
        return found;
    }

    private static void putParameters(Map<String, String> found, String query) {
        for (String part : query.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                UrlParameters.put(found, decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
            } else if (!part.isEmpty()) {
                throw refused("a parameter in it has no name or no value");
            }
        }
    }

    private static void putPlaces(Map<String, String> found, String places) {
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String place : places.split(",", -1)) {
            int colon = place.indexOf(':', Math.max(0, place.lastIndexOf(']')));
            String host = decode(colon < 0 ? place : place.substring(0, colon));
            hosts.add(host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host);
            ports.add(colon < 0 ? "" : place.substring(colon + 1));
        }
        if (hosts.size() > 1 || !hosts.get(0).isEmpty()) {
            found.putIfAbsent("host", listed(hosts, DEFAULT_HOST));
        }
        if (ports.stream().anyMatch(port -> !port.isEmpty())) {
            found.putIfAbsent("port", listed(ports, DEFAULT_PORT));
        }
    }

    private static String listed(List<String> given, String otherwise) {
        return given.stream().map(value -> value.isEmpty() ? otherwise : value).collect(Collectors.joining(","));
    }

    private static void putGiven(Map<String, String> found, String name, String value) {
        if (!value.isEmpty()) {
            found.putIfAbsent(name, value);
        }
    }

    /** One port for all hosts, or one per host. */
    private static List<Integer> ports(String text, int hosts) {
        List<Integer> ports = new ArrayList<>();
        for (String port : text.split(",", -1)) {
            boolean number = port.matches("\\d{1,5}") && Integer.parseInt(port) > 0;
            if (!number || Integer.parseInt(port) > LAST_PORT) {
                throw refused("a port in it is no number from 1 to " + LAST_PORT);
            }
            ports.add(Integer.parseInt(port));
        }
        if (ports.size() == 1) {
            return IntStream.range(0, hosts).mapToObj(i -> ports.get(0)).toList();
        }
        if (ports.size() != hosts) {
            throw refused("it names " + hosts + " hosts, but " + ports.size() + " ports");
        }
        return ports;
    }

    private static String take(Map<String, String> all, String name, String otherwise) {
        return Optional.ofNullable(all.remove(name))
                .filter(value -> !value.isEmpty())
                .orElse(otherwise);
    }

    /** Unlike in a form, a plus sign in a URL is literal. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notHex) {
            // Its message may show part of a password.
            throw refused("it is no URL; special characters are written as %XX");
        }
    }
}
