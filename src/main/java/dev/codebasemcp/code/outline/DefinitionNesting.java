package dev.codebasemcp.code.outline;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Nests definitions by their spans, which yields qualified names and kinds that depend on the enclosing definition. */
final class DefinitionNesting {
    private static final int MAX_PREFIX_CHARS = 1_000;
    /** Objects that look like owners of definitions, but are not types. */
    private static final Set<String> NO_OWNERS = Set.of(
            "this", "self", "exports", "module.exports", "window", "global", "globalThis", "root", "M", "_G", "_");

    private final Language language;
    private final SourceText text;
    private final DecoratorRanges decorators;
    private final Deque<Placed> enclosing = new ArrayDeque<>();

    DefinitionNesting(Language language, SourceText text, DecoratorRanges decorators) {
        this.language = language;
        this.text = text;
        this.decorators = decorators;
    }

    private record Placed(DefinitionCandidate candidate, Definition definition) {}

    /** Nests definitions sorted by start, outer before inner. */
    List<Definition> place(List<DefinitionCandidate> sorted) {
        List<Definition> placed = new ArrayList<>();
        int previousEnd = 0;
        for (DefinitionCandidate candidate : sorted) {
            while (!enclosing.isEmpty() && !encloses(enclosing.getFirst(), candidate)) {
                previousEnd =
                        Math.max(previousEnd, enclosing.pop().definition.lines().end());
            }
            if (isLocalValue(candidate)) {
                continue;
            }
            int head = enclosing.isEmpty()
                    ? 0
                    : text.lineOfByte(enclosing.getFirst().candidate.nameByte());
            Definition definition = define(candidate, Math.max(previousEnd, head));
            placed.add(definition);
            enclosing.push(new Placed(candidate, definition));
        }
        placed.sort(Comparator.comparingInt(
                        (Definition definition) -> definition.lines().start())
                .thenComparing(definition -> -definition.lines().end()));
        return placed;
    }

    private static boolean encloses(Placed outer, DefinitionCandidate inner) {
        return outer.candidate.span().contains(inner.span());
    }

    private boolean isLocalValue(DefinitionCandidate candidate) {
        boolean value = candidate.kind() == DefinitionKind.FIELD
                || candidate.kind() == DefinitionKind.CONSTANT
                || candidate.kind() == DefinitionKind.VARIABLE;
        return value
                && !enclosing.isEmpty()
                && isCode(enclosing.getFirst().definition.kind());
    }

    private static boolean isCode(DefinitionKind kind) {
        return kind == DefinitionKind.FUNCTION
                || kind == DefinitionKind.METHOD
                || kind == DefinitionKind.CONSTRUCTOR
                || kind == DefinitionKind.MACRO;
    }

    private Definition define(DefinitionCandidate candidate, int floor) {
        LineRange own = candidate.span().lines(text);
        WrittenName name = WrittenName.of(candidate.name());
        String owner = ownerOf(candidate, name);
        List<Definition> scopes = innermostScope();
        String prefix = scopes.isEmpty() ? "" : prefixOf(scopes.get(0)) + ".";
        String qualified = prefix + (owner.isEmpty() ? "" : owner + ".") + name.plain();
        DefinitionKind kind = refine(candidate, new WrittenName(owner, name.plain()), scopes);
        LineRange lines = new LineRange(decorators.extend(own.start(), floor), own.end());
        int nameLine = text.lineOfByte(candidate.nameByte());
        return new Definition(
                name.plain(),
                qualified,
                kind,
                lines,
                Signature.of(text, nameLine, own.end(), candidate.span().from()));
    }

    /** A scope's name; only its last component if nested too deeply, which bounds the size of all names in a file. */
    private static String prefixOf(Definition scope) {
        return scope.qualifiedName().length() <= MAX_PREFIX_CHARS ? scope.qualifiedName() : scope.name();
    }

    /** The innermost scope; none at the top of a file. */
    private List<Definition> innermostScope() {
        for (Placed outer : enclosing) {
            if (isScope(outer.definition.kind())) {
                return List.of(outer.definition);
            }
        }
        return List.of();
    }

    private static String ownerOf(DefinitionCandidate candidate, WrittenName name) {
        WrittenName owner =
                candidate.owner().isEmpty() ? new WrittenName("", name.owner()) : WrittenName.of(candidate.owner());
        String whole = owner.owner().isEmpty() ? owner.plain() : owner.owner() + "." + owner.plain();
        return NO_OWNERS.contains(whole) ? "" : whole;
    }

    /** Whether a kind qualifies the names inside it. Aliases and values do not; a document's sections do. */
    private static boolean isScope(DefinitionKind kind) {
        return (kind.isType() && kind != DefinitionKind.TYPE)
                || isCode(kind)
                || kind == DefinitionKind.EXTENSION
                || kind == DefinitionKind.SECTION;
    }

    private DefinitionKind refine(DefinitionCandidate candidate, WrittenName name, List<Definition> scopes) {
        boolean inType = !scopes.isEmpty() && hasMethods(scopes.get(0));
        return switch (candidate.kind()) {
            case METHOD, FUNCTION -> refineFunction(candidate.kind(), name, scopes, inType);
            case FIELD, VARIABLE -> isUpperCase(name.plain()) ? DefinitionKind.CONSTANT : candidate.kind();
            default -> candidate.kind();
        };
    }

    private DefinitionKind refineFunction(
            DefinitionKind kind, WrittenName name, List<Definition> scopes, boolean inType) {
        String type = scopes.isEmpty() || !name.owner().isEmpty()
                ? lastOf(name.owner())
                : scopes.get(0).name();
        boolean owned =
                inType || (kind == DefinitionKind.METHOD && (!name.owner().isEmpty() || inModule(scopes)));
        if (!owned) {
            return DefinitionKind.FUNCTION;
        }
        boolean constructs =
                language.isConstructor(name.plain()) || name.plain().equals(type);
        return constructs ? DefinitionKind.CONSTRUCTOR : DefinitionKind.METHOD;
    }

    private static boolean hasMethods(Definition scope) {
        return scope.kind() == DefinitionKind.EXTENSION
                || (scope.kind().isType() && scope.kind() != DefinitionKind.MODULE);
    }

    private static boolean inModule(List<Definition> scopes) {
        return !scopes.isEmpty() && scopes.get(0).kind() == DefinitionKind.MODULE;
    }

    private static String lastOf(String owner) {
        return owner.substring(owner.lastIndexOf('.') + 1);
    }

    private static boolean isUpperCase(String name) {
        boolean upper = false;
        for (int i = 0; i < name.length(); i++) {
            if (Character.isLowerCase(name.charAt(i))) {
                return false;
            }
            upper |= Character.isUpperCase(name.charAt(i));
        }
        return upper && name.length() > 1;
    }
}
