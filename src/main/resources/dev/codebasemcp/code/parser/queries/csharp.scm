(class_declaration name: (identifier) @name) @class
(struct_declaration name: (identifier) @name) @struct
(interface_declaration name: (identifier) @name) @interface
(enum_declaration name: (identifier) @name) @enum
(record_declaration name: (identifier) @name) @record
(delegate_declaration name: (identifier) @name) @type
(constructor_declaration name: (identifier) @name) @constructor
(method_declaration name: (identifier) @name) @method
(operator_declaration operator: _ @name) @method
(indexer_declaration "this" @name) @method
(local_function_statement name: (identifier) @name) @function
(property_declaration name: (identifier) @name) @field
(field_declaration (variable_declaration (variable_declarator name: (identifier) @name))) @field
(event_field_declaration (variable_declaration (variable_declarator name: (identifier) @name))) @field
(event_declaration name: (identifier) @name) @field
(comment) @comment
