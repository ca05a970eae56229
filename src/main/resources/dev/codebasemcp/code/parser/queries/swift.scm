(class_declaration "extension" name: (_) @name) @extension
(class_declaration "struct" name: (_) @name) @struct
(class_declaration "enum" name: (_) @name) @enum
(class_declaration name: (_) @name) @class
(protocol_declaration name: (_) @name) @interface
(typealias_declaration name: (type_identifier) @name) @type
(associatedtype_declaration name: (type_identifier) @name) @type
(init_declaration "init" @name) @constructor
(deinit_declaration "deinit" @name) @method
(subscript_declaration "subscript" @name) @method
(function_declaration name: (simple_identifier) @name) @function
(protocol_function_declaration name: (simple_identifier) @name) @method
(source_file (property_declaration name: (_ bound_identifier: (simple_identifier) @name)) @constant)
(class_body (property_declaration name: (_ bound_identifier: (simple_identifier) @name)) @field)
(enum_class_body (property_declaration name: (_ bound_identifier: (simple_identifier) @name)) @field)
(protocol_property_declaration name: (_ bound_identifier: (simple_identifier) @name)) @field
[(comment) (multiline_comment)] @comment
