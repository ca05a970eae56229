(variable_declarator name: (identifier) @name value: (call_expression function: (identifier) @import))
(function_declaration name: (identifier) @name) @function
(generator_function_declaration name: (identifier) @name) @function
(variable_declarator name: (identifier) @name value: [(arrow_function) (function_expression) (generator_function)]) @function
(variable_declarator name: (identifier) @name value: (class)) @class
(program (lexical_declaration "const" (variable_declarator name: (identifier) @name) @constant))
(program (lexical_declaration "let" (variable_declarator name: (identifier) @name) @variable))
(program (variable_declaration (variable_declarator name: (identifier) @name) @variable))
(export_statement (lexical_declaration (variable_declarator name: (identifier) @name) @constant))
(export_statement (variable_declaration (variable_declarator name: (identifier) @name) @variable))
(method_definition name: (_) @name) @method
(assignment_expression
  left: (_
    object: (_ object: (identifier) @owner property: (property_identifier) @prototype)
    property: (property_identifier) @name)
  right: [(arrow_function) (function_expression) (generator_function)]) @function
(assignment_expression
  left: (_ object: (_) @owner property: (property_identifier) @name)
  right: [(arrow_function) (function_expression) (generator_function)]) @function
(assignment_expression
  left: (_ property: (property_identifier) @name)
  right: (class)) @class
(program (expression_statement (assignment_expression
  right: (object (pair
    key: (property_identifier) @name
    value: [(arrow_function) (function_expression) (generator_function)]) @method))))
(export_statement (object (pair
    key: (property_identifier) @name
    value: [(arrow_function) (function_expression) (generator_function)]) @method))
(lexical_declaration (variable_declarator value: (object (pair
    key: (property_identifier) @name
    value: [(arrow_function) (function_expression) (generator_function)]) @method)))
(decorator) @decorator
(comment) @comment
(class_declaration name: (type_identifier) @name) @class
(abstract_class_declaration name: (type_identifier) @name) @class
(interface_declaration name: (type_identifier) @name) @interface
(enum_declaration name: (identifier) @name) @enum
(type_alias_declaration name: (type_identifier) @name) @type
(internal_module name: (_) @name) @module
(module name: (_) @name) @module
(function_signature name: (identifier) @name) @function
(abstract_method_signature name: (_) @name) @method
(method_signature name: (_) @name) @method
(public_field_definition name: (_) @name value: (arrow_function)) @method
(public_field_definition name: (_) @name) @field
(interface_body (property_signature name: (_) @name) @field)
