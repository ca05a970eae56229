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

/** Nests found definitions by their spans: qualified names, and kinds that depend on what encloses them. */
final class DefinitionNesting {
    private static final int LONGEST_PREFIX = 1_000;
    /** Objects whose members are written as if they had an owner. */
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

    private record Placed(DefinitionCandidate found, Definition definition) {}

    /** Places definitions that are sorted by their start, an enclosing one first. */
    List<Definition> place(List<DefinitionCandidate> sorted) {
        List<Definition> placed = new ArrayList<>();
        int previousEnd = 0;
        for (DefinitionCandidate one : sorted) {
            while (!enclosing.isEmpty() && !encloses(enclosing.getFirst(), one)) {
                previousEnd =
                        Math.max(previousEnd, enclosing.pop().definition.lines().end());
            }
            if (isLocalValue(one)) {
                continue;
            }
            int head = enclosing.isEmpty()
                    ? 0
                    : text.lineOfByte(enclosing.getFirst().found.nameByte());
            Definition definition = define(one, Math.max(previousEnd, head));
            placed.add(definition);
            enclosing.push(new Placed(one, definition));
        }
        placed.sort(Comparator.comparingInt((Definition one) -> one.lines().start())
                .thenComparing(one -> -one.lines().end()));
        return placed;
    }

    private static boolean encloses(Placed outer, DefinitionCandidate inner) {
        return outer.found.span().contains(inner.span());
    }

    private boolean isLocalValue(DefinitionCandidate one) {
        boolean value = one.kind() == DefinitionKind.FIELD
                || one.kind() == DefinitionKind.CONSTANT
                || one.kind() == DefinitionKind.VARIABLE;
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

    private Definition define(DefinitionCandidate one, int floor) {
        LineRange own = one.span().lines(text);
        WrittenName name = WrittenName.of(one.name());
        String owner = ownerOf(one, name);
        List<Definition> scopes = innermostScope();
        String prefix = scopes.isEmpty() ? "" : prefixOf(scopes.get(0)) + ".";
        String qualified = prefix + (owner.isEmpty() ? "" : owner + ".") + name.plain();
        DefinitionKind kind = refine(one, new WrittenName(owner, name.plain()), scopes);
        LineRange lines = new LineRange(decorators.extend(own.start(), floor), own.end());
        int nameLine = text.lineOfByte(one.nameByte());
        return new Definition(
                name.plain(),
                qualified,
                kind,
                lines,
                Signature.of(text, nameLine, own.end(), one.span().from()));
    }

    /** Of what is nested too deeply to be read, the innermost alone: else the names of a file would take quadratic space. */
    private static String prefixOf(Definition scope) {
        return scope.qualifiedName().length() <= LONGEST_PREFIX ? scope.qualifiedName() : scope.name();
    }

    /** None at the top of a file. */
    private List<Definition> innermostScope() {
        for (Placed outer : enclosing) {
            if (isScope(outer.definition.kind())) {
                return List.of(outer.definition);
            }
        }
        return List.of();
    }

    private static String ownerOf(DefinitionCandidate one, WrittenName name) {
        WrittenName owner = one.owner().isEmpty() ? new WrittenName("", name.owner()) : WrittenName.of(one.owner());
        String whole = owner.owner().isEmpty() ? owner.plain() : owner.owner() + "." + owner.plain();
        return NO_OWNERS.contains(whole) ? "" : whole;
    }

    /** An alias or a value names nothing inside it; a document's sections do. */
    private static boolean isScope(DefinitionKind kind) {
        return (kind.isType() && kind != DefinitionKind.TYPE)
                || isCode(kind)
                || kind == DefinitionKind.EXTENSION
                || kind == DefinitionKind.SECTION;
    }

    private DefinitionKind refine(DefinitionCandidate one, WrittenName name, List<Definition> scopes) {
        boolean inType = !scopes.isEmpty() && hasMethods(scopes.get(0));
        return switch (one.kind()) {
            case METHOD, FUNCTION -> refineFunction(one.kind(), name, scopes, inType);
            case FIELD, VARIABLE -> isUpperCase(name.plain()) ? DefinitionKind.CONSTANT : one.kind();
            default -> one.kind();
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
        boolean makes = language.isConstructor(name.plain()) || name.plain().equals(type);
        return makes ? DefinitionKind.CONSTRUCTOR : DefinitionKind.METHOD;
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
