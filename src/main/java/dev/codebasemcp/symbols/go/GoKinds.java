package dev.codebasemcp.symbols.go;

import dev.codebasemcp.code.tree.SyntaxNode;
import java.util.List;

/** The grammar's names of nodes and fields. */
final class GoKinds {
    static final String IDENTIFIER = "identifier";
    static final String TYPE_IDENTIFIER = "type_identifier";
    static final String FIELD_IDENTIFIER = "field_identifier";
    static final String PACKAGE_IDENTIFIER = "package_identifier";
    static final String FUNCTION = "function_declaration";
    static final String METHOD = "method_declaration";
    static final String FUNCTION_LITERAL = "func_literal";
    static final String FUNCTION_TYPE = "function_type";
    static final String METHOD_OF_INTERFACE = "method_elem";
    static final String TYPE_SPEC = "type_spec";
    static final String TYPE_ALIAS = "type_alias";
    static final String VAR_SPEC = "var_spec";
    static final String CONST_SPEC = "const_spec";
    static final String FIELD = "field_declaration";
    static final String STRUCT = "struct_type";
    static final String INTERFACE = "interface_type";
    static final String TYPE_ELEMENT = "type_elem";
    static final String PARAMETER = "parameter_declaration";
    static final String VARIADIC = "variadic_parameter_declaration";
    static final String TYPE_PARAMETER = "type_parameter_declaration";
    static final String SHORT_VAR = "short_var_declaration";
    static final String RANGE = "range_clause";
    static final String RECEIVE = "receive_statement";
    static final String TYPE_SWITCH = "type_switch_statement";
    static final String QUALIFIED_TYPE = "qualified_type";
    static final String GENERIC_TYPE = "generic_type";
    static final String POINTER_TYPE = "pointer_type";
    static final String PARENTHESIZED_TYPE = "parenthesized_type";
    static final String SELECTOR = "selector_expression";
    static final String CALL = "call_expression";
    static final String CONVERSION = "type_conversion_expression";
    static final String COMPOSITE = "composite_literal";
    static final String LITERAL_VALUE = "literal_value";
    static final String LITERAL_ELEMENT = "literal_element";
    static final String KEYED_ELEMENT = "keyed_element";
    static final String INDEX = "index_expression";
    static final String PARENTHESIZED = "parenthesized_expression";
    static final String INSTANTIATION = "type_instantiation_expression";

    static final String NAME = "name";
    static final String TYPE = "type";
    static final String VALUE = "value";
    static final String PACKAGE = "package";
    static final String OPERAND = "operand";
    static final String PARAMETERS = "parameters";
    static final String TYPE_ARGUMENTS = "type_arguments";
    static final String LEFT = "left";
    static final String RIGHT = "right";
    static final String BODY = "body";
    static final String ELEMENT = "element";

    private GoKinds() {}

    /** The children of a node without comments, such as the arguments of a list. */
    static List<SyntaxNode> parts(SyntaxNode node) {
        return node.children().stream().filter(child -> !child.is("comment")).toList();
    }
}
