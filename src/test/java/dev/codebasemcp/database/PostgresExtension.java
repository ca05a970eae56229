package dev.codebasemcp.database;

import dev.codebasemcp.LongTests;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/**
 * Runs a {@link PostgresTest} once per flavour (or see {@link OneFlavour}), gives it its databases on the run's one server, and afterwards fails it if
 * it leaked a connection or a lock. Test methods and their {@code @BeforeEach} methods may take a {@link Databases}, a
 * {@link VectorFlavour} or the whole {@link PostgresFixture}.
 */
public final class PostgresExtension implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        TestServer server = server(context);
        return flavours(context, server.flavours()).stream().map(flavour -> new Invocation(server, flavour));
    }

    private static List<VectorFlavour> flavours(ExtensionContext context, List<VectorFlavour> offered) {
        Class<?> type = context.getRequiredTestClass();
        if (LongTests.run() || !type.isAnnotationPresent(OneFlavour.class)) {
            return offered;
        }
        String name = type.getName() + '.' + context.getRequiredTestMethod().getName();
        return List.of(offered.get(Math.floorMod(name.hashCode(), offered.size())));
    }

    private static TestServer server(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(PostgresExtension.class))
                .computeIfAbsent(TestServer.class, key -> startServer(), TestServer.class);
    }

    private static TestServer startServer() {
        try {
            return TestServer.start();
        } catch (SQLException | IOException failure) {
            throw new IllegalStateException("the tests' server cannot be used", failure);
        }
    }

    private record Invocation(TestServer server, VectorFlavour flavour) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return flavour.toString();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Fixtures(new PostgresFixture(server, flavour)));
        }
    }

    private record Fixtures(PostgresFixture fixture) implements ParameterResolver, AfterEachCallback {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return List.of(Databases.class, VectorFlavour.class, PostgresFixture.class)
                    .contains(parameter.getParameter().getType());
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            if (type == Databases.class) {
                return fixture.databases();
            }
            return type == VectorFlavour.class ? fixture.flavour() : fixture;
        }

        @Override
        public void afterEach(ExtensionContext context) throws SQLException {
            fixture.finish();
        }
    }
}
