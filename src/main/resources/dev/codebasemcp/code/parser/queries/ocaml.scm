(module_definition (module_binding name: (_) @name)) @module
(module_type_definition name: (_) @name) @interface
(class_definition (class_binding name: (_) @name) @class)
(class_type_definition (class_type_binding name: (_) @name) @interface)
(type_definition (type_binding name: (_) @name) @type)
(exception_definition (constructor_declaration (constructor_name) @name)) @type
(external (value_name) @name) @function
(value_specification (value_name) @name) @function
(compilation_unit (value_definition (let_binding pattern: [(value_name) @name (parenthesized_operator (_) @name)] . (parameter)) @function))
(structure (value_definition (let_binding pattern: [(value_name) @name (parenthesized_operator (_) @name)] . (parameter)) @function))
(compilation_unit (value_definition (let_binding pattern: (value_name) @name body: [(function_expression) (fun_expression)]) @function))
(structure (value_definition (let_binding pattern: (value_name) @name body: [(function_expression) (fun_expression)]) @function))
(compilation_unit (value_definition (let_binding pattern: (value_name) @name) @constant))
(structure (value_definition (let_binding pattern: (value_name) @name) @constant))
(method_definition name: (_) @name) @method
(method_specification (method_name) @name) @method
(instance_variable_definition name: (_) @name) @field
(comment) @comment
