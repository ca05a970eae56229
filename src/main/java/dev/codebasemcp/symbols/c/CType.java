package dev.codebasemcp.symbols.c;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A type, as far as it tells members. Names in it mean what the file that asks sees. */
sealed interface CType {
    /** {@code struct name}. */
    record Tag(String name) implements CType {}

    /** A struct that is written where it is used. */
    record Body(SourceFile file, SyntaxNode specifier) implements CType {}

    /** A name of a type. */
    record Named(String name) implements CType {}

    /** A pointer, or an array. */
    record Pointer(CType to) implements CType {}

    /** A function. */
    record Function(CType result) implements CType {}

    /** Types of which each may be meant, as under {@code #if} and {@code #else}. */
    record Variants(List<CType> types) implements CType {
        public Variants {
            types = List.copyOf(types);
        }
    }

    /** Types without members that are known, and what is not known. */
    enum Other implements CType {
        PLAIN,
        UNKNOWN
    }

    /** Pointers in pointers, and names of names, are followed up to this number. */
    int DEEPEST = 20;

    /** What a pointer points to; the type itself if it is none, as names may hide it. */
    default CType pointed() {
        if (this instanceof Variants variants) {
            return any(variants.types().stream().map(type -> type instanceof Pointer pointer ? pointer.to() : type));
        }
        return this instanceof Pointer pointer ? pointer.to() : this;
    }

    /** One of some types. */
    static CType any(Stream<CType> types) {
        List<CType> known = types.filter(type -> type != Other.UNKNOWN)
                .distinct()
                .limit(DEEPEST)
                .toList();
        if (known.isEmpty()) {
            return Other.UNKNOWN;
        }
        return known.size() == 1 ? known.get(0) : new Variants(known);
    }

    /** The type that a specifier writes. */
    static CType written(SourceFile file, SyntaxNode specifier) {
        return switch (specifier.kind()) {
            case CKinds.STRUCT, CKinds.UNION, CKinds.CLASS -> {
                boolean isWhole = specifier.child(CKinds.BODY).isPresent();
                Optional<SyntaxNode> name = specifier.child(CKinds.NAME);
                yield isWhole || name.isEmpty()
                        ? new Body(file, specifier)
                        : new Tag(name.get().text());
            }
            case CKinds.TYPE_IDENTIFIER, CKinds.IDENTIFIER -> new Named(specifier.text());
            case "primitive_type", "sized_type_specifier", CKinds.ENUM -> Other.PLAIN;
            default -> Other.UNKNOWN;
        };
    }

    /** The type that a declaration gives to one of its names. */
    static CType declared(SourceFile file, SyntaxNode declaration, SyntaxNode declarator) {
        CType type = CKinds.misplacedType(declaration)
                .or(() -> declaration.child(CKinds.TYPE))
                .map(specifier -> written(file, specifier))
                .orElse(Other.UNKNOWN);
        return wrapped(type, declarator);
    }

    /** A type with what a declarator adds to it, from outside to inside. */
    static CType wrapped(CType base, SyntaxNode declarator) {
        CType type = base;
        SyntaxNode node = declarator;
        for (int depth = 0; depth < DEEPEST; depth++) {
            type = switch (node.kind()) {
                case CKinds.POINTER_DECLARATOR,
                        CKinds.ARRAY_DECLARATOR,
                        "abstract_pointer_declarator",
                        "abstract_array_declarator" -> new Pointer(type);
                case CKinds.FUNCTION_DECLARATOR, "abstract_function_declarator" -> new Function(type);
                default -> type;
            };
            Optional<SyntaxNode> inner = CKinds.inner(node);
            if (inner.isEmpty()) {
                return type;
            }
            node = inner.get();
        }
        return Other.UNKNOWN;
    }
}
