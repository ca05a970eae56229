package dev.codebasemcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every type, constructor and method of the program is used by the program itself, not by tests alone. The compiler's own
 * checks find what is private and unused.
 */
@AnalyzeClasses(packages = ArchitectureTest.BASE, importOptions = DoNotIncludeTests.class)
class UnusedCodeTest {
    /** Started or loaded by name, or inlined by the compiler. */
    private static final Set<String> USED_WITHOUT_ACCESS = Set.of(
            "Main.main",
            "code.parser.ParserTrial.main",
            "logging.StderrConfigurator",
            "logging.StderrConfigurator.<init>");

    /** What the evaluation, which is no part of the program, needs of it. */
    private static final Set<String> USED_BY_THE_EVALUATION = Set.of(
            "cli.Services.search",
            "search.SearchRequest.of",
            "search.SearchService.ranking",
            "search.SearchService.retrieved",
            "search.rank.Ranker.rank",
            "search.rank.Weights.with");

    /** Short forms and views for tests. Make this list shorter, not longer. */
    private static final Set<String> USED_BY_TESTS = Set.of(
            "code.parser.SyntaxOutliner.outline",
            "config.DatabaseUrl.parse",
            "database.AdvisoryLocks.isHeld",
            "database.Databases.create",
            "database.Databases.exists",
            "database.Databases.heldLocks",
            "database.Databases.pgvectorVersion",
            "database.SqlBugException.sqlState",
            "database.index.ChunkRow.contentId",
            "database.index.ChunkRow.kind",
            "database.index.ChunkRow.symbol",
            "database.server.PostmasterSockets.<init>",
            "embedding.StaticModel.write",
            "indexing.scan.RepositoryScanner.<init>",
            "repositories.DirectoryRule.<init>");

    private static final Set<String> ALLOWED = Stream.of(USED_WITHOUT_ACCESS, USED_BY_THE_EVALUATION, USED_BY_TESTS)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    @ArchTest
    static void everyAllowedNameIsUnused(JavaClasses classes) {
        Set<String> unused = Stream.of(unusedTypes(classes), unusedMethods(classes), unusedConstructors(classes))
                .flatMap(names -> names)
                .collect(Collectors.toSet());
        assertThat(unused).containsAll(ALLOWED);
    }

    @ArchTest
    static void everyTypeIsUsed(JavaClasses classes) {
        assertThat(unusedTypes(classes).filter(name -> !ALLOWED.contains(name)).sorted())
                .isEmpty();
    }

    @ArchTest
    static void everyMethodIsUsed(JavaClasses classes) {
        assertThat(unusedMethods(classes)
                        .filter(name -> !ALLOWED.contains(name))
                        .sorted())
                .isEmpty();
    }

    @ArchTest
    static void everyConstructorIsUsed(JavaClasses classes) {
        assertThat(unusedConstructors(classes)
                        .filter(name -> !ALLOWED.contains(name))
                        .sorted())
                .isEmpty();
    }

    private static Stream<String> unusedTypes(JavaClasses classes) {
        return classes.stream()
                .filter(type ->
                        !type.isAnonymousClass() && !type.getSimpleName().equals("package-info"))
                .filter(type -> type.getDirectDependenciesToSelf().stream()
                        .noneMatch(use -> !isWithin(use.getOriginClass(), type)))
                .map(JavaClass::getName)
                .map(UnusedCodeTest::shortened);
    }

    private static Stream<String> unusedMethods(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> !isPrivateOrMade(method) && !isOverriding(method) && !isOfEnum(method))
                .filter(method -> isUnused(method, method.getAccessesToSelf().stream()))
                .filter(method -> !isReadAsField(method))
                .map(UnusedCodeTest::name);
    }

    private static Stream<String> unusedConstructors(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getConstructors().stream())
                .filter(constructor -> !isPrivateOrMade(constructor) && !isImplicit(constructor))
                .filter(constructor -> isUnused(constructor, constructor.getAccessesToSelf().stream()))
                .map(UnusedCodeTest::name);
    }

    private static boolean isUnused(JavaCodeUnit unit, Stream<? extends JavaAccess<?>> accesses) {
        return accesses.allMatch(access -> access.getOrigin().equals(unit));
    }

    /** A record, and what is nested with it, may read a component without its accessor. */
    private static boolean isReadAsField(JavaMethod accessor) {
        // A private record may be a key, which is compared as a whole.
        return accessor.getOwner().isRecord()
                && (accessor.getOwner().getModifiers().contains(JavaModifier.PRIVATE)
                        || accessor.getOwner().tryGetField(accessor.getName()).stream()
                                .flatMap(field -> field.getAccessesToSelf().stream())
                                .anyMatch(access -> access.getAccessType() == JavaFieldAccess.AccessType.GET
                                        && !access.getOrigin().equals(accessor)));
    }

    private static boolean isPrivateOrMade(JavaCodeUnit unit) {
        return unit.getModifiers().contains(JavaModifier.PRIVATE)
                || unit.getModifiers().contains(JavaModifier.SYNTHETIC)
                || unit.getModifiers().contains(JavaModifier.BRIDGE);
    }

    private static boolean isOverriding(JavaMethod method) {
        JavaClass owner = method.getOwner();
        String[] parameters =
                method.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
        return Stream.concat(owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
                .anyMatch(above -> isDeclared(above, method, parameters));
    }

    /** A generic parameter of the type above has another raw type here. */
    private static boolean isDeclared(JavaClass above, JavaMethod method, String[] parameters) {
        return above.tryGetMethod(method.getName(), parameters).isPresent()
                || above.getMethods().stream()
                        .anyMatch(other -> other.getName().equals(method.getName())
                                && other.getRawParameterTypes().size() == parameters.length
                                && !other.getParameterTypes().equals(other.getRawParameterTypes()));
    }

    private static boolean isOfEnum(JavaMethod method) {
        return method.getOwner().isEnum()
                && (method.getName().equals("values") || method.getName().equals("valueOf"));
    }

    /** The one constructor of an interface's lambda, of an enum, or of a class that has no other. */
    private static boolean isImplicit(JavaConstructor constructor) {
        return constructor.getOwner().isEnum() || constructor.getOwner().isAnonymousClass();
    }

    /** Nested types and lambdas belong to the type around them. */
    private static boolean isWithin(JavaClass origin, JavaClass type) {
        Optional<JavaClass> at = Optional.of(origin);
        while (at.isPresent()) {
            if (at.get().equals(type)) {
                return true;
            }
            at = at.get().getEnclosingClass();
        }
        return false;
    }

    private static String name(JavaCodeUnit unit) {
        return shortened(unit.getOwner().getName()) + "." + unit.getName();
    }

    private static String shortened(String name) {
        return name.substring(ArchitectureTest.BASE.length() + 1);
    }
}
