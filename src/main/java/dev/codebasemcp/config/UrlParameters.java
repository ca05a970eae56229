package dev.codebasemcp.config;

import dev.codebasemcp.model.EditDistance;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a database URL, under the JDBC driver's names or libpq's. Unknown ones are rejected, since the
 * driver would ignore them silently.
 */
final class UrlParameters {
    private static final Set<String> PLACE =
            Set.of("host", "port", "dbname", "user", "password", "passfile", "service", "servicefile");

    private static final Set<String> DRIVERS =
            Set.of(("adaptiveFetch adaptiveFetchMaximum adaptiveFetchMinimum allowEncodingChanges ApplicationName"
                            + " assumeMinServerVersion authenticationPluginClassName autosave binaryTransfer"
                            + " binaryTransferDisable binaryTransferEnable cancelSignalTimeout channelBinding"
                            + " cleanupSavepoints connectTimeout databaseMetadataCacheFields"
                            + " databaseMetadataCacheFieldsMiB defaultRowFetchSize disableColumnSanitiser"
                            + " escapeSyntaxCallMode groupStartupParameters gssEncMode gsslib gssResponseTimeout"
                            + " gssUseDefaultCreds hideUnprivilegedObjects hostRecheckSeconds jaasApplicationName"
                            + " jaasLogin kerberosServerName loadBalanceHosts localSocketAddress loggerFile"
                            + " loggerLevel loginTimeout logServerErrorDetail logUnclosedConnections"
                            + " maxResultBuffer maxSendBufferSize options preparedStatementCacheQueries"
                            + " preparedStatementCacheSizeMiB prepareThreshold protocolVersion queryTimeout"
                            + " quoteReturningIdentifiers receiveBufferSize requireAuth reWriteBatchedInserts"
                            + " scramMaxIterations sendBufferSize socketFactory socketFactoryArg socketTimeout ssl"
                            + " sslcert sslfactory sslfactoryarg sslhostnameverifier sslkey sslmode"
                            + " sslNegotiation sslpassword sslpasswordcallback sslResponseTimeout sslrootcert"
                            + " sspiServiceClass targetServerType tcpKeepAlive tcpNoDelay unknownLength useSpnego"
                            + " xmlFactoryFactory")
                    .split(" ", -1));

    /** libpq's names of parameters that the JDBC driver names differently. */
    private static final Map<String, String> LIBPQ = Map.ofEntries(
            Map.entry("application_name", "ApplicationName"),
            Map.entry("fallback_application_name", "ApplicationName"),
            Map.entry("channel_binding", "channelBinding"),
            Map.entry("connect_timeout", "connectTimeout"),
            Map.entry("gssencmode", "gssEncMode"),
            Map.entry("hostaddr", "host"),
            Map.entry("keepalives", "tcpKeepAlive"),
            Map.entry("krbsrvname", "kerberosServerName"),
            Map.entry("load_balance_hosts", "loadBalanceHosts"),
            Map.entry("require_auth", "requireAuth"),
            Map.entry("sslnegotiation", "sslNegotiation"),
            Map.entry("target_session_attrs", "targetServerType"));

    private static final Map<String, Map<String, String>> LIBPQ_VALUES = Map.of(
            "target_session_attrs",
            Map.of(
                    "any", "any",
                    "read-write", "primary",
                    "primary", "primary",
                    "read-only", "secondary",
                    "standby", "secondary",
                    "prefer-standby", "preferSecondary"),
            "keepalives",
            Map.of("0", "false", "1", "true"),
            "load_balance_hosts",
            Map.of("disable", "false", "random", "true"));

    private static final Map<String, Set<String>> VALUES = Map.of(
            "sslmode",
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
            "targetServerType",
            Set.of(
                    "any",
                    "primary",
                    "master",
                    "secondary",
                    "slave",
                    "preferPrimary",
                    "preferSecondary",
                    "preferSlave"));

    private static final Set<String> NUMBERS = Set.of(
            "connectTimeout",
            "loginTimeout",
            "socketTimeout",
            "cancelSignalTimeout",
            "hostRecheckSeconds",
            "queryTimeout");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /** Parameters that would break the program or that the driver lacks, with the reason. */
    private static final Map<String, String> REFUSED = Map.of(
            "readOnly", "codebase-mcp has to write",
            "readOnlyMode", "codebase-mcp has to write",
            "currentSchema", "codebase-mcp's tables are in the schema public of databases of its own",
            "preferQueryMode", "codebase-mcp needs the driver's default query mode",
            "replication", "codebase-mcp needs ordinary connections",
            "stringtype", "codebase-mcp's statements rely on types",
            "convertBooleanToNumeric", "codebase-mcp's statements rely on types",
            "client_encoding", "the driver always uses UTF8");

    private UrlParameters() {}

    /**
     * Adds a parameter under the driver's name, or as host, port, dbname, user, password, passfile, service or
     * servicefile.
     *
     * @throws IllegalArgumentException naming a parameter that cannot be used; its value may be secret and is not
     * shown
     */
    static void put(Map<String, String> into, String name, String value) {
        String driver = LIBPQ.getOrDefault(name, name);
        if (REFUSED.containsKey(name)) {
            throw new IllegalArgumentException(
                    "the parameter '" + name + "' cannot be used (" + REFUSED.get(name) + "); remove it");
        }
        if (!DRIVERS.contains(driver) && !PLACE.contains(driver)) {
            throw new IllegalArgumentException("there is no parameter '" + name + "'" + nearest(name)
                    + "; the JDBC driver's and libpq's names are accepted");
        }
        String known = Optional.ofNullable(LIBPQ_VALUES.get(name))
                .map(values -> accepted(name, values.keySet(), value, values.get(value)))
                .orElse(value);
        if (NUMBERS.contains(driver) && !NUMBER.matcher(known).matches()) {
            throw new IllegalArgumentException("the parameter '" + name + "' takes a whole number");
        }
        Optional.ofNullable(VALUES.get(driver))
                .ifPresent(values -> accepted(name, values, known, values.contains(known) ? known : null));
        into.putIfAbsent(driver, known);
    }

    private static String accepted(String name, Set<String> values, String given, @Nullable String known) {
        if (known == null) {
            throw new IllegalArgumentException("the parameter '" + name + "' does not take '" + given
                    + "'; accepted is one of " + String.join(", ", new TreeSet<>(values)));
        }
        return known;
    }

    private static String nearest(String name) {
        Set<String> all = new TreeSet<>(DRIVERS);
        all.addAll(PLACE);
        all.addAll(LIBPQ.keySet());
        String plain = plain(name);
        int errors = 1 + plain.length() / 4;
        return all.stream()
                .filter(known -> EditDistance.between(plain, plain(known), errors) <= errors)
                .min(Comparator.comparingInt(known -> EditDistance.between(plain, plain(known), errors)))
                .map(known -> "; did you mean '" + known + "'?")
                .orElse("");
    }

    private static String plain(String name) {
        return name.substring(0, Math.min(name.length(), 64))
                .toLowerCase(Locale.ROOT)
                .replaceAll("[_-]", "");
    }

    /** Returns the values of libpq's environment variables, by libpq's parameter names. */
    static Map<String, String> ofEnvironment(Map<String, String> environment) {
        Map<String, String> found = new LinkedHashMap<>();
        List.of(
                        "PGHOST host",
                        "PGPORT port",
                        "PGDATABASE dbname",
                        "PGUSER user",
                        "PGPASSWORD password",
                        "PGPASSFILE passfile",
                        "PGSSLMODE sslmode",
                        "PGSSLCERT sslcert",
                        "PGSSLKEY sslkey",
                        "PGSSLROOTCERT sslrootcert",
                        "PGAPPNAME application_name",
                        "PGOPTIONS options",
                        "PGCONNECT_TIMEOUT connect_timeout",
                        "PGTARGETSESSIONATTRS target_session_attrs",
                        "PGCHANNELBINDING channel_binding",
                        "PGGSSENCMODE gssencmode",
                        "PGREQUIREAUTH require_auth")
                .forEach(pair -> {
                    String[] names = pair.split(" ", -1);
                    String value = environment.getOrDefault(names[0], "");
                    if (!value.isEmpty()) {
                        found.put(names[1], value);
                    }
                });
        return found;
    }
}
