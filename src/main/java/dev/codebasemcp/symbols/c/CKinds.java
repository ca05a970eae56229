package dev.codebasemcp.symbols.c;

import dev.codebasemcp.code.tree.SyntaxNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The grammars' names of nodes and fields, and how declarators are built. */
final class CKinds {
    /** More names in one declaration are only written to take time. */
    private static final int MOST_DECLARATORS = 500;

    static final String IDENTIFIER = "identifier";
    static final String TYPE_IDENTIFIER = "type_identifier";
    static final String FIELD_IDENTIFIER = "field_identifier";
    static final String QUALIFIED = "qualified_identifier";
    static final String FUNCTION = "function_definition";
    static final String DECLARATION = "declaration";
    static final String FIELD_DECLARATION = "field_declaration";
    static final String FIELDS = "field_declaration_list";
    static final String TYPEDEF = "type_definition";
    static final String STRUCT = "struct_specifier";
    static final String UNION = "union_specifier";
    static final String ENUM = "enum_specifier";
    static final String CLASS = "class_specifier";
    static final String ENUMERATOR = "enumerator";
    static final String MACRO = "preproc_def";
    static final String MACRO_FUNCTION = "preproc_function_def";
    static final String PARAMETER = "parameter_declaration";
    static final String PARAMETERS = "parameter_list";
    static final String BLOCK = "compound_statement";
    static final String FOR = "for_statement";
    static final String STORAGE = "storage_class_specifier";
    static final String FUNCTION_DECLARATOR = "function_declarator";
    static final String POINTER_DECLARATOR = "pointer_declarator";
    static final String ARRAY_DECLARATOR = "array_declarator";
    static final String INIT_DECLARATOR = "init_declarator";
    static final String CALL = "call_expression";
    static final String FIELD_EXPRESSION = "field_expression";
    static final String POINTER_EXPRESSION = "pointer_expression";
    static final String SUBSCRIPT = "subscript_expression";
    static final String PARENTHESIZED = "parenthesized_expression";
    static final String INITIALIZERS = "initializer_list";
    static final String INITIALIZER_PAIR = "initializer_pair";
    static final String FIELD_DESIGNATOR = "field_designator";
    static final String TYPE_DESCRIPTOR = "type_descriptor";
    static final String ERROR = "ERROR";
    static final String UNIT = "translation_unit";

    static final String NAME = "name";
    static final String TYPE = "type";
    static final String DECLARATOR = "declarator";
    static final String BODY = "body";
    static final String VALUE = "value";
    static final String ARGUMENT = "argument";
    static final String ARGUMENTS = "arguments";
    static final String CALLED = "function";
    static final String LEFT = "left";

    /** Specifiers that may have members. */
    static final Set<String> RECORDS = Set.of(STRUCT, UNION, CLASS);

    private static final Set<String> NO_PARTS = Set.of("comment", "ms_call_modifier", "attribute_specifier", ERROR);
    private static final Set<String> COMMENTS = Set.of("comment");
    private static final Set<String> NAMES = Set.of(
            IDENTIFIER,
            TYPE_IDENTIFIER,
            FIELD_IDENTIFIER,
            QUALIFIED,
            "operator_name",
            "destructor_name",
            "primitive_type");

    /** Declarators that are nested deeper declare nothing. */
    private static final int DEEPEST = 50;

    private CKinds() {}

    /** The children of a node without comments, such as the arguments of a list. */
    static List<SyntaxNode> parts(SyntaxNode node) {
        return node.children().stream()
                .filter(child -> !COMMENTS.contains(child.kind()))
                .toList();
    }

    /** The declarators of a declaration, one for each name. */
    static List<SyntaxNode> declarators(SyntaxNode declaration) {
        return declaration.children().stream()
                .filter(child -> child.field().equals(DECLARATOR))
                .limit(MOST_DECLARATORS)
                .toList();
    }

    /** What a declarator is about: {@code *x} in {@code **x}; empty for a name. */
    static Optional<SyntaxNode> inner(SyntaxNode declarator) {
        if (NAMES.contains(declarator.kind())) {
            return Optional.empty();
        }
        return declarator
                .child(DECLARATOR)
                .or(() -> declarator.is(
                                "parenthesized_declarator",
                                "reference_declarator",
                                "attributed_declarator",
                                "abstract_parenthesized_declarator",
                                "template_function")
                        ? declarator.children().stream()
                                .filter(child -> !NO_PARTS.contains(child.kind()))
                                .findFirst()
                        : Optional.empty());
    }

    /** The name that a declarator declares; empty in broken code. */
    static Optional<SyntaxNode> name(SyntaxNode declarator) {
        SyntaxNode node = declarator;
        for (int depth = 0; depth < DEEPEST; depth++) {
            Optional<SyntaxNode> inner = inner(node);
            if (inner.isEmpty()) {
                return NAMES.contains(node.kind()) ? Optional.of(node) : Optional.empty();
            }
            node = inner.get();
        }
        return Optional.empty();
    }

    /** Whether a declarator declares a function: its name is directly before parameters. */
    static boolean isFunction(SyntaxNode declarator) {
        SyntaxNode node = declarator;
        String around = "";
        for (int depth = 0; depth < DEEPEST; depth++) {
            Optional<SyntaxNode> inner = inner(node);
            if (inner.isEmpty()) {
                return around.equals(FUNCTION_DECLARATOR);
            }
            if (!node.is("parenthesized_declarator")) {
                around = node.kind();
            }
            node = inner.get();
        }
        return false;
    }

    /** The field that a macro declares by its name, such as {@code BIT(done);}. Its two grammars read that in two ways. */
    static Optional<SyntaxNode> wrappedField(SyntaxNode declaration) {
        Optional<SyntaxNode> type = declaration.child(TYPE);
        if (type.isPresent()) {
            return type.filter(one -> one.is("macro_type_specifier")
                            && declarators(declaration).isEmpty())
                    .flatMap(one -> one.child(TYPE))
                    .flatMap(one -> one.child(TYPE))
                    .filter(one -> one.is(TYPE_IDENTIFIER));
        }
        List<SyntaxNode> declarators = declarators(declaration);
        if (declarators.size() != 1 || !declarators.get(0).is(FUNCTION_DECLARATOR)) {
            return Optional.empty();
        }
        List<SyntaxNode> parameters =
                declarators.get(0).child("parameters").map(SyntaxNode::children).orElse(List.of());
        boolean isMacro = name(declarators.get(0))
                .map(SyntaxNode::text)
                .filter(text -> text.equals(text.toUpperCase(Locale.ROOT)))
                .isPresent();
        return parameters.size() == 1
                        && isMacro
                        && parameters.get(0).child(DECLARATOR).isEmpty()
                ? parameters.get(0).child(TYPE).filter(one -> one.is(TYPE_IDENTIFIER))
                : Optional.empty();
    }

    /** Whether a declaration has a storage class, such as {@code static}. */
    static boolean has(SyntaxNode declaration, String storage) {
        return declaration.children(STORAGE).stream().anyMatch(one -> one.text().equals(storage));
    }

    /** The last of the words that follow the type of a declaration by mistake: the type after an unknown mark. */
    static Optional<SyntaxNode> misplacedType(SyntaxNode declaration) {
        SyntaxNode found = null;
        for (SyntaxNode child : declaration.children()) {
            if (child.field().equals(DECLARATOR)) {
                break;
            }
            if (child.is(ERROR)) {
                found = child.children(IDENTIFIER, TYPE_IDENTIFIER).stream()
                        .reduce((first, second) -> second)
                        .orElse(found);
            }
        }
        return Optional.ofNullable(found);
    }
}
